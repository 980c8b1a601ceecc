/**
 * The words of a reply, and what each of their labels stands for.
 *
 * A model puts the labels that a sentence rests on behind it, in square brackets. Those that stand
 * for something are written in one way, so that whoever shows the words finds them again; those
 * that do not are taken out and told. In code a bracket is a bracket.
 */
import type { Resting } from '../../session/lane-event.ts'
import { type AtGate, NO_SUCH_EVIDENCE } from './at-gate.ts'
import { plain } from './plain.ts'

export interface GatedReply {
  text: string
  rests: Resting[]
}

const LABEL = String.raw`[FSTK]\d{1,4}`
const CODE_OR_LABELS = new RegExp(
  String.raw`(${'```'}[\s\S]*?(?:${'```'}|$)|${'`'}[^${'`'}\n]*${'`'})|[ \t]*\[\s*(${LABEL}(?:\s*[,;]\s*${LABEL})*)\s*\]`,
  'gi',
)
const MOST_RESTING = 40

export function gateReply(words: string, at: AtGate, maxChars: number): GatedReply {
  const rests = new Map<string, string>()
  const text = words.replace(CODE_OR_LABELS, (whole, code?: string, labels?: string) => {
    if (code !== undefined || labels === undefined) return whole
    const known = labelsIn(labels).filter((label) => {
      const evidence = at.evidenceOf(label)
      if (!evidence) at.drops.add(`${label} in the reply`, NO_SUCH_EVIDENCE)
      else if (rests.has(label) || rests.size < MOST_RESTING) rests.set(label, evidence)
      return rests.has(label)
    })
    return known.length > 0 ? ` [${known.join(', ')}]` : ''
  })
  return {
    text: plain(text, maxChars),
    rests: [...rests].map(([label, evidence]) => ({ label, evidence })),
  }
}

const labelsIn = (labels: string): string[] => [
  ...new Set(labels.split(/[,;]/).map((label) => label.trim().toUpperCase())),
]
