/** What would reach the client: N07, N29. */
import { addNextStep } from './add-next-step.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { PROMISE } from './words.ts'

export function checkAudience(note: NoteToCheck): Found[] {
  return [...checkMail(note), ...(note.kind === 'client_update' ? checkPromises(note) : [])]
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

function checkPromises(note: NoteToCheck): Found[] {
  const hasNextStep =
    (note.session.outcome?.nextSteps.length ?? 0) > 0 ||
    note.session.statements.some((s) => s.kind === 'next_step')
  return hasNextStep
    ? []
    : [...note.text.matchAll(PROMISE)].map(
        (m): Found => ({
          check: 'N29',
          message: `“${m[0].trim()}” is a promise; no next step stands behind it.`,
          at: { start: m.index, end: m.index + m[0].length },
          repair: addNextStep(note.session),
        }),
      )
}
