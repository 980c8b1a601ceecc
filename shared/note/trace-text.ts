/**
 * Which sentences of a text rest on the record, after a person has edited it.
 *
 * A person may shorten, reorder and rewrite. What still stands as it was composed keeps its
 * evidence; what does not is told apart, so that it is posted only on purpose. Matching folds
 * white space and the stop at the end, and works line by line and, within a line, from the
 * longest composed sentence down, so that cost stays linear in the text. What the record states
 * has its evidence in every text, also in one that would not be composed of it.
 */
import type { Statement, StatementKind } from '../session/statement.ts'
import type { ComposedNote } from './note.ts'

export interface TracedPart {
  text: string
  /** Offsets in the text that was traced. */
  start: number
  end: number
  /** Empty where nothing in the record says this. */
  evidence: readonly string[]
  /** A heading of the composed note, or white space: nothing to be shown. */
  isFrame: boolean
}

/** `ledger`: what the record states, for a text that a person has had a hand in. */
export function traceText(
  text: string,
  composed: ComposedNote,
  ledger: readonly Statement[] = [],
): TracedPart[] {
  const known = knownOf(composed, ledger)
  const parts: TracedPart[] = []
  let at = 0
  for (const line of text.split('\n')) {
    parts.push(...traceLine(line, at, known))
    at += line.length + 1
  }
  return parts
}

/** What a line or sentence is as composed: its evidence, or a heading. */
type Known = readonly string[] | 'frame'

/** Most of a text stands letter for letter as composed; folding is for the rest. */
function knownOf(
  composed: ComposedNote,
  ledger: readonly Statement[],
): (words: string) => Known | undefined {
  const exact = new Map<string, Known>()
  for (const section of composed.sections) {
    for (const s of section.sentences) exact.set(s.text, s.evidence)
    if (section.layout === 'paragraph') {
      const whole = section.sentences.map((s) => s.text).join(' ')
      exact.set(whole, [...new Set(section.sentences.flatMap((s) => s.evidence))])
    }
  }
  for (const { heading } of composed.sections) if (heading) exact.set(heading, 'frame')
  let folded: Map<string, Known> | undefined
  return (words) => {
    const found = exact.get(words)
    if (found) return found
    folded ??= new Map<string, Known>([
      ...ledger.filter((s) => STATES.has(s.kind)).map((s) => [fold(s.text), [s.id]] as const),
      ...[...exact].map(([text, known]) => [fold(text), known] as const),
    ])
    return folded.get(fold(words))
  }
}

/** What is suspected, or did not help, is told as that and never as a plain sentence. */
const STATES: ReadonlySet<StatementKind> = new Set([
  'report',
  'observation',
  'action',
  'test',
  'decision',
  'authorisation',
  'cause',
  'communication',
])

function traceLine(
  line: string,
  at: number,
  knownAs: (words: string) => Known | undefined,
): TracedPart[] {
  const part = (start: number, end: number, evidence: readonly string[], isFrame = false) => ({
    text: line.slice(start, end),
    start: at + start,
    end: at + end,
    evidence,
    isFrame,
  })
  if (line.trim() === '') return []
  const known = knownAs(line)
  if (known === 'frame') return [part(0, line.length, [], true)]
  if (known) return [part(0, line.length, known)]
  return splitSentences(line).map(([start, end]) => {
    const told = knownAs(line.slice(start, end))
    return part(start, end, told && told !== 'frame' ? told : [])
  })
}

/** Offsets of the sentences of a line; a stop inside a number, a name or a path does not end one. */
export function splitSentences(line: string): [start: number, end: number][] {
  const found: [number, number][] = []
  let start = 0
  for (const match of line.matchAll(/[.!?]["”)]?\s+(?=[\p{Lu}\p{N}“"([])/gu)) {
    const end = match.index + match[0].length
    if (line.slice(start, end).trim() !== '') found.push([start, end])
    start = end
  }
  if (line.slice(start).trim() !== '') found.push([start, line.length])
  return found
}

/** A line that was written on the first day is the same line when a second day has come. */
const DAY = /^\d{4}-\d\d-\d\d (?=\d\d:\d\d )/

const fold = (text: string): string =>
  text
    .replace(/^\s*-\s+/, '')
    .replace(DAY, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.]$/, '')
