/** The few ways in which this room takes an answer apart. */
import type * as z from 'zod'
import type { PsaFailure, PsaOutcome } from '../psa.ts'
import type { CallFailure, CallOutcome } from './client.ts'
import { sayUnexpected } from './words.ts'

/** The body as what it should be; another body is an answer that is none. */
export function readAs<T>(outcome: CallOutcome, schema: z.ZodType<T>, what: string): PsaOutcome<T> {
  if (outcome.kind !== 'ok') return failureOf(outcome)
  const read = schema.safeParse(outcome.body)
  return read.success
    ? { kind: 'ok', body: read.data }
    : { kind: 'not_understood', message: sayUnexpected(what) }
}

/** Without what only this room needs to know. */
export function failureOf(failure: CallFailure | PsaFailure): PsaFailure {
  const { kind, message } = failure
  return kind === 'too_many'
    ? { kind, message, retryAfterMs: failure.retryAfterMs }
    : { kind, message }
}
