/**
 * Checks a text before it is written, live while it is edited.
 *
 * Pure and linear in the text. Everything it needs is handed in; what is not at hand, such as
 * the ticket as it is now, is left out and simply not checked.
 *
 * It runs in the panel, beside the person who can repair what it finds or answer for it. Of what
 * nobody may pass over the API asks again what it can know: the write by itself (`checkWrite`),
 * whether the ticket is as it was seen (N03), and whether the time is free (N24). It asks the words
 * too (`checkText`), where the team says that they stop a note. Which checks were passed over it
 * records.
 */
import { evidenceIds, ledgerOf } from '../session/ledger.ts'
import { ticketChanges } from '../ticket/ticket.ts'
import { checkAudience } from './check-audience.ts'
import { checkContent } from './check-content.ts'
import { checkText } from './check-text.ts'
import { checkTime } from './check-time.ts'
import { checkTruth } from './check-truth.ts'
import { checkWrite } from './check-write.ts'
import type { Finding } from './finding.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { renderPlain } from './render.ts'
import { weighFound } from './weigh-found.ts'

export function checkNote(note: NoteToCheck): Finding[] {
  const ledger = ledgerOf(note.session)
  const client = note.session.ticket?.client
  const found = [
    ...checkFreshness(note),
    ...checkRead(note),
    ...checkWrite(note),
    ...checkText(client === undefined ? note : { ...note, client }),
    ...checkTruth(note, ledger, evidenceIds(note.session, note.sessionId)),
    ...checkAudience(note),
    ...checkContent(note, ledger),
    ...checkTime(note),
  ]
  return weighFound(found, note, note.levels)
}

/** N02, N03: the world moved while the text stood still. */
function checkFreshness(note: NoteToCheck): Found[] {
  const found: Found[] = []
  if (note.basedOn !== undefined && note.version !== undefined && note.basedOn < note.version) {
    found.push({
      check: 'N02',
      message: 'More was recorded after this text was written. Read it against the new version.',
      about: renderPlain(note.composed),
      at: null,
      repair: { kind: 'renew', label: 'Take the new version' },
    })
  }
  const changes = note.seen && note.ticketNow ? ticketChanges(note.seen, note.ticketNow) : []
  if (changes.length > 0) {
    found.push({
      check: 'N03',
      message: `The ticket changed meanwhile. ${changes.join(' ')}`,
      at: null,
      repair: { kind: 'confirm', label: 'I have read what changed' },
    })
  }
  return found
}

/** N30: what a model worded is read by somebody before others read it. */
const checkRead = (note: NoteToCheck): Found[] =>
  note.isUnread
    ? [
        {
          check: 'N30',
          message: 'FlowPilot worded this, and nobody has said that they read it.',
          about: note.text,
          at: null,
          repair: { kind: 'confirm', label: 'I have read it' },
        },
      ]
    : []
