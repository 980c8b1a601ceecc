/** The few shapes that everything else is made of. */
import * as z from 'zod/mini'

/**
 * A UUID, in small letters as databases write it, so that one id is one text; where we make one it
 * is version 7, so that ids sort by time.
 */
export const Id = z.uuid().check(z.toLowerCase())

/**
 * ISO 8601 in UTC, as `2026-03-02T14:05:09Z` or with milliseconds. No calendar has a year 0, and
 * nothing is measured finer than nanoseconds.
 */
export const Instant = z.iso.datetime().check(
  z.maxLength(30),
  z.refine((text) => !text.startsWith('0000'), 'Must lie in the year 1 or later'),
)

/** No record gets longer: as far as the number of an event can count. */
export const LAST_SEQ = 2_147_483_647

/** The version that was changed, where each save counts one further; 0 for the first. */
export const BasedOn = z.int().check(z.minimum(0), z.maximum(LAST_SEQ - 1))

/** Milliseconds since 1970 of an {@link Instant}. */
export const msOf = (instant: string): number => Date.parse(instant)

/** Text of one line: a name, a title, a label. */
export const Line = z.string().check(z.trim(), z.minLength(1), z.maxLength(300))

/** Text a person writes: some paragraphs. */
export const Paragraphs = z.string().check(z.maxLength(20_000))

/** Pasted command output. What is longer is refused with the limit named, never cut. */
export const Output = z.string().check(z.maxLength(400_000))

/** Lower-case hex of a SHA-256. */
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
