/**
 * What can be said against a write without looking anywhere: each a sentence, empty when fine.
 *
 * The checks of the write itself are those of the panel, asked again here because nothing that
 * arrives is trusted, and because a ticket is a place from which nothing can be taken back.
 */

import { checkText } from '#shared/note/check-text.ts'
import { checkWrite } from '#shared/note/check-write.ts'
import type { PostNote } from '#shared/note/contract.ts'
import { CHECKS, type CheckId, isCheck } from '#shared/note/finding.ts'
import type { Levels } from '#shared/note/level.ts'
import { hasMark } from '#shared/note/mark.ts'
import type { Found } from '#shared/note/note-to-check.ts'
import { weighFound } from '#shared/note/weigh-found.ts'
import type { RequestOf } from '#shared/route.ts'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import { type Marking, redactIn } from '#shared/session/mask-session.ts'

export type AskedWrite = RequestOf<typeof PostNote>

export interface Objection {
  at: string
  message: string
}

/** What is known beside the write itself. */
export interface Beside {
  nowMs: number
  session: Marking
  /** How hard the team takes the checks. */
  levels: Levels
  /** Whose ticket it is, under each name it goes by. */
  ownNames: readonly string[]
  /** The team's clients; that its own is among them does no harm. */
  otherClients: readonly string[]
}

export function checkAsked(asked: AskedWrite, beside: Beside): Objection[] {
  const { nowMs, session } = beside
  const { noteKind, text, flags, time } = asked
  const findSecrets = (of: string) => redactIn(session, of).masked
  const write = { kind: noteKind, text, flags, findSecrets }
  return [
    ...checkWrite({ ...write, ...(time ? { time } : {}) }).map(objectionOf),
    ...checkWords(asked, beside),
    ...checkPassedOver(asked),
    ...(asked.mailContact && !flags.discussion ? [NO_MAIL] : []),
    ...(noteKind === 'time_entry' ? checkTimeKind(asked) : []),
    ...checkForm('text', text),
    ...(time ? [...checkForm('time.text', time.text), ...checkTime(time, nowMs)] : []),
  ]
}

const objectionOf = ({ check, message, at, repair }: Omit<Found, 'about'>): Objection => ({
  at: at === null ? (PLACES[check] ?? 'text') : 'text',
  message: `${message} ${repair.label}.`,
})

/** What of the words stops a note in this team, and nobody passed over. */
function checkWords({ noteKind, text, overridden = [] }: AskedWrite, beside: Beside): Objection[] {
  const { levels, ownNames, otherClients } = beside
  const words = { kind: noteKind, text, client: ownNames.join('\n'), otherClients }
  return weighFound(checkText(words), words, levels)
    .filter(({ check, severity }) => severity === 'block' && !overridden.includes(check))
    .map(objectionOf)
}

/** What is wrong where it is not the text. */
const PLACES: Partial<Record<CheckId, string>> = {
  N04: 'flags',
  N05: 'time.text',
  N26: 'time.text',
}

const NO_MAIL: Objection = {
  at: 'mailContact',
  message: 'Only a note in the discussion can be mailed to the contact.',
}

function checkTimeKind({ time, text }: AskedWrite): Objection[] {
  if (!time) return [{ at: 'time', message: 'A time entry needs a beginning and an end.' }]
  return time.text === text
    ? []
    : [{ at: 'time.text', message: 'Text and time entry differ. Confirm it again.' }]
}

/** What this table does not know, an extension newer than this server may. */
const checkPassedOver = ({ overridden = [] }: AskedWrite): Objection[] =>
  overridden.flatMap((check) =>
    isCheck(check) && !CHECKS[check].canOverride
      ? [
          {
            at: 'overridden',
            message: `${check} cannot be passed over. Open the note and read it again.`,
          },
        ]
      : [],
  )

function checkForm(at: string, text: string): Objection[] {
  const objections: Objection[] = []
  if (text.trim() === '') objections.push({ at, message: 'There is no text yet.' })
  if (hasMark(text)) {
    const message = 'It holds the mark of another note, as “[rf:…]”. Take that line out.'
    objections.push({ at, message })
  }
  return objections
}

const MINUTE_MS = 60_000
/** Clocks of two machines agree so well. */
const AHEAD_MS = 5 * MINUTE_MS
const LONGEST_MS = 24 * 60 * MINUTE_MS

function checkTime({ from, to }: TimeEntryAsked, nowMs: number): Objection[] {
  const lengthMs = Date.parse(to) - Date.parse(from)
  if (lengthMs < MINUTE_MS) {
    return [{ at: 'time.to', message: 'The time ends at least a minute after it begins.' }]
  }
  if (lengthMs > LONGEST_MS) {
    return [{ at: 'time.to', message: 'One entry is at most a day long. Make several of it.' }]
  }
  if (Date.parse(to) > nowMs + AHEAD_MS) {
    return [{ at: 'time.to', message: 'The time ends in the future. Enter what was worked.' }]
  }
  return []
}
