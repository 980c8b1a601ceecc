/**
 * How the words of a note came about, in counts: whose words were proposed, which of the doubtful
 * ones the technician took, and how far what was written is from what was proposed.
 *
 * Kept with the note, and added up for leads: how much is changed by hand tells how good the
 * words are. No text is in it.
 */
import * as z from 'zod/mini'
import { ReplyMode } from '../session/lane-event.ts'

const Count = z.int().check(z.minimum(0), z.maximum(100_000))

export const HowWorded = z
  .object({
    mode: ReplyMode,
    /** Doubtful sentences that were shown, and those of them that were taken. */
    flagged: Count,
    taken: Count,
    /** Words of the proposed text, and how many were put in, taken out or replaced by hand. */
    words: Count,
    changedWords: Count,
  })
  .check(z.refine(({ flagged, taken }) => taken <= flagged, 'No more are taken than were shown'))
export type HowWorded = z.infer<typeof HowWorded>

/** Words to put in, take out or replace, so that the one text becomes the other. */
export function countChangedWords(from: string, to: string): { words: number; changed: number } {
  const before = wordsOf(from)
  const after = wordsOf(to)
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < Math.min(before.length, after.length) - start &&
    before.at(-1 - end) === after.at(-1 - end)
  ) {
    end++
  }
  const changed = distance(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  )
  return { words: before.length, changed }
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** The longest that are compared word by word; of two texts so unlike more says nothing. */
const MOST_COMPARED = 2_000

/** Levenshtein's, over words. */
function distance(from: readonly string[], to: readonly string[]): number {
  if (Math.min(from.length, to.length) === 0) return Math.max(from.length, to.length)
  if (Math.max(from.length, to.length) > MOST_COMPARED) return Math.max(from.length, to.length)
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (const [i, word] of from.entries()) {
    const next = [i + 1]
    for (const [j, other] of to.entries()) {
      const replaced = (row[j] ?? 0) + (word === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
