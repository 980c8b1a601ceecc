/**
 * The words of a sentence after a label, each with what it says to a reader who looks for a value.
 *
 * On a line full of labels each word is read by many of them. So the page remembers the words of
 * the last stretch, and forgets them with the text: some may be secrets.
 */
import { DIGIT, isMadeOf, LETTER } from './make-up.ts'
import type { Page } from './page.ts'
import { readValue, type Value } from './value.ts'
import type { Word } from './word.ts'
import { plainWord } from './words.ts'

/** What a word does in such a sentence; some do several things. */
export const LEADS = 1
export const TOWARDS = 2
export const TRIED = 4
export const WITH = 8
export const FROM = 16
export const ABOUT = 32
export const HERE = 64
export const FILLS = 128
/** "it's", which is a word and its lead in one. */
export const ITS = 256

const ROLES: readonly [role: number, words: string][] = [
  [
    LEADS,
    'is was are were = ist war lautet lautete lauten waere est etait sera es era sera luidt luidde be been being became becomes remains stays',
  ],
  [TOWARDS, 'to as auf zu als a en comme como naar op into'],
  [
    TRIED,
    'tried try trying used use entered enter typed type gave given probiert versucht verwendet eingegeben essaye utilise probado usado geprobeerd gebruikt',
  ],
  [WITH, 'with mit avec con met using'],
  [FROM, 'of from von de du desde van'],
  [
    ABOUT,
    'last expire expires expired expiration expiry age length policy policies required requirement requirements changeable changed never history complexity reset resets status sync hash writeback manager prompt prompts attempt attempts count hint hints error errors field box screen page portal protected protection setting settings option options type min max minimum maximum date notification reminder rotation vault file link dialog window provider health spray ablauf alter lange richtlinie anderung geandert abgelaufen modifie expire caducidad cambiada verloopt gewijzigd id name',
  ],
  [
    HERE,
    'it this that one new password passwort pw pwd pass es das dies le lo la il het dit which wieder now jetzt code pin key secret itself currently still there both these those answer temp temporary initial first neu neue neues nouveau nueva nuevo nieuw',
  ],
  [
    FILLS,
    'now currently still again just set to changed reset the following as follows temporarily simply literally his her their my our your new temp temporary be been jetzt nun aktuell neu das der die auf wieder derzeit maintenant le la ahora el nu weer het called something like all lower upper case lowercase uppercase capital caps one word temporal temporaire provisoire provisional nueva nuevo nouveau actual actuel tijdelijk nieuw neues temporares initial',
  ],
]
const roles = new Map<string, number>()
for (const [role, words] of ROLES)
  for (const word of words.split(' ')) roles.set(word, (roles.get(word) ?? 0) | role)

/** How far behind a word one looks to judge it. */
const SEEN = 60
const REMEMBERED = 256

/** The word at or after `at` in `text`, which is what stands in the page from `from` on. */
export function wordAt(page: Page, text: string, from: number, at: number): Word | undefined {
  const known = page.words.get(from + at)
  if (known && readsTheSame(known, from + text.length)) return known
  const word = readWord(text, from, at)
  if (!word) return undefined
  if (page.words.size >= REMEMBERED) page.words.clear()
  page.words.set(from + at, word)
  return word
}

/** What stands right behind a word. */
export function afterWord({ text, value }: Word): string {
  return text.slice(value.after, value.after + SEEN)
}

/**
 * A window that ends in the same place shows the same; so does any other, when all that was looked
 * at to read the word ends well before it does and no quote was open.
 */
function readsTheSame(word: Word, end: number): boolean {
  const { text, from, value } = word
  const to = from + text.length
  if (to === end) return true
  const seen = from + value.after + SEEN
  if (seen > end || seen > to || value.after !== value.end || value.trimmed) return false
  return isInFlow(text, value.after) || /\s/.test(afterWord(word))
}

/** Punctuation that stands alone, or before the first word. */
const LOOSE = /^["'”’)*]{0,3}(?:\s+|[:;,.=|>–—•→\]})-]+(?=\s)|[:;,=]+)*/

function readWord(text: string, from: number, at: number): Word | undefined {
  const value = readValue(text, at + lengthOfLoose(text, at))
  if (!value) return undefined
  const role = value.text.length > LONGEST ? 0 : roleOf(plainWord(value.text))
  const exclaims = '!?'.includes(value.text[value.text.length - 1]!)
  if (isInFlow(text, value.after))
    return { value, text, from, next: value.after, role, colon: false, ends: exclaims }
  const after = text.slice(value.after, value.after + SEEN)
  const colon = /^["'”’)*]{0,3}\s?[:=]/.test(after)
  const passed = /^["'”’)*]{0,3}\s?[:=]{1,3}|^\S{1,40}/.exec(after)?.[0].length ?? 0
  const ends = !isInitial(value, after) && (/^[)"'”’]{0,2}[.;!?]/.test(after) || exclaims)
  return { value, text, from, next: value.after + passed, role, colon, ends }
}

/** No word with a role is longer. */
const LONGEST = 20

function roleOf(plain: string): number {
  return roles.get(plain) ?? (/^(?:it|this|that)['’]s$/.test(plain) ? ITS : 0)
}

function lengthOfLoose(text: string, at: number): number {
  if (isMadeOf(text.charCodeAt(at), LETTER | DIGIT)) return 0
  if (isInFlow(text, at)) return 1
  return LOOSE.exec(text.slice(at, at + 40))?.[0].length ?? 0
}

/** A space and the next word, and nothing else. */
function isInFlow(text: string, at: number): boolean {
  return text.charCodeAt(at) === 32 && isMadeOf(text.charCodeAt(at + 1), LETTER | DIGIT)
}

/** "J. Doe", "St. Gallen": the full stop ends no sentence. */
function isInitial(value: Value, after: string): boolean {
  return after.startsWith('.') && /^\p{Lu}\p{L}{0,2}$/u.test(value.text)
}
