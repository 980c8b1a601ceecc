/** The few words and forms every text shares: times, outcomes, how a next step is told. */
import type { CauseStatus, NextStep, SessionOutcome } from '../session/event.ts'
import type { Session } from '../session/session.ts'

export const OUTCOME_WORDS: Readonly<Record<SessionOutcome, string>> = {
  resolved: 'Resolved',
  workaround: 'Workaround in place',
  escalate: 'To be escalated',
  vendor: 'With the vendor',
  not_reproduced: 'Not reproduced; no change made',
  security: 'Handed to the security process',
  no_contact: 'User not reached',
  refused: 'Work refused or not covered',
}

export const CAUSE_WORDS: Readonly<Record<CauseStatus, string>> = {
  confirmed: 'confirmed',
  probable: 'probable',
  not_determined: 'not determined',
}

/** Time of day as `14:05`, in the reader's zone. */
export const clockTime = (at: string, { timeZone }: { timeZone: string }): string =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The day as `2026-03-02`: unambiguous for every reader. */
export const dayOf = (at: string, { timeZone }: { timeZone: string }): string =>
  format(at, timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')

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
  const line = text.replace(/\s+/g, ' ').trim()
  return line === '' || /[.!?:…)\]”"]$/.test(line) ? line : `${line}.`
}

export const withoutStop = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().replace(/\.$/, '')

export const quoted = (text: string): string => `“${text.replace(/\s+/g, ' ').trim()}”`

export const tellNextStep = (step: NextStep): string =>
  `Next: ${withoutStop(step.text)}${step.owner ? ` - ${step.owner}` : ''}${step.due ? `, by ${step.due}` : ''}.`

/** How a time entry begins: a verb in the past that fits how it ended. */
export function startOfWork(session: Session): string {
  const outcome = session.outcome?.outcome
  if (outcome === 'resolved') return 'Resolved'
  if (outcome === 'workaround') return 'Provided a workaround for'
  if (outcome === 'no_contact') return 'Tried to reach the user about'
  return 'Worked on'
}
