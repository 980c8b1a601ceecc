/**
 * From a label to its value: "Password: x", "the password for the NAS is x", "reset it to x",
 * "x as the new password", a value on the next line, an attribute in XML, a registry value.
 *
 * The reader walks the words after the label, bounded, and keeps in mind whether the last
 * ones lead to a value ("is", "lautet", "changed to", a colon) and whether the talk is about
 * the password ("expires", "last set", "policy") rather than giving it. The rule of the
 * family then decides on each candidate with as much trust as its introduction deserves.
 */
import type { Family, Span } from './family.ts'
import { isTechnicalName, madeUpScore, standsOut, type Trust } from './judge.ts'
import { ahead, behind, firstLine, type Page, startOfLine } from './page.ts'
import { readValue, type Value } from './value.ts'
import { plainWord } from './words.ts'

export interface LabelRule {
  family: Family
  accepts(value: Value, trust: Trust, after: string): boolean
  /** Whether people speak of the value in sentences; keys are only introduced directly. */
  prose: boolean
}

const REACH = 300
const DIRECT =
  /^\\?["'`”’)\]*_~]{0,4}[ \t\u00a0]*(?:[([][^()[\]\r\n]{0,40}[)\]][ \t]*)?\.{0,40}[ \t\u00a0]*(?::=|=>|->|→|={1,3}|:{1,2}|：|~(?=\S))(?:[*_]{1,3}(?=\s))?[ \t\u00a0]*(?:new-?object\s|(?:is|ist|=)\s)?(?:N(?=['"]))?|^['’]s (?=\S*\d)/i
const MARKUP =
  /^(?:["']\s+(?:value|data|content)\s*=\s*(?=["'])|["']?[\w:.-]{0,30}["']?(?:\s[^<>\r\n]{0,80})?>\s*(?:<(?:Value|string|key|!\[CDATA\[)[^<>]{0,20}>?\s*)?(?=[^<\s])|\s*<\/(?:t[dh]|dt|strong|b|label|key|span|Name|p|div)>\s*:?\s*(?:<[^<>]{1,60}>\s*){1,3}(?=[^<\s]))/i
const REGISTRY = /^"?\s+(?:REG_(?:EXPAND_|MULTI_)?SZ\s+|(?:\/t\s+REG_\w+\s+)?\/d\s+)/i
const FLAG = /(?:^|[\s"'([,])(?:--?|\/)[\w-]{0,30}$/
const DASH = /^["'`”’)\]*_]{0,3}(?:\/(?=\S)|\s+[-–—|>]{1,2}\s+|-\s+)/
const GAP = /^(?:[ \u00a0]{2,}|[ ]*\t)\s*(?=\S)/

/** Finds the values that a label gives, most often one. `at` is the end of the label. */
export function findLabelled(page: Page, start: number, at: number, rule: LabelRule): Span[] {
  const reach = ahead(page, at, REACH)
  const line = firstLine(reach)
  const direct = readDirect(page, start, line, reach, rule)
  const first =
    direct ?? (rule.prose ? readProse(startOfLine(page, start, 60), reach, line, rule) : undefined)
  if (first) return [first, ...readAlternatives(line, first, rule)].map((v) => spanOf(v, at, rule))
  const below = readBelow(reach, line, rule, startOfLine(page, start, 40))
  return below ? [spanOf(below, at, rule)] : []
}

function spanOf(value: Value, at: number, rule: LabelRule): Span {
  return { family: rule.family, start: at + value.start, end: at + value.end }
}

/** Right after the label: a colon, an equals sign, XML, a registry dump, a gap of a form. */
function readDirect(page: Page, start: number, line: string, reach: string, rule: LabelRule) {
  const tagged = page.text[start - 1] === '<' || /<[^<>]{0,90}$/.test(startOfLine(page, start, 92))
  const markup = tagged || /^["']\s|^\s*<\//.test(line) ? MARKUP.exec(reach) : null
  const sure = markup ?? DIRECT.exec(line) ?? REGISTRY.exec(line)
  if (sure) return candidate(markup ? reach : line, sure[0].length, 'sure', rule)
  if (FLAG.test(startOfLine(page, start, 40))) return candidate(line, 0, 'sure', rule)
  const likely = DASH.exec(line) ?? GAP.exec(line)
  const value = likely ? candidate(line, likely[0].length, 'likely', rule) : undefined
  if (value && (value.quoted || madeUpScore(value.text) > 0)) return value
  return undefined
}

function candidate(line: string, from: number, trust: Trust, rule: LabelRule): Value | undefined {
  const value = readValue(line, from)
  if (!value || !rule.accepts(value, trust, line.slice(value.after))) return undefined
  return trust === 'sure' ? withRestOfForm(line, value) : value
}

/** "Password: Summer 2024!" at the end of a form line is one value of two words. */
function withRestOfForm(line: string, value: Value): Value {
  if (value.quoted || !/^\p{L}+$/u.test(value.text)) return value
  const rest = /^ (\p{L}+ ){0,2}[\p{L}\d]*[\d!@#$%&*+]\S*\s*$/u.exec(line.slice(value.after))
  if (!rest || isTechnicalName(rest[0].trim()) || /[:(]/.test(rest[0])) return value
  const end = value.after + rest[0].trimEnd().length
  return { ...value, text: line.slice(value.start, end), end, after: end }
}

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
  'now currently still again just set to changed reset the following as follows temporarily simply literally his her their my our your new temp temporary be been jetzt nun aktuell neu das der die auf wieder derzeit maintenant le la ahora el nu weer het called something like'.split(
    ' ',
  ),
)

/** Punctuation that stands alone, or before the first word. */
const LOOSE = /^["'”’)*]{0,3}(?:\s+|[:;,.=|>–—•→\]})-]+(?=\s)|[:;,=]+)*/

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

/** Walks the words after the label, into the next line, until one is the value. */
function readProse(
  before: string,
  reach: string,
  line: string,
  rule: LabelRule,
): Value | undefined {
  const talk: Talk = {
    armed: 'maybe',
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

const NEXT_ONE =
  /^["'”’»)*`]{0,2}(?:\s*(?:,|\/|&|\bto\b|\bauf\b|\bnaar\b|\bor\b|\band\b|\bthen\b|\boder\b|\bund\b|\bou\b|\bet\b|\bo\b|\by\b|\bof\b|\ben\b)\s*){1,2}(?:(?:maybe|also|then|now|auch|vielleicht)\s+)?/i

/** "is A or B", "tried A, B and C". */
function readAlternatives(line: string, first: Value, rule: LabelRule): Value[] {
  const found: Value[] = []
  let at = first.end
  while (found.length < 6) {
    const lead = NEXT_ONE.exec(line.slice(at))
    const value = lead ? readValue(line, at + lead[0].length) : undefined
    if (!value || !rule.accepts(value, 'maybe', line.slice(value.after))) return found
    if (/^\s?[:=]/.test(line.slice(value.after))) return found
    found.push(value)
    at = value.end
  }
  return found
}

/** The label ends its line; the value is all there is on the next one. */
function readBelow(
  reach: string,
  line: string,
  rule: LabelRule,
  before: string,
): Value | undefined {
  const tail = line.trim()
  if (/[;,|\t]\s*$/.test(before)) return undefined
  const opens =
    /^["'”’)*_\]]{0,3}\s?[:=]?[*_]{0,2}$/.test(tail) ||
    /^[^.]{0,60}(?:\bis|\bto|ist|lautet|est|es|:|\b(?:below|follows|following|here|unten|folgt|dessous|abajo|hieronder)[.:]?)$/i.test(
      tail,
    )
  if (!opens) return undefined
  const below = /^(?:[ \t]*\r?\n){1,2}([^\r\n]*)/.exec(reach.slice(line.length))
  if (!below) return undefined
  const next = below[1]!
  const value = readValue(next, /^\s*(?:[-*>•]\s+|\d{1,2}[.)]\s+)?/.exec(next)?.[0].length ?? 0)
  if (!value || !/^["'”’»*`.)]*\s*(?:\(.{0,40}\))?\s*$/.test(next.slice(value.after)))
    return undefined
  const labelled = /[:=]\s*$|(?:is|to|ist|lautet|est|es)$/.test(tail)
  const trust = labelled || before.trim().length < 12 ? 'likely' : 'maybe'
  if (!rule.accepts(value, trust, '')) return undefined
  if (!labelled && madeUpScore(value.text) === 0) return undefined
  const offset = line.length + below[0].length - next.length
  return {
    ...value,
    start: value.start + offset,
    end: value.end + offset,
    after: value.after + offset,
  }
}

const BEFORE =
  /(\S{3,80})["'”’»*`)]{0,2},?\s+(?:(?:as|als|comme|como|is|was|ist|war|est|es|era|for|für|pour|para|voor|being|set as|=)\s+|\((?:[\w-]+\s){0,2})(?:(?:the|his|her|their|my|our|your|a|an|its|new|old|current|temp|temporary|initial|default|local|admin|administrator|root|user|domain|master|shared|das|sein|ihr|ein|neues|altes|aktuelles|temporäres|initiales|le|son|un|nouveau|la|su|una|nueva|het|zijn|een|nieuw|nieuwe|tijdelijk|account|vpn|wifi|wi-fi|wlan)\s+){0,5}["'“]?$/i

/** "Summer2024! as the new password", "X is his PIN". */
export function findBeforeLabel(page: Page, start: number, rule: LabelRule): Span[] {
  const before = startOfLine(page, start, 140)
  if (before.length < 40) {
    const pointed =
      /^\W*(?:that|this|which|das|dies|voilà|esa|dat)\s(?:is|was|ist|war|est|es)\b/i.test(before)
    const above = findAbove(page, start - before.length, rule, pointed)
    if (above.length > 0) return above
  }
  if (!/[\d!@#$%^&*"'“]/.test(before)) return []
  const found = BEFORE.exec(before)
  if (!found) return findConspicuous(start, before, rule)
  const value = readValue(before, found.index)
  if (!value || value.start > found.index + found[1]!.length) return []
  const bracketed = /\((?:[\w-]+\s){0,8}$/.test(before) && madeUpScore(value.text) < 2
  if (bracketed || isTechnicalName(value.text) || !rule.accepts(value, 'maybe', ''))
    return findConspicuous(start, before, rule)
  const shift = start - before.length
  return [{ family: rule.family, start: shift + value.start, end: shift + value.end }]
}

/** "opened with Kiwi!88 (password from the client)": what stands out before the label. */
function findConspicuous(start: number, before: string, rule: LabelRule): Span[] {
  const shift = start - before.length
  const spans: Span[] = []
  for (const token of before.matchAll(/\S{6,80}/g)) {
    const value = readValue(before, token.index)
    if (!value || !standsOut(value.text) || !rule.accepts(value, 'maybe', '')) continue
    spans.push({ family: rule.family, start: shift + value.start, end: shift + value.end })
  }
  return spans
}

/** A line that is nothing but the value, and the label in the line below it. */
function findAbove(page: Page, lineStart: number, rule: LabelRule, pointed: boolean): Span[] {
  const above = /(?:^|[\r\n])[ \t]*(\S{6,60})[ \t]*\r?\n$/.exec(behind(page, lineStart, 70))
  if (!above) return []
  const made = madeUpScore(above[1]!) >= 2 && !isTechnicalName(above[1]!)
  if (!standsOut(above[1]!) && !(pointed && made)) return []
  const at = lineStart - above[0].length + above[0].indexOf(above[1]!)
  return [{ family: rule.family, start: at, end: at + above[1]!.length }]
}
