/**
 * What a token is made of, told by one table look at each of its characters.
 *
 * Most tokens are plain words. An expression that wants a digit, a stroke or a sign need not be
 * tried on them, and nearly all do: asking here first is what makes judging cheap.
 */

export const LOWER = 1
export const UPPER = 2
export const DIGIT = 4
export const HYPHEN = 8
export const DOT = 16
/** Strokes and colons: what paths, links and addresses have. */
export const STROKE = 32
/** The signs that password rules ask for. */
export const SIGN = 64
/** Any other ASCII character: quotes, brackets, underscores, commas, space. */
export const OTHER = 128
/** Everything beyond ASCII, letters as well as signs. */
export const FOREIGN = 256

export const LETTER = LOWER | UPPER

const KINDS: readonly [RegExp, number][] = [
  [/[a-z]/, LOWER],
  [/[A-Z]/, UPPER],
  [/[0-9]/, DIGIT],
  [/-/, HYPHEN],
  [/\./, DOT],
  [/[/\\:]/, STROKE],
  [/[!@#$%^&*+=?~]/, SIGN],
]

/** By character code, for ASCII. */
export const makes = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code)
  return KINDS.find(([kind]) => kind.test(letter))?.[1] ?? OTHER
})

export function makeUpOf(text: string): number {
  let made = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    made |= code < 128 ? makes[code]! : FOREIGN
  }
  return made
}

/** True for the code of an ASCII character of one of these kinds. */
export function isMadeOf(code: number, kinds: number): boolean {
  return code < 128 && (makes[code]! & kinds) !== 0
}

/** White space of ASCII; the rest of it is too rare to be looked for. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}
