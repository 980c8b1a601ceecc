/**
 * Words that anybody may have written, as one line: without line breaks of every kind, what a
 * terminal or a header could take for an order, what turns the reading direction around, and what
 * cannot be seen.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .trim()
