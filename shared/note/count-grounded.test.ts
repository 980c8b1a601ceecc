import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ledgerOf } from '../session/ledger.ts'
import { makeRecord } from '../testing/make-session.ts'
import { composeNote } from './compose-note.ts'
import { countGrounded } from './count-grounded.ts'
import type { ComposedNote } from './note.ts'
import { renderPlain } from './render.ts'
import { splitSentences, traceText } from './trace-text.ts'

const settings = { timeZone: 'UTC', sessionId: '01900000-0000-7000-8000-00000000c001' }

function vpnCase() {
  const record = makeRecord({ summary: 'The tunnel to Graz is down' })
  record.state('report', 'Maria says that nobody in Graz reaches the file server.')
  record.state('observation', 'Phase 2 is down. It was up at noon.')
  record.state('dead_end', 'Restarting the tunnel did not help.')
  record.state('action', 'Set the lifetime on SW-WIEN to 28800.')
  const cause = record.state('cause', 'The lifetimes of phase 2 differed.')
  record.finish({
    cause: { status: 'confirmed', text: 'The lifetimes differed', confirmedBy: [cause] },
  })
  const session = record.session()
  const note = composeNote(session, 'resolution', settings)
  const worded: ComposedNote = {
    kind: note.kind,
    sections: [
      {
        heading: 'What was found',
        layout: 'paragraph',
        sentences: [
          { text: 'Graz was cut off.', evidence: ['F1'] },
          { text: 'Both ends disagreed on the lifetime.', evidence: ['F5'] },
        ],
      },
    ],
  }
  return { session, note, worded }
}

test('a note as it was composed rests on the record whole; its headings are no sentences', () => {
  const { session, note } = vpnCase()
  const { sentences, grounded } = countGrounded(renderPlain(note), [note], session)
  expect(sentences).toBeGreaterThan(5)
  expect(grounded).toBe(sentences)
})

test('a sentence of one’s own is counted and does not; what one of two notes says does', () => {
  const { session, note, worded } = vpnCase()
  const text = `${renderPlain(worded)} I had no idea.\n\n12:30 The lifetimes of phase 2 differed.`
  expect(countGrounded(text, [note, worded], session)).toEqual({ sentences: 4, grounded: 3 })
  expect(countGrounded(text, [note], session)).toEqual({ sentences: 5, grounded: 1 })
})

test('whatever the text, it is counted as if each sentence were held against every part', () => {
  const { session, note, worded } = vpnCase()
  const composed = [note, worded].flatMap((one) =>
    one.sections.flatMap((s) => [s.heading ?? '', ...s.sentences.map(({ text }) => text)]),
  )
  const ledger = ledgerOf(session)
  const words = fc.oneof(
    fc.constantFrom(...composed, ...ledger.map((s) => s.text)),
    fc.constantFrom('Own words.', 'It was 3.5 s', 'said "No."', '- ', ' ', '.', '! '),
    fc.string({ maxLength: 8 }),
  )
  const text = fc
    .array(fc.tuple(words, fc.constantFrom('\n', ' ', '', '\n\n', '\n- ')), { maxLength: 30 })
    .map((parts) => parts.flat().join(''))
  const asked = fc.subarray([note, worded], { minLength: 1 })
  fc.assert(
    fc.property(text, asked, (text, notes) => {
      expect(countGrounded(text, notes, session)).toEqual(countEachAgainstAll(text, notes, session))
    }),
  )
})

const withoutTimes = (text: string) =>
  text.replaceAll(/^([ \t]*(?:-[ \t]*)?)(?:\d{4}-\d\d-\d\d )?\d\d:\d\d /gm, '$1')

/** The same, told the plain way. */
function countEachAgainstAll(
  asWritten: string,
  notes: readonly ComposedNote[],
  session: Parameters<typeof ledgerOf>[0],
) {
  const text = withoutTimes(asWritten)
  const parts = notes.flatMap((note) => {
    const sections = note.sections.map(({ sentences, ...section }) => ({
      ...section,
      sentences: sentences.map((one) => ({ ...one, text: withoutTimes(one.text) })),
    }))
    return traceText(text, { ...note, sections }, ledgerOf(session))
  })
  let at = 0
  const spans = text.split('\n').flatMap((line) => {
    const found = line.trim() === '' ? [] : splitSentences(line)
    const placed = found.map(([start, end]) => ({ start: at + start, end: at + end }))
    at += line.length + 1
    return placed
  })
  const told = spans.map(({ start, end }) =>
    parts.filter((part) => part.start <= start && end <= part.end),
  )
  const counted = told.filter((parts) => !parts.some((part) => part.isFrame))
  const grounded = counted.filter((parts) => parts.some((part) => part.evidence.length > 0))
  return { sentences: counted.length, grounded: grounded.length }
}
