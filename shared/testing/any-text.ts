/**
 * Any text at all: every code point is as likely as every other, halves of characters too.
 *
 * In place of fast-check's `unit: 'binary'`, which first maps a million characters to numbers:
 * more than a second in each process.
 */
import fc from 'fast-check'

export const anyCharacters = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 0x10_ffff }), { maxLength })
    .map((points) => String.fromCodePoint(...points))
