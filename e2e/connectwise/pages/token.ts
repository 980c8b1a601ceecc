/**
 * The fragment's token: the screen's state as JSON, packed with LZMA at level 3, in base64 with
 * `$` for `+` and `_` for `/`. All public tokens decode so, and minting them again gives the
 * same bytes. Used by the page, which mints, and by tests, which read.
 */
import lzma from 'lzma'

const mintingLevel = 3

export function mintToken(state: unknown): string {
  const packed = lzma.compress(writeState(state), mintingLevel)
  const binary = packed.map((byte) => String.fromCharCode(byte & 0xff)).join('')
  return btoa(binary).replaceAll('+', '$').replaceAll('/', '_')
}

/** The state's text, or undefined when this is no token. */
export function readToken(token: string): string | undefined {
  try {
    const binary = atob(token.replaceAll('$', '+').replaceAll('_', '/'))
    const text = lzma.decompress([...binary].map((char) => char.charCodeAt(0)))
    return typeof text === 'string' ? text : undefined
  } catch {
    return undefined
  }
}

/** JSON as the page writes it: a space after each comma and nowhere else. */
export function writeState(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeState).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([key, one]) => `${JSON.stringify(key)}:${writeState(one)}`,
    )
    return `{${fields.join(', ')}}`
  }
  return JSON.stringify(value)
}
