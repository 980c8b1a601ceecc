/**
 * The first property of a JSON object that arrives in pieces, as text that grows.
 *
 * A small state machine: it waits for `{"name":"`, then lets through what is certain. An
 * escape that is not whole yet, or the first half of a character outside the basic plane, is
 * kept back until its rest has come. It looks at each character once, however long the answer.
 */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

export interface GrowingText {
  /** Takes the next piece of JSON and gives what the text has grown by. */
  push(piece: string): string
  /** All of it so far. */
  readonly text: string
}

export function growText(property: string): GrowingText {
  let state: 'before' | 'within' | 'after' = 'before'
  let kept = ''
  let text = ''
  const opening = new RegExp(`^\\s*\\{\\s*${escapeForRegExp(JSON.stringify(property))}\\s*:\\s*"`)

  return {
    get text() {
      return text
    },
    push(piece) {
      if (state === 'after') return ''
      kept += piece
      if (state === 'before') {
        const opened = opening.exec(kept)
        if (!opened) {
          // Another property came first, or no object at all: nothing will ever grow.
          if (kept.length > LONGEST_OPENING) state = 'after'
          return ''
        }
        state = 'within'
        kept = kept.slice(opened[0].length)
      }
      const { added, used, isClosed } = readString(kept)
      kept = kept.slice(used)
      if (isClosed) state = 'after'
      text += added
      return added
    },
  }
}

/** Spaces and the name; more than that is something else. */
const LONGEST_OPENING = 1_000

/** As much of a JSON string as is certain, and how many characters that took. */
function readString(json: string): { added: string; used: number; isClosed: boolean } {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const plain = findSpecial(json, at)
    parts.push(json.slice(at, plain))
    at = plain
    const sign = json[at]
    if (sign === undefined) break
    if (sign === '"') return { added: parts.join(''), used: at + 1, isClosed: true }
    const escaped = readEscape(json, at)
    if (!escaped) break
    parts.push(escaped.text)
    at += escaped.length
  }
  return { ...keepHalf(parts.join(''), json, at), isClosed: false }
}

function findSpecial(json: string, from: number): number {
  SPECIAL.lastIndex = from
  return SPECIAL.exec(json)?.index ?? json.length
}
const SPECIAL = /["\\]/g

/** Undefined while it is not whole. Two halves of one character are read together. */
function readEscape(json: string, at: number): { text: string; length: number } | undefined {
  const kind = json[at + 1]
  if (kind === undefined) return undefined
  if (kind !== 'u') return { text: ESCAPES[kind] ?? kind, length: 2 }
  const unit = readUnit(json, at)
  if (unit === undefined) return undefined
  if (!isFirstHalf(unit)) return { text: String.fromCharCode(unit), length: 6 }
  const rest = json.slice(at + 6, at + 8)
  // Whether its other half follows is seen from the next two signs.
  if (rest.length < 2 && '\\u'.startsWith(rest)) return undefined
  if (rest !== '\\u') return { text: String.fromCharCode(unit), length: 6 }
  const second = readUnit(json, at + 6)
  if (second === undefined) return undefined
  return { text: String.fromCharCode(unit, second), length: 12 }
}

function readUnit(json: string, at: number): number | undefined {
  const digits = json.slice(at + 2, at + 6)
  return digits.length === 4 ? Number.parseInt(digits, 16) : undefined
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit <= 0xdbff

/** The first half of a character at the very end waits for the second. */
function keepHalf(added: string, json: string, used: number): { added: string; used: number } {
  const isOpen = used === json.length && isFirstHalf(json.charCodeAt(used - 1))
  return isOpen ? { added: added.slice(0, -1), used: used - 1 } : { added, used }
}

const escapeForRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
