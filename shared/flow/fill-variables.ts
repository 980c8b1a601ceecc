/**
 * Puts values into a text with `{variable}` in it, so that a command stays the command.
 *
 * A share may be called "Bob's $5 & more" and a value may have been pasted from a mail that
 * an attacker wrote, so in a command each value must arrive as one argument, whatever is in
 * it: by shell, and by where it stands (bare, in "…", in '…'). A bare word that holds a value
 * which needs quotes is quoted whole, since neither PowerShell nor Windows programs join
 * `\\'a b'\c` the way bash does. Line breaks become spaces everywhere: a pasted line break
 * would run what stands before it.
 *
 * Expects in PowerShell templates that a variable is an argument or stands in quotes, not in
 * an expression. A variable without a value stays as it is written and is told as missing.
 */
import type { Command } from './flow.ts'
import { VARIABLE } from './variables.ts'

export type Shell = Command['shell']
export interface Filled {
  text: string
  /** Names without a value, each once, in the order met. */
  missing: string[]
}

export function fillVariables(
  text: string,
  values: Readonly<Record<string, string>>,
  shell: Shell = 'none',
): Filled {
  const missing = new Set<string>()
  const lookUp: LookUp = (name) => {
    const value = Object.hasOwn(values, name) ? onOneLine(values[name] ?? '') : ''
    if (!value) missing.add(name)
    return value || undefined
  }
  const parts = GRAMMARS[shell].split(text)
  return {
    text: parts.map((part) => fillPart(part, lookUp, shell)).join(''),
    missing: [...missing],
  }
}

type LookUp = (name: string) => string | undefined
type Place = 'bare' | 'double' | 'single'
interface Part {
  text: string
  place: Place
}
interface Grammar {
  split: (text: string) => Part[]
  /** A whole bare word, when one of its values is not plain. */
  quote: (word: string) => string
  inDouble: Put
  inSingle: Put
}
/** How a value is written, between what stands before and after it in the same quotes. */
type Put = (value: string, before: string, after: string) => string

/** Letters and digits of any script and a few signs that no shell reads as anything else. */
const PLAIN = /^[\p{L}\p{N}_\\./][\p{L}\p{M}\p{N}_\\./:@-]*$/u

function fillPart({ text, place }: Part, lookUp: LookUp, shell: Shell): string {
  const grammar = GRAMMARS[shell]
  if (place === 'double') return fillEach(text, lookUp, grammar.inDouble)
  if (place === 'single') return fillEach(text, lookUp, grammar.inSingle)
  let needsQuotes = false
  const word = fillEach(text, lookUp, (value) => {
    if (!isPlain(value, shell)) needsQuotes = true
    return value
  })
  return needsQuotes ? grammar.quote(word) : word
}

function fillEach(text: string, lookUp: LookUp, put: Put): string {
  let filled = ''
  let from = 0
  for (const match of text.matchAll(VARIABLE)) {
    filled += text.slice(from, match.index)
    from = match.index + match[0].length
    const value = lookUp(match[1] ?? '')
    filled += value === undefined ? match[0] : put(value, filled, text.slice(from))
  }
  return filled + text.slice(from)
}

const isPlain = (value: string, shell: Shell): boolean =>
  shell === 'none' || (PLAIN.test(value) && !(shell === 'bash' && value.includes('\\')))

/** What a value may not bring along: line ends, tabs and other control characters. */
const onOneLine = (value: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()

// PowerShell reads typographic quotes as quotes.
const PS_SINGLE = /['\u2018\u2019\u201a\u201b]/g
const PS_DOUBLE = /["\u201c\u201d\u201e`$]/g

const GRAMMARS: Record<Shell, Grammar> = {
  none: {
    split: (text) => [{ text, place: 'bare' }],
    quote: (word) => word,
    inDouble: (value) => value,
    inSingle: (value) => value,
  },
  powershell: {
    split: (text) => splitByQuotes(text, { escapeSign: '`', single: true, ends: /[\s(){};,|&<>]/ }),
    quote: (word) => `'${word.replace(PS_SINGLE, '$&$&')}'`,
    inDouble: (value) => value.replace(PS_DOUBLE, '`$&'),
    inSingle: (value) => value.replace(PS_SINGLE, '$&$&'),
  },
  cmd: {
    split: (text) => splitByQuotes(text, { escapeSign: '^', single: false, ends: /[\s()&|<>]/ }),
    quote: (word) => `"${quoteForWindows(word, '', '')}"`,
    inDouble: quoteForWindows,
    inSingle: (value) => value,
  },
  bash: {
    split: (text) =>
      splitByQuotes(text, { escapeSign: '\\', single: true, ends: /[\s(){};,|&<>=]/ }),
    quote: (word) => `'${word.replaceAll("'", "'\\''")}'`,
    // An exclamation mark recalls history inside "…" at a prompt, so it leaves the quotes.
    inDouble: (value) => value.replace(/["$`\\]/g, '\\$&').replace(/!+/g, `"'$&'"`),
    inSingle: (value) => value.replaceAll("'", "'\\''"),
  },
}

/**
 * Inside "…" at a Windows prompt two readers take turns: cmd.exe, for which only " and % mean
 * something there, and the program's own splitting, for which backslashes before a " do. Both
 * signs are put outside of the quotes, escaped for each, and backslashes before any " doubled.
 */
function quoteForWindows(value: string, before: string, after: string): string {
  const open = slashesAtEnd(before)
  const out = value.replace(
    /(\\*)(["%]+)/g,
    (_, slashes: string, signs: string, at: number) =>
      `${slashes}${slashes}${at === 0 ? open : ''}"${signs.replaceAll('"', '\\^"').replaceAll('%', '^%')}"`,
  )
  const isLast = after === ''
  return isLast ? out + slashesAtEnd(before + out) : out
}

const slashesAtEnd = (text: string): string => /\\*$/.exec(text)?.[0] ?? ''

interface Quoting {
  escapeSign: string
  single: boolean
  ends: RegExp
}

/** The text in parts: what stands in quotes, and bare words with what separates them. */
function splitByQuotes(text: string, { escapeSign, single, ends }: Quoting): Part[] {
  const parts: Part[] = []
  let place: Place = 'bare'
  let part = ''
  const close = (next: Place) => {
    if (part) parts.push({ text: part, place })
    part = ''
    place = next
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    const variable = /^\{[a-z][a-z0-9_]{0,39}\}/.exec(text.slice(i, i + 42))?.[0]
    if (variable) {
      part += variable
      i += variable.length - 1
    } else if (
      sign === escapeSign &&
      place !== 'single' &&
      !(escapeSign === '^' && place === 'double')
    ) {
      part += sign + (text[++i] ?? '')
    } else if (place === 'bare' && (sign === '"' || (single && sign === "'"))) {
      close('bare')
      parts.push({ text: sign, place: 'bare' })
      place = sign === '"' ? 'double' : 'single'
    } else if (sign === (place === 'double' ? '"' : place === 'single' ? "'" : '')) {
      close('bare')
      parts.push({ text: sign, place: 'bare' })
    } else if (place === 'bare' && ends.test(sign)) {
      close('bare')
      parts.push({ text: sign, place: 'bare' })
    } else {
      part += sign
    }
  }
  close('bare')
  return parts
}
