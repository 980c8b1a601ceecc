/** What was written into the ticket, as the whole session is told: each note with its state and text. */
import { nameOf } from '../session/name-of.ts'
import type { Session, WrittenNote } from '../session/session.ts'
import { findAlreadyThere } from './already-there.ts'
import { CHECKS, isCheck } from './finding.ts'
import { tabsOf } from './kinds.ts'
import type { Block } from './told-block.ts'
import type { TimeOf } from './wording.ts'

export function writtenBlocks(session: Session, timeOf: TimeOf): Block[] {
  if (session.notes.length === 0) return []
  return [
    { kind: 'heading', text: 'Written into the ticket' },
    ...session.notes.flatMap((n, i): Block[] => [
      {
        kind: 'entry',
        time: timeOf(n.at),
        text: `${WRITTEN[n.state]}${n.flags ? `, on ${tabsOf(n.flags).join(' and ')}` : ''}`,
        tags: [],
        details: [
          `By ${nameOf(n.by)}`,
          ...(n.overridden ?? []).map(tellPassedOver),
          ...tellCopy(session.notes.slice(0, i), n, timeOf),
        ],
      },
      { kind: 'code', label: 'Text', text: n.text },
    ]),
  ]
}

/** Whoever reads it later should know that it was written twice on purpose. */
function tellCopy(before: Session['notes'], note: WrittenNote, timeOf: TimeOf): string[] {
  const way = note.way === 'inserted' ? 'insert' : 'post'
  const there = findAlreadyThere(before, { ...note, way })
  return there ? [`The same text as at ${timeOf(there.note.at)}, once more`] : []
}

const WRITTEN: Record<WrittenNote['state'], string> = {
  inserted: 'Put into the note editor',
  posting: 'On its way',
  posted: 'Posted',
  failed: 'Not posted',
  unclear: 'Posted, perhaps: look in the ticket',
  no_psa: 'Not posted: no ConnectWise is connected',
}

/** In the words of the table, or by its number where the table has it no more. */
const tellPassedOver = (check: string): string =>
  `Passed over: ${isCheck(check) ? CHECKS[check].says : `a check (${check})`}`
