/**
 * What the words of a note tell by themselves, whatever the record holds: N06, N08 to N10, N22, N28.
 *
 * The panel asks this with every other check while the note is edited; the API asks it again of
 * what arrives, since a team may say that any of them stops a note.
 */
import { findNames } from './find-names.ts'
import type { Repair } from './finding.ts'
import type { Found, TextToCheck } from './note-to-check.ts'
import { splitSentences } from './trace-text.ts'
import {
  ABBREVIATION,
  BLAME,
  INTERNAL_WORDS,
  RELATIVE_TIME,
  RESULT,
  SERVER_NAME,
  VAGUE,
} from './words.ts'

export const checkText = (note: TextToCheck): Found[] => [
  ...checkOtherClients(note),
  ...(note.kind === 'client_update' ? checkClientWords(note) : []),
  ...checkWords(note),
]

const checkOtherClients = ({ text, client, otherClients }: TextToCheck): Found[] =>
  findNames(text, otherClients ?? [], client ?? '').map(({ start, end }) => ({
    check: 'N06',
    message: `“${text.slice(start, end)}” is another client.`,
    at: { start, end },
    repair: { kind: 'replace', label: 'Take the name out', start, end, with: 'another client' },
  }))

function checkClientWords({ text }: TextToCheck): Found[] {
  const internal = [...text.matchAll(INTERNAL_WORDS), ...text.matchAll(SERVER_NAME)].map((m) =>
    at(
      'N08',
      `“${m[0]}” is a word of your desk, not of the client.`,
      m,
      rewrite('Say it in the client’s words'),
    ),
  )
  const short = [...text.matchAll(ABBREVIATION)].map((m) =>
    at('N22', `“${m[0]}” may mean nothing to the client.`, m, rewrite('Write it out')),
  )
  return [...internal, ...short]
}

function checkWords({ text }: TextToCheck): Found[] {
  const found: Found[] = []
  for (const m of text.matchAll(BLAME)) {
    const message = `“${m[0]}” puts blame on somebody. Tell the event instead.`
    found.push(at('N09', message, m, rewrite('Tell the event')))
  }
  for (const m of text.matchAll(VAGUE)) {
    if (RESULT.test(restOfSentence(text, m.index, m.index + m[0].length))) continue
    found.push(at('N10', `“${m[0]}” with what result?`, m, rewrite('Add what it showed')))
  }
  for (const m of text.matchAll(RELATIVE_TIME)) {
    const message = `“${m[0]}” means nothing next month. Give the date.`
    found.push(at('N28', message, m, rewrite('Give the date')))
  }
  return found
}

/** What follows in the sentence that stands at `start`. */
function restOfSentence(text: string, start: number, from: number): string {
  const lineStart = text.lastIndexOf('\n', start) + 1
  const lineEnd = text.indexOf('\n', from)
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd)
  const sentence = splitSentences(line).find(([, end]) => lineStart + end > start)
  return text.slice(from, sentence ? lineStart + sentence[1] : from)
}

const rewrite = (label: string): Repair => ({ kind: 'rewrite', label })

const at = (
  check: 'N08' | 'N09' | 'N10' | 'N22' | 'N28',
  message: string,
  m: RegExpExecArray,
  repair: Repair,
): Found => ({ check, message, at: { start: m.index, end: m.index + m[0].length }, repair })
