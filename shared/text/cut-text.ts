/**
 * Cuts a text to a length where a reader would: after a sentence, else after a word.
 *
 * What is cut within a sentence ends with `…`, so that nobody takes it for whole. A sentence's
 * end counts only where at least half of the room is used, or one full stop early on would cost
 * nearly everything. Takes any string; the answer is never longer than `maxChars`.
 */
import { normaliseText } from './normalise.ts'

export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  const head = text.slice(0, maxChars + 1)
  const sentence = lastEnd(head, /[.!?…](?=\s)|\n/g)
  if (sentence > maxChars / 2) return head.slice(0, sentence).trimEnd()
  const room = normaliseText(text, { maxChars: maxChars - 1 })
  const word = lastEnd(room, /\S(?=\s)/g)
  return `${(word > room.length / 2 ? room.slice(0, word) : room).trimEnd()}…`.slice(0, maxChars)
}

function lastEnd(text: string, ends: RegExp): number {
  let last = 0
  for (const { index } of text.matchAll(ends)) last = index + 1
  return last
}
