/**
 * Reads a sentence for the value it gives: "the password for the NAS is x", "reset it to x".
 *
 * Walks the words after the label, bounded, and keeps in mind whether the last ones lead to a
 * value ("is", "lautet", "changed to", a colon) and whether the talk is about the password
 * ("expires", "last set", "policy") rather than giving it. The rule of the family decides on
 * each candidate with as much trust as its introduction deserves.
 */
import { isTechnicalName, madeUpScore, type Trust } from './judge.ts'
import type { LabelRule } from './label-rule.ts'
import { readValue, type Value } from './value.ts'
import { plainWord } from './words.ts'

const LEADS = new Set(
  'is was are were = ist war lautet lautete lauten waere wäre est etait était sera es era sera será luidt luidde be been being became becomes remains stays'.split(
    ' ',
  ),
)
const TOWARDS = new Set('to as auf zu als à a en comme como naar op into'.split(' '))
const TRIED = new Set(
  'tried try trying used use entered enter typed type gave given probiert versucht verwendet eingegeben essaye utilise probado usado geprobeerd gebruikt'.split(
    ' ',
  ),
)
const WITH = new Set('with mit avec con met using'.split(' '))
const FROM = new Set('of from von de du desde van'.split(' '))
const MAKES =
  /\b(?:re)?(?:set|sett?ing|chang\w*|updat\w*|modif\w*|switch\w*|revert\w*|default\w*|assign\w*|made|put|rotated|gesetzt|setzen|geändert|geaendert|ändern|zurückgesetzt|zurueckgesetzt|abgeändert|gestellt|chang[ée]\w*|modifi[ée]\w*|réinitialis\w*|reinitialis\w*|mis|défini\w*|cambi\w*|restablec\w*|modific\w*|gewijzigd|veranderd|gereset|ingesteld|aangepast|gezet)\b/i
const ABOUT = new Set(
  'last expire expires expired expiration expiry age length policy policies required requirement requirements changeable changed never history complexity reset resets status sync hash writeback manager prompt prompts attempt attempts count hint hints error errors field box screen page portal protected protection setting settings option options type min max minimum maximum date notification reminder rotation vault file link dialog window provider health spray ablauf alter länge richtlinie änderung geändert abgelaufen modifié expiré caducidad cambiada verloopt gewijzigd id name'
    .split(' ')
    .map(plainWord),
)
const HERE =
  /^(?:it|this|that|one|new|password|passwort|pw|pwd|pass|es|das|dies|le|lo|la|il|het|dit|which|wieder|now|jetzt|code|pin|key|secret|itself|currently|still|there|both|these|those|answer|temp|temporary|initial|first|neu|neue|neues|nouveau|nueva|nuevo|nieuw)$/i
const FILLERS = new Set(
  'now currently still again just set to changed reset the following as follows temporarily simply literally his her their my our your new temp temporary be been jetzt nun aktuell neu das der die auf wieder derzeit maintenant le la ahora el nu weer het called something like all lower upper case lowercase uppercase capital caps one word temporal temporaire provisoire provisional nueva nuevo nouveau actual actuel tijdelijk nieuw neues temporares initial'.split(
    ' ',
  ),
)

