/**
 * That the outcome of a first-level walk holds, and how it is known: the client said so, a lead has
 * looked at it, or the ticket stayed closed. That it did not hold is told by opening it again.
 */
import * as z from 'zod/mini'

/** A session along a flow by somebody whose outcomes are looked at; absent is any other. */
export const Level = z.literal('first')
export type Level = z.infer<typeof Level>

export const VALIDATED_HOW = ['client_confirmed', 'lead', 'stayed_closed'] as const
export const ValidatedHow = z.enum(VALIDATED_HOW)
export type ValidatedHow = z.infer<typeof ValidatedHow>

export const validationMembers = {
  outcome_validated: z.object({
    type: z.literal('outcome_validated'),
    how: ValidatedHow,
    /** What the client said, or what was seen. */
    note: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))),
  }),
} as const
