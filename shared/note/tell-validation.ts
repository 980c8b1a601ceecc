/** Whether the outcome of a first-level walk holds, in words; nothing of any other session. */
import { waitsForValidation } from '../session/first-level.ts'
import { nameOf } from '../session/name-of.ts'
import type { Session, Validation } from '../session/session.ts'

export function tellValidation(session: Session): string[] {
  const { validation } = session
  if (validation) return [tellHow(validation)]
  return waitsForValidation(session) ? ['not yet'] : []
}

export function tellHow({ how, note, by }: Validation): string {
  const said = note ? `: ${note}` : ''
  switch (how) {
    case 'client_confirmed':
      return `the client confirmed it to ${nameOf(by)}${said}`
    case 'lead':
      return `by ${nameOf(by)}${said}`
    case 'stayed_closed':
      return 'the ticket stayed closed'
    default:
      return how satisfies never
  }
}
