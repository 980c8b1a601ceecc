/**
 * Text from ConnectWise as we keep it: normalised once, here, on entry. What cannot be seen,
 * changes the direction of reading or breaks a database is taken out; line ends are one kind.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu
const KEPT = new Set(['\n', '\t', '\u200d'])

export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .normalize('NFC')
    .replace(INVISIBLE, (mark) => (KEPT.has(mark) ? mark : ''))

/** The same on one line, for names and titles. */
export const line = (text: string): string => tidy(text).replace(/\s+/g, ' ').trim()
