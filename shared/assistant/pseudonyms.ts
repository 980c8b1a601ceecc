/**
 * People, mail addresses and phone numbers as tokens while a text is with a model: the same
 * person is the same token in a whole session, and what comes back is as it was.
 *
 * `[person 1]` and `[person 1b]` are two spellings of one person. Hosts and addresses of
 * machines stay, for nobody finds a fault without them, unless the team wants them hidden too:
 * then they are `[host 1]` and `[address 1]`. A text that holds something like a token has it
 * hidden as well (`[words 1]`), so that every text comes back as it went. A token
 * that was never given out stays what it is: text. Numbers follow the order in which things are
 * met; whoever hides the same texts in the same order gets the same tokens.
 *
 * Secrets are taken out before this, for good (`redact.ts`); here nothing is lost.
 */
import { redact } from '../redact/redact.ts'
import { hostFinder } from './find-hosts.ts'
import { readGrowing, TOKEN, type TokenKind } from './growing-text.ts'

export interface Pseudonyms {
  hide: (text: string) => string
  restore: (text: string) => string
  /** For text that arrives in pieces; see {@link readGrowing}. */
  restoreGrowing: () => ReturnType<typeof readGrowing>
}

interface Found {
  start: number
  end: number
  kind: TokenKind
  /** What counts as the same: spellings of a person share one number. */
  same: string
}

/**
 * `people` by their full names; more may follow in a later call, the order stays. `hosts` are the
 * machines known by name, where machines are to be hidden at all.
 */
export function openPseudonyms(
  people: readonly string[],
  hosts: readonly string[] | null = null,
): Pseudonyms {
  const tokens = new Map<string, string>()
  const originals = new Map<string, string>()
  const numbers = new Map<string, number>()
  const given = new Map<TokenKind, number>()
  const spellings = new Map<string, number>()
  const names = namesOf(people)
  const machines = hosts ? hostFinder(hosts) : () => []

  const tokenFor = ({ kind, same }: Found, original: string): string => {
    const known = tokens.get(original)
    if (known) return known
    const key = `${kind} ${same}`
    const number = numbers.get(key) ?? (given.get(kind) ?? 0) + 1
    if (!numbers.has(key)) given.set(kind, number)
    numbers.set(key, number)
    const spelling = spellings.get(key) ?? 0
    spellings.set(key, spelling + 1)
    const token = `[${kind} ${number}${lettersOf(spelling)}]`
    tokens.set(original, token)
    originals.set(token, original)
    return token
  }
  const restore = (text: string) => text.replace(TOKEN, (token) => originals.get(token) ?? token)
  return {
    hide(text) {
      let hidden = ''
      let at = 0
      const all = [...tokensIn(text), ...contactsIn(text), ...machines(text), ...names(text)]
      for (const found of firstOnes(all)) {
        hidden += text.slice(at, found.start)
        hidden += tokenFor(found, text.slice(found.start, found.end))
        at = found.end
      }
      return hidden + text.slice(at)
    },
    restore,
    restoreGrowing: () => readGrowing(restore),
  }
}

/** The first spelling has none, then b, c … z, ba, bb … */
function lettersOf(spelling: number): string {
  if (spelling === 0) return ''
  let letters = ''
  for (let left = spelling; left > 0; left = Math.floor(left / 26)) {
    letters = String.fromCharCode(97 + (left % 26)) + letters
  }
  return letters
}

/** In the order of the text; of two that overlap the one that begins first, then the longer. */
function firstOnes(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  }
  return kept
}

function tokensIn(text: string): Found[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    ...{ start: index, end: index + token.length, kind: 'words', same: token },
  }))
}

const KIND: Readonly<Record<string, TokenKind>> = { email: 'mail', phone: 'phone' }

function contactsIn(text: string): Found[] {
  return redact(text, { contacts: true }).masked.flatMap(({ family, start, end }) => {
    const kind = KIND[family]
    return kind ? [{ start, end, kind, same: text.slice(start, end).toLowerCase() }] : []
  })
}

/** Finds names: whole, by first or last name alone, or joined as in a login. */
function namesOf(people: readonly string[]): (text: string) => Found[] {
  const ways = new Map<string, string>()
  for (const person of people) {
    for (const way of spellingsOf(person)) if (!ways.has(way)) ways.set(way, person)
  }
  if (ways.size === 0) return () => []
  const longestFirst = [...ways.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const expression = new RegExp(
    `${BEFORE}(?:${longestFirst.map(asWritten).join('|')})${AFTER}`,
    'gu',
  )
  return (text) =>
    [...text.matchAll(expression)].map(({ 0: way, index }) => ({
      ...{ start: index, end: index + way.length, kind: 'person', same: ways.get(way) ?? way },
    }))
}

/** A name within `ADLER-PC` or `adler.example` belongs to a machine. */
const BEFORE = String.raw`(?<![\p{L}\p{M}\p{N}_]|[\p{L}\p{N}][.-])`
const AFTER = String.raw`(?![\p{L}\p{M}\p{N}_]|[.-][\p{L}\p{N}])`
const asWritten = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

const SHORTEST_ALONE = 3
/** A short name in small letters is more often a word: "mark", "will", "may". */
const SHORTEST_SMALL = 5

function spellingsOf(person: string): string[] {
  const name = person.trim().replace(/\s+/g, ' ')
  // "von" and "de" are words of their own.
  const isName = (part: string) => part.length >= SHORTEST_ALONE && !/^\p{Ll}/u.test(part)
  const parts = name.split(' ').filter(isName)
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  const whole = parts.length > 1 ? [name, `${last}, ${first}`, `${last} ${first}`] : []
  const login = parts.length > 1 ? [`${first}.${last}`] : []
  const all = [...whole, ...login, ...parts]
  return all.flatMap((way) => [
    way,
    way.toUpperCase(),
    ...(way.length >= SHORTEST_SMALL || login.includes(way) ? [way.toLowerCase()] : []),
  ])
}
