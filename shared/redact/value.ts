/**
 * Reads one value out of a line: what stands in quotes, or the next unbroken token without
 * the punctuation of the sentence around it.
 *
 * Knows the quoting that technicians paste: straight and curly quotes, German and French
 * ones, backticks, escaped quotes of JSON inside a string, doubled quotes of PowerShell.
 */
import { DIGIT, HYPHEN, isBlank, LETTER, makes } from './make-up.ts'

export interface Value {
  /** The bare value, without its quotes. */
  text: string
  /** Where the bare value stands in the line it was read from. */
  start: number
  end: number
  /** First position after the value and its closing quote. */
  after: number
  quoted: boolean
  /** Marks that stood around it have been taken off, or what may have been a pair cut. */
  trimmed?: true
}

/** How each opening mark is closed; tried in order. */
const QUOTED = new Map<string, readonly RegExp[]>([
  ['\\', [/\\"((?:[^"\\\r\n]|\\[^"\r\n]){0,300})\\"/y]],
  ['&', [/&quot;([^&<\r\n]{0,300})&quot;/y]],
  ['"', [/"((?:[^"\\\r\n]|\\.|"")*?)"(?!")/y, /"((?:[^"\\\r\n]|\\.)*)\\?"/y]],
  ["'", [/'((?:[^'\r\n]|''|'(?=\w)){1,300})'(?![A-Za-z0-9])/y]],
  ['`', [/`{1,3}([^`\r\n]{1,300})`{1,3}/y]],
  ['*', [/\*\*([^*\s][^*\r\n]{0,300})\*\*/y]],
  ['(', [/\(\s?([^()\s"'“”]{3,100})\s?\)/y]],
  ['«', [/«\s?([^»\r\n]{1,300}?)\s?»/y]],
  ['»', [/»([^«\r\n]{1,300})«/y]],
  ['‹', [/‹\s?([^›\r\n]{1,300}?)\s?›/y]],
  ...[...'“„‟'].map((mark): [string, RegExp[]] => [mark, [/[“„‟]([^“”‟"\r\n]{1,300})[“”"]/y]]),
  ...[...'‘‚‛'].map((mark): [string, RegExp[]] => [
    mark,
    [/[‘‚‛]([^‘’\r\n]{1,300})[’‘](?![A-Za-z])/y],
  ]),
])
const OPENS_QUOTE = Uint8Array.from({ length: 128 }, (_, code) =>
  QUOTED.has(String.fromCharCode(code)) ? 1 : 0,
)
const BLANK = /[\s\u00a0]*/y
const TOKEN = /[^\s\u00a0]+/y

export function readValue(line: string, from: number): Value | undefined {
  const at = skipBlank(line, from)
  if (at >= line.length) return undefined
  const code = line.charCodeAt(at)
  if (code > 127 || OPENS_QUOTE[code] === 1) {
    const quoted = readQuoted(line, at)
    if (quoted) return quoted
  }
  return readToken(line, at)
}

function readQuoted(line: string, at: number): Value | undefined {
  for (const expression of QUOTED.get(line[at]!) ?? []) {
    expression.lastIndex = at
    const found = expression.exec(line)
    if (!found) continue
    const text = found[1]!
    const start = at + found[0].indexOf(text, found[0].startsWith(text) ? 0 : 1)
    const quoted = line[at] !== '('
    return { text, start, end: start + text.length, after: at + found[0].length, quoted }
  }
  return undefined
}

/** Reads the next unbroken token, without quotes around it or a sentence's punctuation. */
function readToken(line: string, at: number): Value | undefined {
  const plainEnd = endOfPlainToken(line, at)
  if (plainEnd > 0) return asToken(line.slice(at, plainEnd), at)
  TOKEN.lastIndex = at
  const found = TOKEN.exec(line)
  if (!found) return undefined
  if (SIMPLE.test(found[0])) return asToken(found[0], at)
  const raw = cutAtNextPair(found[0], line.slice(at, at + found[0].length + 34))
  const text = trimEnd(raw.replace(/^\(*["'“„`]+|^\(+(?=[^()]*$)/, ''))
  if (!text) return undefined
  return { ...asToken(text, at + raw.indexOf(text)), trimmed: true }
}

/**
 * The end of a token of ASCII letters, digits and hyphens, without the one mark of a sentence that
 * may follow it; 0 for every other token.
 */
function endOfPlainToken(line: string, from: number): number {
  let at = from
  while (makes[line.charCodeAt(at)]! & PLAIN) at++
  if (at === from || line.charCodeAt(from) === 45) return 0
  const code = line.charCodeAt(at)
  if (at === line.length || isBlank(code)) return at
  const ends = code === 46 || code === 44 || code === 58 || code === 59
  return ends && (at + 1 === line.length || isBlank(line.charCodeAt(at + 1))) ? at : 0
}

const PLAIN = LETTER | DIGIT | HYPHEN

/** Most tokens are plain words, perhaps with hyphens. */
const SIMPLE = /^[\p{L}\d][\p{L}\d-]*$/u

function asToken(text: string, start: number): Value {
  return { text, start, end: start + text.length, after: start + text.length, quoted: false }
}

/** "abc;User=x", "abc,user:x", "abc&next=1" and "abc</password>" end after abc. */
function cutAtNextPair(token: string, line: string): string {
  const cut = NEXT_PAIR.exec(line)
  return cut && cut.index > 0 && cut.index < token.length ? token.slice(0, cut.index) : token
}

const NEXT_PAIR =
  /[;,&/|](?=[A-Za-z_.-]{1,30}[=:])|;(?=\s?[A-Za-z][\w .-]{0,30}=)|<\/|&(?:quot|lt|gt|amp);|\\"|"[,;}\]]/

function trimEnd(token: string): string {
  let end = token.length
  while (end > 0) {
    const last = token[end - 1]!
    if ('.,;:"\'`“”’»…'.includes(last)) end--
    else if ((last === '?' || last === '!') && /^\p{L}+[?!]+$/u.test(token.slice(0, end))) end--
    else if (closes(last) && !token.slice(0, end).includes(opener(last))) end--
    else break
  }
  return token.slice(0, end)
}

function closes(letter: string): boolean {
  return letter === ')' || letter === ']' || letter === '}' || letter === '>'
}

function opener(letter: string): string {
  return letter === ')' ? '(' : letter === ']' ? '[' : letter === '}' ? '{' : '<'
}

/** The first place at or after `from` that is no blank. */
function skipBlank(line: string, from: number): number {
  let at = from
  while (line.charCodeAt(at) === 32) at++
  const code = line.charCodeAt(at)
  if (code > 32 && code < 128) return at
  BLANK.lastIndex = at
  BLANK.exec(line)
  return BLANK.lastIndex
}
