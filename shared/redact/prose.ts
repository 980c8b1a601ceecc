/**
 * Reads a sentence for the value it gives: "the password for the NAS is x", "reset it to x".
 *
 * Walks the words after the label, bounded, and keeps in mind whether the last ones lead to a
 * value ("is", "lautet", "changed to", a colon) and whether the talk is about the password
 * ("expires", "last set", "policy") rather than giving it. The rule of the family decides on
 * each candidate with as much trust as its introduction deserves.
 */
import { isTechnicalName, looksChosen, madeUpScore, type Trust } from './judge.ts'
import type { LabelRule } from './label-rule.ts'
import { DIGIT, FOREIGN, makeUpOf, SIGN } from './make-up.ts'
import { type Page, startOfLine } from './page.ts'
import {
  ABOUT,
  afterWord,
  FILLS,
  FROM,
  HERE,
  ITS,
  LEADS,
  TOWARDS,
  TRIED,
  WITH,
  wordAt,
} from './sentence.ts'
import type { Value } from './value.ts'
import type { Word } from './word.ts'

const MAKES =
  /\b(?:re)?(?:set|sett?ing|chang\w*|updat\w*|modif\w*|switch\w*|revert\w*|default\w*|assign\w*|made|put|rotated|gesetzt|setzen|geändert|geaendert|ändern|zurückgesetzt|zurueckgesetzt|abgeändert|gestellt|chang[ée]\w*|modifi[ée]\w*|réinitialis\w*|reinitialis\w*|mis|défini\w*|cambi\w*|restablec\w*|modific\w*|gewijzigd|veranderd|gereset|ingesteld|aangepast|gezet)\b/i

/** "user admin, password initpass": the label stands beside a name and gives its value. */
const USER_BEFORE =
  /\b(?:user(?:name)?|log[io]n|benutzer(?:name)?|utilisateur|identifiant|usuario|gebruiker)\s[\w.@\\-]{2,40}[,;]?\s(?:and\s|und\s|et\s|y\s|en\s)?$/i

/** What the words so far have said about the next one. */
interface Talk {
  /** How the next word has been introduced, if at all. */
  armed: Trust | undefined
  /** A word has said that something is being set or changed. */
  made: boolean
  /** What has been said and not been asked yet whether it makes something. */
  said: string[]
  /** The talk is of the secret's age, rules or fate, less likely of its value. */
  about: boolean
  /** 0 in the sentence of the label, 1 in a later one, 2 on the next line. */
  distance: 0 | 1 | 2
  /** The roles of the word before. */
  last: number
  count: number
}

/** The sentence after a label and a little of the next line; `before` stands before the label. */
export function readProse(
  page: Page,
  start: number,
  from: number,
  reach: string,
  line: string,
  rule: LabelRule,
): Value | undefined {
  const before = startOfLine(page, start, 60)
  const talk: Talk = {
    armed: 'maybe',
    made: false,
    said: [before],
    about: false,
    distance: 0,
    last: 0,
    count: 0,
  }
  const text = reach.slice(0, endOfNextLine(reach, line.length))
  let at = 0
  for (; talk.count < 26; talk.count++) {
    const word = wordAt(page, text, from, at)
    if (!word) return undefined
    const shift = word.from - from
    const place = word.value.start + shift
    if (talk.distance < 2 && place > line.length) {
      talk.distance = 2
      talk.armed = undefined
    }
    if (isTheValue(word, talk, before, rule)) return moveBy(word.value, shift)
    if (talk.count > 0 || text[place - 1] !== '(') hear(word, talk)
    at = word.next + shift
  }
  return undefined
}

function endOfNextLine(reach: string, from: number): number {
  if (from === reach.length) return from
  const begin = reach.startsWith('\r\n', from) ? from + 2 : from + 1
  if (reach[begin - 1] !== '\n') return from
  let end = begin
  while (end < reach.length && reach[end] !== '\n' && reach[end] !== '\r') end++
  return end
}

function moveBy(value: Value, shift: number): Value {
  if (shift === 0) return value
  const { start, end, after } = value
  return { ...value, start: start + shift, end: end + shift, after: after + shift }
}

function isTheValue(word: Word, talk: Talk, before: string, rule: LabelRule): boolean {
  const { value } = word
  if (talk.armed && talk.count === 0) {
    const after = afterWord(word)
    const named = rule.accepts(value, 'likely', after)
    const alone = rule.accepts(value, 'maybe', after)
    if (named === alone ? alone : USER_BEFORE.test(before) ? named : alone) return true
  } else if (talk.armed) {
    const trust = talk.distance > 0 ? 'maybe' : talk.about ? lower(talk.armed) : talk.armed
    if (rule.accepts(value, trust, afterWord(word))) return true
  }
  return (
    talk.distance < 2 &&
    isConspicuous(word, talk.distance) &&
    rule.accepts(value, 'maybe', afterWord(word))
  )
}

/** Takes one word that is not the value into account. */
function hear(word: Word, talk: Talk): void {
  if (word.role & ABOUT) talk.about = true
  if (word.value.text.length < 20) talk.said.push(word.value.text)
  talk.armed = introduces(word, talk)
  talk.last = word.role
  if (talk.distance === 0 && word.ends) talk.distance = 1
}

/** How much a word makes of the next one. */
function introduces({ role, colon }: Word, talk: Talk): Trust | undefined {
  const here = talk.distance === 0
  if (colon) {
    if (here) return talk.about || talk.count > 8 ? 'maybe' : 'likely'
    return role & HERE ? 'maybe' : undefined
  }
  if (role & LEADS) return here || talk.last & HERE ? 'likely' : undefined
  if (role & WITH) return here && !talk.about ? 'maybe' : undefined
  if (role & TOWARDS) {
    if (hasMade(talk)) return 'likely'
    return here && !talk.about ? 'maybe' : undefined
  }
  if (role & (FROM | TRIED)) return 'maybe'
  if (role === ITS) return 'likely'
  return talk.armed && role & FILLS ? talk.armed : undefined
}

/** Only a word like "to" needs to know; most sentences have none. */
function hasMade(talk: Talk): boolean {
  if (talk.made) return true
  talk.made = talk.said.some((said) => MAKES.test(said))
  talk.said = []
  return talk.made
}

function lower(trust: Trust): Trust {
  return trust === 'sure' ? 'likely' : 'maybe'
}

/** Letters, digits and a symbol in one token: conspicuous even without a lead. */
function isConspicuous(word: Word, distance: number): boolean {
  const { value } = word
  if (value.text.length < 6) return false
  const made = makeUpOf(value.text)
  if (!(made & (DIGIT | SIGN | FOREIGN))) return false
  const score = madeUpScore(value.text, made)
  if (score < 2 || isTechnicalName(value.text, made)) return false
  if (score === 3 || distance > 0) return score === 3
  return value.quoted || (isAside(word) && looksChosen(value.text))
}

/** "over the phone (x)", "their dog and the year, x": it ends what was said of it. */
function isAside({ value, text }: Word): boolean {
  const opens = /(?:\(|,\s)$/.test(text.slice(Math.max(0, value.start - 2), value.start))
  return opens && /^(?:\)|[.;]?\s*(?:[\r\n]|$))/.test(text.slice(value.end))
}
