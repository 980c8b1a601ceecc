/** Who would read it, and what they must not: N04 to N08, N22, N26, N29. */

import { foldText } from '../text/fold-text.ts'
import { flagsFit } from './kinds.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { ABBREVIATION, INTERNAL_WORDS, PROMISE, SERVER_NAME } from './words.ts'

export function checkAudience(note: NoteToCheck): Found[] {
  return [
    ...checkFlags(note),
    ...checkSecrets(note),
    ...checkOtherClients(note),
    ...checkMail(note),
    ...checkTwice(note),
    ...(note.kind === 'client_update' ? checkClientWords(note) : []),
  ]
}

function checkFlags(note: NoteToCheck): Found[] {
  if (note.kind === 'time_entry' || flagsFit(note.kind, note.flags)) return []
  return [
    {
      check: 'N04',
      message: 'This kind of note does not belong on those tabs of the ticket.',
      at: null,
      repair: { kind: 'confirm', label: 'Use the usual tabs' },
    },
  ]
}

function checkSecrets(note: NoteToCheck): Found[] {
  return note.findSecrets(note.text).map(({ start, end, family, placeholder }) => ({
    check: 'N05',
    message: `This looks like a secret (${family}). A ticket is no place for it.`,
    // Never the secret itself.
    about: placeholder,
    at: { start, end },
    repair: { kind: 'replace', label: 'Mask it', start, end, with: placeholder },
  }))
}

function checkOtherClients(note: NoteToCheck): Found[] {
  const own = note.session.ticket?.client?.toLowerCase()
  const found: Found[] = []
  const text = note.text.toLowerCase()
  for (const name of note.otherClients ?? []) {
    const needle = name.toLowerCase().trim()
    if (needle.length < 3 || needle === own || own?.includes(needle)) continue
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

/** N26: a note for the discussion and a time entry that is copied there say it twice. */
function checkTwice(note: NoteToCheck): Found[] {
  return note.time && note.kind !== 'time_entry' && foldText(note.time.text) === foldText(note.text)
    ? [
        {
          check: 'N26',
          message: 'Note and time entry have the same text. The ticket would show it twice.',
          at: null,
          repair: { kind: 'open', label: 'Change the time entry', what: 'time' },
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
          repair: { kind: 'open', label: 'Add the next step', what: 'next_step' },
        }),
      )
  return [...internal, ...short, ...promises]
}
