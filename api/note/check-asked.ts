/**
 * What can be said against a write without looking anywhere: each a sentence, empty when fine.
 *
 * The panel checks the same while the note is edited. It is checked here again because nothing
 * that arrives is trusted, and because a ticket is a place from which nothing can be taken back.
 */
import type { PostNote } from '#shared/note/contract.ts'
import { CHECKS, isCheck } from '#shared/note/finding.ts'
import { flagsFit, tabsOf } from '#shared/note/kinds.ts'
import { summariseMasked } from '#shared/redact/mask-list.ts'
import { redact } from '#shared/redact/redact.ts'
import type { RequestOf } from '#shared/route.ts'
import type { NoteFlags, TimeEntryAsked } from '#shared/session/event.ts'

export type AskedWrite = RequestOf<typeof PostNote>

export interface Objection {
  at: string
  message: string
}

export function checkAsked(asked: AskedWrite, nowMs: number): Objection[] {
  const { text, time } = asked
  return [
    ...checkFlags(asked),
    ...checkPassedOver(asked),
    ...(asked.mailContact && !asked.flags.discussion
      ? [
          {
            at: 'mailContact',
            message: 'Only a note in the discussion can be mailed to the contact.',
          },
        ]
      : []),
    ...checkText('text', text),
    ...(time ? [...checkText('time.text', time.text), ...checkTime(time, nowMs)] : []),
    ...(time && asked.flags.discussion && fold(time.text) === fold(text)
      ? [
          {
            at: 'time.text',
            message:
              'The time entry has the same text as the note for the client, who would read it twice. Give it a text of its own.',
          },
        ]
      : []),
  ]
}

function checkFlags({ noteKind, flags, time, text }: AskedWrite): Objection[] {
  if (noteKind !== 'time_entry') {
    if (flagsFit(noteKind, flags)) return []
    const tabs = tabsOf(flags).join(' and ') || 'no tab'
    const message = `This kind of note does not go to ${tabs}. Choose where it is shown again.`
    return [{ at: 'flags', message }]
  }
  const objections: Objection[] = []
  if (hasTab(flags)) {
    const message = 'A time entry goes to the time sheet and to no tab of the ticket.'
    objections.push({ at: 'flags', message })
  }
  if (!time) objections.push({ at: 'time', message: 'A time entry needs a beginning and an end.' })
  else if (time.text !== text) {
    objections.push({ at: 'time.text', message: 'Text and time entry differ. Confirm it again.' })
  }
  return objections
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

const hasTab = (flags: NoteFlags) => flags.discussion || flags.internal || flags.resolution

function checkText(at: string, text: string): Objection[] {
  const objections: Objection[] = []
  if (text.trim() === '') objections.push({ at, message: 'There is no text yet.' })
  const { masked } = redact(text)
  if (masked.length > 0) {
    const what = summariseMasked(masked).replace(/ removed$/, '')
    const message = `It holds what must not stand in a ticket: ${what}. Mask it, and post again.`
    objections.push({ at, message })
  }
  if (/\[rf:[0-9a-f]{12}\]/i.test(text)) {
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

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
