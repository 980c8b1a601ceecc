/** Who would read it, and what they must not: N06 to N08, N22, N29. */
import { addNextStep } from './add-next-step.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { ABBREVIATION, INTERNAL_WORDS, PROMISE, SERVER_NAME } from './words.ts'

export function checkAudience(note: NoteToCheck): Found[] {
  return [
    ...checkOtherClients(note),
    ...checkMail(note),
    ...(note.kind === 'client_update' ? checkClientWords(note) : []),
  ]
}

function checkOtherClients(note: NoteToCheck): Found[] {
  const own = lowerEach(note.session.ticket?.client ?? '')
  const found: Found[] = []
  const text = lowerEach(note.text)
  for (const name of note.otherClients ?? []) {
    const needle = lowerEach(name).trim()
    if (needle.length < 3 || own.includes(needle)) continue
    const start = indexOfWord(text, needle)
    if (start < 0) continue
    found.push({
      check: 'N06',
      message: `“${name}” is another client.`,
      at: { start, end: start + needle.length },
      repair: {
        kind: 'replace',
        label: 'Take the name out',
        start,
        end: start + needle.length,
        with: 'another client',
      },
    })
  }
  return found
}

/** Small letters, each in its own place: some capitals are two letters when small, as “İ”. */
function lowerEach(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replace(/\P{ASCII}|[A-Z]/gu, (c) => {
    const small = c.toLowerCase()
    return small.length === c.length ? small : c
  })
}

/** Where a name stands as a word of its own. */
function indexOfWord(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`
    if (!/[\p{L}\p{N}]/u.test(around)) return at
  }
  return -1
}

function checkMail(note: NoteToCheck): Found[] {
  return note.mailContact && !note.mailConfirmed
    ? [
        {
          check: 'N07',
          message: 'The contact would get a mail. Confirm that you want that.',
          at: null,
          repair: { kind: 'confirm', label: 'Yes, mail the contact' },
        },
      ]
    : []
}

function checkClientWords(note: NoteToCheck): Found[] {
  const internal = [...note.text.matchAll(INTERNAL_WORDS), ...note.text.matchAll(SERVER_NAME)].map(
    (m): Found => ({
      check: 'N08',
      message: `“${m[0]}” is a word of your desk, not of the client.`,
      at: { start: m.index, end: m.index + m[0].length },
      repair: { kind: 'rewrite', label: 'Say it in the client’s words' },
    }),
  )
  const short = [...note.text.matchAll(ABBREVIATION)].map(
    (m): Found => ({
      check: 'N22',
      message: `“${m[0]}” may mean nothing to the client.`,
      at: { start: m.index, end: m.index + m[0].length },
      repair: { kind: 'rewrite', label: 'Write it out' },
    }),
  )
  const hasNextStep =
    (note.session.outcome?.nextSteps.length ?? 0) > 0 ||
    note.session.statements.some((s) => s.kind === 'next_step')
  const promises = hasNextStep
    ? []
    : [...note.text.matchAll(PROMISE)].map(
        (m): Found => ({
          check: 'N29',
          message: `“${m[0].trim()}” is a promise; no next step stands behind it.`,
          at: { start: m.index, end: m.index + m[0].length },
          repair: addNextStep(note.session),
        }),
      )
  return [...internal, ...short, ...promises]
}
