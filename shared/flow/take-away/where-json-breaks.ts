/**
 * Where a text stops being JSON. Engines tell the place of some mistakes, in words of their own, and of
 * others not at all; a comma too many at the end of a list is one of those.
 */
type Wanted = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'

const SPACE = /[ \t\n\r]*/y
/** From the space on, but for the quote and the backslash. */
const PLAIN_PART = /[ !#-[\]-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const ENDS = { '{': '}', '[': ']' } as const

/**
 * The index of the first character that cannot stand where it stands; the length of the text where it
 * ends too early; undefined where it is JSON. Linear in the text, of any depth.
 */
export function whereJsonBreaks(text: string): number | undefined {
  const open: ('{' | '[')[] = []
  let wants: Wanted = 'value'
  for (let at = 0; ; ) {
    at = endOf(SPACE, text, at) ?? at
    if (at === text.length) return wants === 'nothing' ? undefined : at
    const char = text.charAt(at)
    const inside = open.at(-1)
    const end = endOfNext(text, at, wants, inside)
    if (end === undefined) return at
    at = end
    wants = nextWanted(char, wants, open)
  }
}

/** Behind what stands here, if it may stand here. */
function endOfNext(
  text: string,
  at: number,
  wants: Wanted,
  inside: '{' | '[' | undefined,
): number | undefined {
  const char = text.charAt(at)
  const mayEnd = wants === 'valueOrEnd' || wants === 'keyOrEnd' || wants === 'commaOrEnd'
  if (mayEnd && inside && char === ENDS[inside]) return at + 1
  switch (wants) {
    case 'commaOrEnd':
      return char === ',' ? at + 1 : undefined
    case 'colon':
      return char === ':' ? at + 1 : undefined
    case 'key':
    case 'keyOrEnd':
      return char === '"' ? endOfString(text, at) : undefined
    case 'value':
    case 'valueOrEnd':
      if (char === '{' || char === '[') return at + 1
      return char === '"' ? endOfString(text, at) : endOf(SCALAR, text, at)
    case 'nothing':
      return undefined
    default:
      return wants satisfies never
  }
}

/** What has to follow, once what begins with this is behind; what is open is kept in `open`. */
function nextWanted(char: string, wants: Wanted, open: ('{' | '[')[]): Wanted {
  if (wants === 'key' || (wants === 'keyOrEnd' && char === '"')) return 'colon'
  if (char === ':') return 'value'
  if (char === ',') return open.at(-1) === '{' ? 'key' : 'value'
  if (char === '{' || char === '[') {
    open.push(char)
    return char === '{' ? 'keyOrEnd' : 'valueOrEnd'
  }
  if (char === '}' || char === ']') open.pop()
  return open.length > 0 ? 'commaOrEnd' : 'nothing'
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; ; ) {
    at = endOf(PLAIN_PART, text, at) ?? at
    if (text.charAt(at) === '"') return at + 1
    const after = endOf(ESCAPE, text, at)
    if (after === undefined) return undefined
    at = after
  }
}

function endOf(what: RegExp, text: string, at: number): number | undefined {
  what.lastIndex = at
  return what.test(text) ? what.lastIndex : undefined
}