/** Punctuation that stands alone, or before the first word. */
const LOOSE = /^["'”’)*]{0,3}(?:\s+|[:;,.=|>–—•→\]})-]+(?=\s)|[:;,=]+)*/

/** "user admin, password initpass": the label stands beside a name and gives its value. */
const USER_BEFORE =
  /\b(?:user(?:name)?|log[io]n|benutzer(?:name)?|utilisateur|identifiant|usuario|gebruiker)\s[\w.@\\-]{2,40}[,;]?\s(?:and\s|und\s|et\s|y\s|en\s)?$/i

/** What the words so far have said about the next one. */
interface Talk {
  /** How the next word has been introduced, if at all. */
  armed: Trust | undefined
  /** A word has said that something is being set or changed. */
  made: boolean
  /** The talk is of the secret's age, rules or fate, less likely of its value. */
  about: boolean
  /** 0 in the sentence of the label, 1 in a later one, 2 on the next line. */
  distance: 0 | 1 | 2
  last: string
  count: number
}

/** Into the next line at most; `before` is what stands on the line before the label. */
export function readProse(
  before: string,
  reach: string,
  line: string,
  rule: LabelRule,
): Value | undefined {
  const talk: Talk = {
    armed: USER_BEFORE.test(before) ? 'likely' : 'maybe',
    made: MAKES.test(before),
    about: false,
    distance: 0,
    last: '',
    count: 0,
  }
  const text = reach.slice(0, endOfNextLine(reach, line.length))
  let at = 0
  for (; talk.count < 26; talk.count++) {
    const value = readValue(text, at + (LOOSE.exec(text.slice(at, at + 40))?.[0].length ?? 0))
    if (!value) return undefined
    const after = text.slice(value.after, value.after + 60)
    if (talk.distance < 2 && value.start > line.length) {
      talk.distance = 2
      talk.armed = undefined
    }
    if (isTheValue(value, after, talk, rule)) return value
    if (talk.count > 0 || text[value.start - 1] !== '(') hear(value, after, talk)
    at = value.after + (/^["'”’)*]{0,3}\s?[:=]{1,3}|^\S{1,40}/.exec(after)?.[0].length ?? 0)
  }
  return undefined
}

function endOfNextLine(reach: string, from: number): number {
  const end = /^\r?\n[^\r\n]*/.exec(reach.slice(from))
  return from + (end?.[0].length ?? 0)
}

function isTheValue(value: Value, after: string, talk: Talk, rule: LabelRule): boolean {
  if (talk.armed) {
    const trust = talk.distance > 0 ? 'maybe' : talk.about ? lower(talk.armed) : talk.armed
    if (rule.accepts(value, trust, after)) return true
  }
  return (
    talk.distance < 2 && isConspicuous(value, talk.distance) && rule.accepts(value, 'maybe', after)
  )
}

/** Takes one word that is not the value into account. */
function hear(value: Value, after: string, talk: Talk): void {
  const word = plainWord(value.text)
  if (ABOUT.has(word)) talk.about = true
  if (!talk.made && value.text.length < 20 && MAKES.test(value.text)) talk.made = true
  talk.armed = introduces(word, after, talk)
  talk.last = word
  const tail = /^\S*/.exec(after)![0]
  if (/^\p{Lu}\p{L}{0,2}$/u.test(value.text) && tail.startsWith('.')) return
  if (talk.distance === 0 && (/^[)"'”’]{0,2}[.;!?]/.test(tail) || /[!?]$/.test(value.text)))
    talk.distance = 1
}

/** How much the word before it makes of the next one. */
function introduces(word: string, after: string, talk: Talk): Trust | undefined {
  const here = talk.distance === 0
  if (/^["'”’)*]{0,3}\s?[:=]/.test(after)) {
    if (here) return talk.about || talk.count > 8 ? 'maybe' : 'likely'
    return HERE.test(word) ? 'maybe' : undefined
  }
  if (/^(?:it|that|this)['’]s$/.test(word)) return 'likely'
  if (LEADS.has(word)) return here || HERE.test(talk.last) ? 'likely' : undefined
  if (WITH.has(word)) return here && !talk.about ? 'maybe' : undefined
  if (TOWARDS.has(word)) return talk.made ? 'likely' : here && !talk.about ? 'maybe' : undefined
  if (FROM.has(word) || TRIED.has(word)) return 'maybe'
  return talk.armed && FILLERS.has(word) ? talk.armed : undefined
}

function lower(trust: Trust): Trust {
  return trust === 'sure' ? 'likely' : 'maybe'
}

/** Letters, digits and a symbol in one token: conspicuous even without a lead. */
function isConspicuous(value: Value, distance: number): boolean {
  if (value.text.length < 6) return false
  const score = madeUpScore(value.text)
  if (score < 2 || isTechnicalName(value.text)) return false
  return score === 3 || (distance === 0 && value.quoted)
}
