/**
 * The part of a passage that a question is about, and which words in it to mark.
 *
 * Marks are places in the excerpt, in order and apart from each other, so that a screen can draw
 * them without looking at the text. A word counts from its beginning, with whatever ending; words
 * that every sentence has are not what a question is about.
 */
import * as z from 'zod/mini'

export const Excerpt = z.object({
  text: z.string(),
  marks: z.array(z.object({ start: z.int(), end: z.int() })),
})
export type Excerpt = z.infer<typeof Excerpt>

const LONGEST = 320

export function excerptOf(text: string, words: readonly string[], longest = LONGEST): Excerpt {
  const flat = text.replace(/\s*\n\s*/g, '\n').trim()
  const found = placesOf(flat, words)
  const from = bestStart(flat, found, longest)
  const room = flat.slice(from, from + longest).replace(/[\uD800-\uDBFF]$/, '')
  const [before, after] = [from > 0 ? '… ' : '', from + room.length < flat.length ? ' …' : '']
  const shift = before.length - from
  return {
    text: `${before}${room}${after}`,
    marks: found
      .filter(({ start, end }) => start >= from && end <= from + room.length)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}

interface Place {
  start: number
  end: number
  word: string
}

const SHORTEST = 3
const EVERYWHERE = new Set(
  'the and are can did does for from had has have how its not our that their them then there they this was were what when where which who why will with you your'.split(
    ' ',
  ),
)

function placesOf(text: string, words: readonly string[]): Place[] {
  const stems = [...new Set(words.map((word) => word.toLowerCase()))]
    .filter((word) => word.length >= SHORTEST && !EVERYWHERE.has(word))
    .map((word) => (word.length > 6 ? word.slice(0, -2) : word))
  if (stems.length === 0) return []
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ 0: word, index }) => {
    const stem = stems.find((one) => word.toLowerCase().startsWith(one))
    return stem ? [{ start: index, end: index + word.length, word: stem }] : []
  })
}

/** The beginning, else the last pause from which as many different words are in sight. */
function bestStart(text: string, found: readonly Place[], longest: number): number {
  if (text.length <= longest) return 0
  const starts = [
    0,
    ...[...text.matchAll(/\n|[.!?] /g)].map(({ 0: end, index }) => index + end.length),
  ]
  let best = { start: 0, seen: -1 }
  for (const start of starts) {
    const inSight = found.filter((place) => place.start >= start && place.end <= start + longest)
    const seen = new Set(inSight.map(({ word }) => word)).size
    if (seen > best.seen || (seen === best.seen && best.start > 0)) best = { start, seen }
  }
  return best.start
}
