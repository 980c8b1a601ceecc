/** A model's words as the record takes them: plain characters, cut where a reader would. */
import { cutText } from '../../text/cut-text.ts'
import { normaliseText } from '../../text/normalise.ts'

export const plain = (text: string, maxChars: number): string =>
  cutText(normaliseText(text).trim(), maxChars).trim()

/** On one line; an empty text when there are no words. */
export const plainLine = (text: string, maxChars = 300): string =>
  cutText(normaliseText(text).replace(/\s+/g, ' ').trim(), maxChars).trim()
