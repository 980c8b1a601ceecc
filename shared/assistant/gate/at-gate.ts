/** What every part of the gate holds a proposal against. */
import type { Evidence } from '../../session/lane-event.ts'
import { activeStatements } from '../../session/ledger.ts'
import type { Session } from '../../session/session.ts'
import type { Labels } from '../label-record.ts'
import { type Drops, listDrops } from './drops.ts'

export interface AtGate {
  turnId: string
  session: Session
  drops: Drops
  /** The evidence of a label, unless it was never given out or does not count any more. */
  evidenceOf: (label: string) => Evidence | undefined
  /** Of several, each once; what stands for nothing is told. */
  evidenceList: (labels: readonly string[], of: string) => Evidence[]
}

export const NO_SUCH_EVIDENCE = 'Nothing in the record has this name.'

const MOST_EVIDENCE = 30
/** As long as a piece of evidence may be named. */
const LONGEST_EVIDENCE = 120

export function standAtGate(session: Session, turnId: string, labels: Labels): AtGate {
  const drops = listDrops()
  const live = new Set([
    ...activeStatements(session).map((s) => s.id),
    ...session.steps.filter((step) => step.isOnPath).map((step) => step.id),
  ])
  const evidenceOf = (label: string) => {
    const id = labels.evidenceOf(label)
    if (!id || id.length > LONGEST_EVIDENCE) return undefined
    return live.has(id) || id.startsWith('ticket:') || id.startsWith('knowledge:') ? id : undefined
  }
  const evidenceList = (given: readonly string[], of: string) => {
    const found = new Set<Evidence>()
    for (const label of given) {
      const id = evidenceOf(label)
      if (id) found.add(id)
      else drops.add(`${label} as evidence for: ${of}`, NO_SUCH_EVIDENCE)
    }
    const more = found.size - MOST_EVIDENCE
    if (more > 0) drops.add(`${more} more pieces of evidence for: ${of}`, 'Too many for one.')
    return [...found].slice(0, MOST_EVIDENCE)
  }
  return { turnId, session, drops, evidenceOf, evidenceList }
}
