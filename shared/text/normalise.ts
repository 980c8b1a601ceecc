/**
 * Makes foreign text plain: what is on the screen is what is stored, sent and searched.
 *
 * Ticket, mail, page and model text may hold characters that cannot be seen or that turn the
 * reading direction around, letters built from parts, three kinds of line ends, NUL and halves
 * of characters that no database takes. Run once where text enters; running again changes
 * nothing. Takes any string and never throws.
 */

export interface TextLimits {
  /** Counted in UTF-16 units, as `length` does; a character is never cut in half. */
  maxChars?: number
  maxLines?: number
  /** 'keep' leaves tabs, a number turns each into so many spaces. */
  tabs?: 'keep' | number
  /** Turns two or more blank lines into one. */
  collapseBlankLines?: boolean
}

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g
/** Controls but tab and newline, invisible and direction-changing marks, tags, halves. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  /\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu
const HALVES = /\p{Surrogate}/gu
const BLANK_LINES = /\n(?:[ \t\u00a0]*\n){2,}/g

export function normaliseText(raw: string, limits: TextLimits = {}): string {
  let text = raw.replace(LINE_ENDS, '\n').replace(HALVES, '').replace(UNSEEN, keepJoiners)
  if (typeof limits.tabs === 'number') text = text.replaceAll('\t', ' '.repeat(limits.tabs))
  // Only after all that goes is gone: what stood apart may now be parts of one letter.
  text = text.normalize('NFC')
  if (limits.collapseBlankLines) text = text.replace(BLANK_LINES, '\n\n')
  if (limits.maxLines !== undefined) text = cutLines(text, limits.maxLines)
  return limits.maxChars === undefined ? text : cutChars(text, limits.maxChars)
}

/**
 * What may be pasted or posted into ConnectWise: no tabs, no control characters, one blank
 * line at most in a row, no space at line ends, nothing before the first or after the last line.
 */
export function toPlainNote(text: string): string {
  return normaliseText(text, { tabs: 2 })
    .replace(/[ \u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

/** A joiner between two pictographs makes one of them; anywhere else it only hides. */
function keepJoiners(found: string, at: number, whole: string): string {
  if (found !== '\u200d') return ''
  return /(?:\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]|\ufe0f)$/u.test(
    whole.slice(Math.max(0, at - 2), at),
  ) && /^\p{Extended_Pictographic}/u.test(whole.slice(at + 1, at + 3))
    ? found
    : ''
}

function cutLines(text: string, maxLines: number): string {
  let at = -1
  for (let line = 0; line < maxLines; line++) {
    at = text.indexOf('\n', at + 1)
    if (at < 0) return text
  }
  return text.slice(0, Math.max(0, at))
}

/**
 * Never between the halves of a character, nor between a letter and its marks; and no joiner is
 * left that joins nothing.
 */
function cutChars(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  let end = Math.max(0, maxChars)
  while (
    end > 0 &&
    maxChars - end < 32 &&
    /^(?:\p{Mark}|\u200d|[\udc00-\udfff])/u.test(text.slice(end, end + 2))
  )
    end--
  return text.slice(0, end).replace(/[\u200d\p{Surrogate}]+$/u, '')
}
