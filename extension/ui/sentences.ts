/**
 * The words of one paragraph as sentences, and the labels that stand in them: `[F3]`, `[F3, S2]`.
 *
 * A label behind the full stop belongs to the sentence before it. Where a sentence ends inside of
 * something (emphasis, a link), it ends with that. Takes the parts of any paragraph; put together
 * again the sentences are the same parts in the same order.
 */
import type { Part } from './read-markdown.ts'

const LABEL = String.raw`[FSTK]\d{1,4}`
const LABELS = String.raw`\[(${LABEL}(?:, ${LABEL})*)\]`
const END = new RegExp(String.raw`[.!?…]["”’')]*(?:[ \t]*${LABELS})*(?:\s+|$)`, 'g')

export function sentencesOf(parts: readonly Part[]): Part[][] {
  const sentences: Part[][] = [[]]
  const add = (part: Part) => sentences.at(-1)?.push(part)
  for (const part of parts) {
    if (part.type !== 'text') {
      add(part)
      continue
    }
    let at = 0
    for (const { index, 0: end } of part.value.matchAll(END)) {
      add({ type: 'text', value: part.value.slice(at, index + end.length) })
      at = index + end.length
      sentences.push([])
    }
    if (at < part.value.length) add({ type: 'text', value: part.value.slice(at) })
  }
  return sentences.filter((sentence) => sentence.length > 0)
}

/** Plain words and labels, in the order in which they stand. */
export type Piece = string | { labels: string[] }

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { index, 0: whole, 1: labels = '' } of text.matchAll(new RegExp(LABELS, 'g'))) {
    if (index > at) pieces.push(text.slice(at, index))
    pieces.push({ labels: labels.split(', ') })
    at = index + whole.length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}

/** Whether one of these labels stands in it, however deep. */
export const restsOn = (parts: readonly Part[], isKnown: (label: string) => boolean): boolean =>
  parts.some((part) => {
    if (part.type === 'text') {
      return piecesOf(part.value).some(
        (piece) => typeof piece !== 'string' && piece.labels.some(isKnown),
      )
    }
    return 'children' in part && restsOn(part.children, isKnown)
  })
