/**
 * What a team's own past says about a fix: how often fixes that were stated as sure came true, and
 * what became of fixes like it. Few outcomes are told as few; see `show-confidence.ts`.
 */
import * as z from 'zod/mini'

const Count = z.int().check(z.minimum(0))

export const PastFixes = z.object({
  /** By the confidence they were given. */
  outcomes: z
    .array(
      z.object({
        confidence: z.int().check(z.minimum(0), z.maximum(100)),
        worked: Count,
        of: Count,
      }),
    )
    .check(z.maxLength(101)),
  /** Of fixes like this one; none where none is known. */
  similar: z.nullable(z.object({ worked: Count, of: Count })),
})
export type PastFixes = z.infer<typeof PastFixes>

/** With fewer outcomes behind it a number would say more than is known. */
export const ENOUGH_FOR_A_NUMBER = 20
