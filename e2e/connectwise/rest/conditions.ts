/**
 * The conditions language of ConnectWise's lists, read into a tree.
 *
 *   board/name="Help Desk" and (lastUpdated>[2026-03-01T00:00:00Z] or owner=null)
 *
 * Operators: = != < <= > >= contains like in, each of the last three also with `not` before it;
 * `and` binds closer than `or`; `not` before a parenthesis turns it round. Text stands in double
 * quotes with `\"` for a quote and `\\` for a backslash, dates in square brackets, numbers, flags
 * and null bare. Words are read without regard to case. What cannot be read is refused with 400
 * `ApiFindCondition`; whether names exist is for `evaluate.ts`.
 */
import { badFind } from './refusal.ts'

export type Literal =
  | { is: 'text'; text: string }
  | { is: 'number'; number: number }
  | { is: 'flag'; flag: boolean }
  | { is: 'date'; date: string }
  | { is: 'null' }

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Condition =
  | { op: 'and'; left: Condition; right: Condition }
  | { op: 'or'; left: Condition; right: Condition }
  | { op: 'not'; of: Condition }
  | { op: 'compare'; path: string; by: Comparison; value: Literal }
  | { op: 'contains'; path: string; text: string }
  | { op: 'like'; path: string; text: string }
  | { op: 'in'; path: string; values: Literal[] }

type Token = { kind: 'word' | 'text' | 'date' | 'number' | 'sign'; text: string; at: number }

const TOKEN =
  /\s*(?:(?<text>"(?:\\[\s\S]|[^"\\])*")|\[(?<date>[^\]]*)\]|(?<number>-?\d+(?:\.\d+)?(?![\w/]))|(?<sign><=|>=|!=|<>|[=<>(),])|(?<word>[A-Za-z_][\w/]*))/y

export function parseConditions(source: string): Condition | undefined {
  if (source.trim() === '') return undefined
  const tokens = readTokens(source)
  let at = 0

  const peek = () => tokens[at]
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word
  const isSign = (sign: string) => peek()?.kind === 'sign' && peek()?.text === sign
  const refuse = (wanted: string) => {
    const found = peek()
    return badFind(
      found
        ? `Could not read the conditions at position ${found.at}: found '${found.text}', wanted ${wanted}.`
        : `The conditions end too early: wanted ${wanted}.`,
    )
  }
  const take = (wanted: string) => {
    const token = peek()
    if (!token) throw refuse(wanted)
    at += 1
    return token
  }
  const takeSign = (sign: string) => {
    if (!isSign(sign)) throw refuse(`'${sign}'`)
    at += 1
  }

  function readOr(): Condition {
    let left = readAnd()
    while (isWord('or')) {
      at += 1
      left = { op: 'or', left, right: readAnd() }
    }
    return left
  }

  function readAnd(): Condition {
    let left = readUnit()
    while (isWord('and')) {
      at += 1
      left = { op: 'and', left, right: readUnit() }
    }
    return left
  }

  function readUnit(): Condition {
    if (isWord('not')) {
      at += 1
      return { op: 'not', of: readUnit() }
    }
    if (isSign('(')) {
      at += 1
      const inner = readOr()
      takeSign(')')
      return inner
    }
    if (peek()?.kind !== 'word') throw refuse('a field name')
    return readTest(take('a field name').text)
  }

  function readTest(path: string): Condition {
    const negated = isWord('not')
    if (negated) at += 1
    const test = readPlainTest(path, negated)
    return negated ? { op: 'not', of: test } : test
  }

  function readPlainTest(path: string, negated: boolean): Condition {
    for (const op of ['contains', 'like'] as const)
      if (isWord(op)) {
        at += 1
        if (peek()?.kind !== 'text') throw refuse('a text in double quotes')
        return { op, path, text: unquote(take('a text').text) }
      }
    if (isWord('in')) {
      at += 1
      takeSign('(')
      const values = [readLiteral()]
      while (isSign(',')) {
        at += 1
        values.push(readLiteral())
      }
      takeSign(')')
      return { op: 'in', path, values }
    }
    if (negated) throw refuse("'contains', 'like' or 'in' after 'not'")
    for (const by of ['<=', '>=', '!=', '=', '<', '>'] as const)
      if (isSign(by)) {
        at += 1
        return { op: 'compare', path, by, value: readLiteral() }
      }
    throw refuse('an operator')
  }

  function readLiteral(): Literal {
    const token = take('a value')
    if (token.kind === 'text') return { is: 'text', text: unquote(token.text) }
    if (token.kind === 'number') return { is: 'number', number: Number(token.text) }
    if (token.kind === 'date') return { is: 'date', date: readDate(token.text) }
    const word = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (word === 'true' || word === 'false') return { is: 'flag', flag: word === 'true' }
    if (word === 'null') return { is: 'null' }
    at -= 1
    throw refuse('a value')
  }

  const condition = readOr()
  if (peek()) throw refuse("'and', 'or' or the end")
  return condition
}

function readTokens(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const start = TOKEN.lastIndex
    const groups = TOKEN.exec(source)?.groups
    if (!groups) throw badFind(`Could not read the conditions at position ${start}.`)
    for (const kind of ['text', 'date', 'number', 'sign', 'word'] as const) {
      const text = groups[kind]
      if (text !== undefined) tokens.push({ kind, text, at: start })
    }
  }
  return tokens
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1')
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/

/** To the second, as the records have it; a day alone is its midnight. */
function readDate(text: string): string {
  const whole = text.length === 10 ? `${text}T00:00:00Z` : text
  if (!DATE.test(text) || Number.isNaN(Date.parse(whole)))
    throw badFind(`[${text}] is not a date. Write [2026-03-01T00:00:00Z].`)
  return whole
}
