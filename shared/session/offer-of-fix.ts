/**
 * What the outcome dialog can offer when a suggested fix has worked: the outcome, and its cause
 * with what showed it. A cause is offered as confirmed only where something that a person has
 * confirmed spoke for it before the fix did. A person decides on all of it.
 */
import type { Outcome } from './event.ts'
import { ledgerOf } from './ledger.ts'
import type { Session } from './session.ts'

export interface OfferedOfFix {
  ending: 'resolved'
  cause: Outcome['cause']
  /** What was seen after it, in the words of who tried it. */
  verification: string
}

/** None where the last fix that was tried did not work. */
export function offerOfFix(session: Session): OfferedOfFix | undefined {
  const { fixes, hypotheses } = session.lane
  const fix = fixes.findLast((one) => one.tried !== null)
  if (fix?.tried?.outcome !== 'worked') return undefined
  const suspected = hypotheses.find((one) => one.key === fix.hypothesis)
  const grounds = new Set([...fix.evidence, ...(suspected?.for ?? [])])
  const confirmedBy = ledgerOf(session)
    .filter(({ id }) => grounds.has(id))
    .map(({ id }) => id)
  const status = !suspected ? 'not_determined' : confirmedBy.length > 0 ? 'confirmed' : 'probable'
  return {
    ending: 'resolved',
    cause: {
      status,
      text: suspected?.cause ?? '',
      confirmedBy: status === 'confirmed' ? confirmedBy : [],
    },
    verification: fix.tried.text,
  }
}
