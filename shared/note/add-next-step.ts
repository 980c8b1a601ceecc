/** Where a next step is said: in the record, and once it is finished with the outcome. */
import type { Session } from '../session/session.ts'
import type { Repair } from './finding.ts'

export const addNextStep = ({ status }: Pick<Session, 'status'>): Repair =>
  status === 'finished'
    ? { kind: 'open', label: 'Add the next step', what: 'outcome' }
    : { kind: 'ask', label: 'Add the next step', what: 'next_step' }
