/** The few shapes that everything else is made of. */
import * as z from 'zod/mini'

/** A UUID; where we make one it is version 7, so that ids sort by time. */
export const Id = z.uuid()

/** ISO 8601 in UTC, as `2026-03-02T14:05:09Z` or with milliseconds. */
export const Instant = z.iso.datetime()

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
