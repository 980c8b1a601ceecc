/** The few words and forms every text shares: times, outcomes, how a next step is told. */
import type { Tick } from '../session/checklist-event.ts'
import type { CauseStatus, NextStep, SessionOutcome } from '../session/event.ts'
import type { Session } from '../session/session.ts'

export const OUTCOME_WORDS: Readonly<Record<SessionOutcome, string>> = {
  resolved: 'Resolved',
  done: 'Done',
  workaround: 'Workaround in place',
  escalate: 'To be escalated',
  vendor: 'With the vendor',
  not_reproduced: 'Not reproduced; no change made',
  security: 'Handed to the security process',
  no_contact: 'User not reached',
  refused: 'Work refused or not covered',
}

export function tellTick(tick: Tick): string {
  switch (tick.kind) {
    case 'done':
      return 'done'
    case 'not_applicable':
      return `not applicable: ${tick.text}`
    case 'exception':
      return `exception: ${tick.text}`
    default:
      return tick satisfies never
  }
}

export const CAUSE_WORDS: Readonly<Record<CauseStatus, string>> = {
  confirmed: 'confirmed',
  probable: 'probable',
  not_determined: 'not determined',
}

/** Time of day as `14:05`, in the reader's zone. */
export function clockTime(at: string, { timeZone }: { timeZone: string }): string {
  const minutes = Math.floor(Date.parse(at) / 60_000)
  const since = minutes % 15
  const quarter = `${timeZone} ${minutes - since}`
  let begins = quarters.get(quarter)
  if (begins === undefined) {
    const [hour, minute] = format(new Date((minutes - since) * 60_000).toISOString(), timeZone, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).split(':')
    begins = Number(hour) * 60 + Number(minute)
    if (quarters.size > 500) quarters.clear()
    quarters.set(quarter, begins)
  }
  return `${twoDigits(Math.floor((begins + since) / 60) % 24)}:${twoDigits((begins + since) % 60)}`
}

/** Clocks are put forward and back at full quarters only, so one answer does for fifteen minutes. */
const quarters = new Map<string, number>()

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

/** The day as `2026-03-02`: unambiguous for every reader. */
export const dayOf = (at: string, { timeZone }: { timeZone: string }): string =>
  format(at, timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')

/** Among what was seen, what was only said is told as that. */
export const REPORT_LEAD = 'Reported: '

/** Words by which a sentence says itself that it was only said. */
export const IS_REPORTED =
  /\b(reports?|reported|says?|said|states?|stated|according to|mentioned|told|describes?|described|complains?|complained)\b/i

/** How a line of a note may begin: its time, with the day where the work took several. */
export const TOLD_AT = /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d /

export type TimeOf = (at: string) => string

/** Tells times by the clock; with the day too where these were not all on one day. */
export function timeTeller(times: readonly string[], settings: { timeZone: string }): TimeOf {
  const clock = (at: string) => clockTime(at, settings)
  const sorted = times.toSorted()
  const [first, last] = [sorted.at(0), sorted.at(-1)]
  if (!first || !last || dayOf(first, settings) === dayOf(last, settings)) return clock
  return (at) => `${dayOf(at, settings)} ${clock(at)}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs fifty times a use of it, and a note has hundreds of times. */
function format(
  at: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  locale = 'en-GB',
): string {
  const key = `${locale} ${timeZone} ${Object.keys(options).join()}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locale, { ...options, timeZone })
    formats.set(key, known)
  }
  return known.format(new Date(at))
}

/** One line that ends like a sentence, whatever was typed. */
export function asSentence(text: string): string {
  const line = oneLine(text)
  return line === '' || /[.!?:…)\]”"]$/.test(line) ? line : `${line}.`
}

export const withoutStop = (text: string): string => oneLine(text).replace(/\.$/, '')

export const quoted = (text: string): string => `“${oneLine(text)}”`

/** White space as single spaces. What is a single space already is passed over: most of it is. */
export const oneLine = (text: string): string => text.replace(/[^\S ]\s*| \s+/g, ' ').trim()

export const tellNextStep = (step: NextStep): string =>
  `Next: ${withoutStop(step.text)}${step.owner ? ` - ${step.owner}` : ''}${step.due ? `, by ${step.due}` : ''}.`

/** How a time entry begins: a verb in the past that fits how it ended. */
export function startOfWork(session: Session): string {
  const outcome = session.outcome?.outcome
  if (outcome === 'resolved') return 'Resolved'
  if (outcome === 'done') return 'Carried out'
  if (outcome === 'workaround') return 'Provided a workaround for'
  if (outcome === 'no_contact') return 'Tried to reach the user about'
  return 'Worked on'
}
