/** An outcome without the secrets somebody may have typed into it. */
import { redact } from '#shared/redact/redact.ts'
import type { Outcome } from '#shared/session/event.ts'

export function maskOutcome(outcome: Outcome): Outcome {
  const clean = (text: string) => redact(text).text
  const { cause, verification, nextSteps, told, remark } = outcome
  return {
    ...outcome,
    cause: { ...cause, text: clean(cause.text) },
    verification: { ...verification, text: clean(verification.text) },
    nextSteps: nextSteps.map((step) => ({ ...step, text: clean(step.text) })),
    ...(told ? { told: clean(told) } : {}),
    ...(remark ? { remark: clean(remark) } : {}),
  }
}
