/** What is known of a write, in whole sentences, and what to do about it. */
import type { PsaFailure } from '../psa/psa.ts'
import type { Half } from './plan-write.ts'
import type { WriteRow } from './queries.ts'

const NAMES: Record<Half, string> = { note: 'The note', time: 'The time entry' }

export const MARKED =
  'It holds words that were marked since, or a secret. Post the note anew: they are masked in it.'
export const WAITING = 'Saved here. It is on its way into the ticket.'

export const sayWaiting = (half: Half, failure: PsaFailure): string =>
  failure.kind === 'too_many'
    ? `${NAMES[half]} waits its turn: ConnectWise takes no more just now. It goes out by itself.`
    : `${NAMES[half]} is saved here and goes out by itself as soon as ConnectWise can be reached.`

export const sayLooking = (half: Half): string =>
  `${NAMES[half]} was sent and no answer came. The ticket is being read to see whether it is there.`

export function sayPosted(row: WriteRow, remarks: readonly string[]): string {
  const note = row.psaNoteId === null ? '' : `The note is in the ticket (note ${row.psaNoteId}).`
  const time =
    row.psaTimeEntryId === null ? '' : `The time is entered (entry ${row.psaTimeEntryId}).`
  return [note, time, ...remarks].filter(Boolean).join(' ')
}

/** What stands, what does not, why, and the way out. */
export function sayFailed(row: WriteRow, half: Half, why: string): string {
  const stands =
    half === 'time' && row.psaNoteId !== null
      ? `The note is in the ticket (note ${row.psaNoteId}); the time entry is not.`
      : row.timeHalf === 'none' || half === 'time'
        ? `${NAMES[half]} is not in the ticket.`
        : 'Neither the note nor the time entry is in the ticket.'
  const out =
    half === 'time'
      ? 'Then try again, or enter the time in ConnectWise by hand.'
      : 'Then try again, or copy the note and paste it into the ticket.'
  return `${stands} ${why} ${out}`
}

export function sayUnclear(row: WriteRow, half: Half, seen: string): string {
  const note =
    half === 'time' && row.psaNoteId !== null
      ? `The note is in the ticket (note ${row.psaNoteId}). `
      : ''
  return `${note}${NAMES[half]} was sent at ${timeOfDay(row.sentAt)} and no answer came. ${seen} Look at the ticket; if it is not there, try again: the ticket is read once more before anything is sent.`
}

/** `14:05 UTC`: the server does not know in which zone it is read. */
export const timeOfDay = (instant: string | null) => `${(instant ?? '').slice(11, 16)} UTC`

/** Of a write that was begun for a company whose ConnectWise the team is no more connected to. */
export const MOVED =
  'The ConnectWise connection was changed since, so nothing more of it is sent. Look in the ticket it was meant for, and enter there by hand what is missing.'

export function sayMoved(row: WriteRow, half: Half): string {
  const note = row.psaNoteId === null ? '' : `The note is in the ticket (note ${row.psaNoteId}). `
  const isSent = (half === 'note' ? row.noteHalf : row.timeHalf) === 'sent'
  const became = isSent
    ? `was sent at ${timeOfDay(row.sentAt)} and no answer came.`
    : 'was not sent.'
  return `${note}${NAMES[half]} ${became} ${MOVED}`
}

export const TIME_ALONE = 'The time is not entered: post it as an entry of its own.'

export const SEEN_NOT_THERE = 'The ticket was read several times since and does not show it.'

export const sayCouldNotLook = (failure: PsaFailure): string =>
  `The ticket could not be read since. ${failure.message}`

export const NO_PSA =
  'Saved here, not in the ticket: no ConnectWise is connected. Copy the note and paste it, or try again when an admin has set up the connection.'

export const UNMAPPED =
  'Nobody knows as whom you write in ConnectWise. An admin chooses your member under Settings > ConnectWise > Members; until then insert or copy the note.'

/** It could not be looked up as whom somebody writes. */
export const sayNotLooked = (why: string): string =>
  `It could not be looked up as whom you write in ConnectWise. ${why} Until then insert or copy the note.`

export const sayOverlap = (ticketId: number): string =>
  `This time overlaps your entry on #${ticketId}. Change beginning or end, so that no minute counts twice.`

export const sayChanged = (changes: readonly string[]): string =>
  `The ticket has changed since you saw it. ${changes.join(' ')} Look at it and confirm the note again.`
