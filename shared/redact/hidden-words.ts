/**
 * Words that must not go out, as they are recorded: enough to find them in a text, not enough to
 * read them.
 *
 * `hint` is a short checksum: it finds where they may stand at the cost of looking once at each
 * character. `digest` is slow to make, and says whether they do (`find-hidden.ts`). Made-up
 * passwords are safe in it; a word out of a dictionary can be guessed by whoever has the record
 * and the patience, as with every digest of a short text.
 */
import * as z from 'zod/mini'
import { Id, Sha256 } from '../ids.ts'

/** Shorter ones stand in the middle of every other word. */
export const SHORTEST_HIDDEN = 3
export const LONGEST_HIDDEN = 200

/** What cannot be asked of chance: each more costs a look through every text. */
export const MOST_HIDDEN = 20

export const HiddenWords = z.object({
  /** Made for these words alone, so that the same words elsewhere look otherwise. */
  salt: Id,
  length: z.int().check(z.minimum(SHORTEST_HIDDEN), z.maximum(LONGEST_HIDDEN)),
  hint: z.int().check(z.minimum(0), z.maximum(0xffff)),
  digest: Sha256,
})
export type HiddenWords = z.infer<typeof HiddenWords>
