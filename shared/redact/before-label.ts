/**
 * The value before its label: "Summer2024! as the new password", "opened with x (password
 * from the client)", a line that is the value and nothing else above "that is the password".
 */
import type { Span } from './family.ts'
import { isTechnicalName, madeUpScore, standsOut } from './judge.ts'
import type { LabelRule } from './label-rule.ts'
import { DIGIT, FOREIGN, isBlank, LETTER, makeUpOf, OTHER, SIGN } from './make-up.ts'
import { behind, NOTHING, type Page, startOfLine } from './page.ts'
import { readValue } from './value.ts'

const BEFORE =
  /(\S{3,80})["'”’»*`)]{0,2},?\s+(?:(?:as|als|comme|como|is|was|ist|war|est|es|era|for|für|pour|para|voor|being|set as|=)\s+(?:(?:still|now|also|really|indeed|noch|immer noch|jetzt|toujours|maintenant|todavía|ahora|nog)\s+)?|\((?:[\w-]+\s){0,2})(?:(?:the|his|her|their|my|our|your|a|an|its|new|old|current|temp|temporary|initial|default|local|admin|administrator|root|user|domain|master|shared|das|sein|ihr|ein|neues|altes|aktuelles|temporäres|initiales|le|son|un|nouveau|la|su|una|nueva|het|zijn|een|nieuw|nieuwe|tijdelijk|account|vpn|wifi|wi-fi|wlan)\s+){0,5}["'“]?$/i

/** "opens with 739104 as the passcode": digits only where both sides say what they are. */
const NUMBER =
  /\b(?:with|using|used?|by|enter(?:ed)?|typed?|dial(?:led)?)\s["'“]?(?<secret>\d{4,10})["'”]?\s(?:as|for)\s(?:(?:the|his|her|your|their|my|a|new|old)\s){1,2}(?:[a-z-]+\s)?$/i

/** The words of `BEFORE`: one of them is the last before the label, or there is a bracket. */
const BETWEEN = new Set(
  'as als comme como is was ist war est es era for für pour para voor being = still now also really indeed noch jetzt toujours maintenant todavía ahora nog the his her their my our your a an its new old current temp temporary initial default local admin administrator root user domain master shared das sein ihr ein neues altes aktuelles temporäres initiales le son un nouveau la su una nueva het zijn een nieuw nieuwe tijdelijk account vpn wifi wi-fi wlan'.split(
    ' ',
  ),
)

/** "Summer2024! as the new password", "X is his PIN". */
export function findBeforeLabel(page: Page, start: number, rule: LabelRule): readonly Span[] {
  const before = startOfLine(page, start, 140)
  if (before.length < 40) {
    const above = findAbove(page, start - before.length, before, rule)
    if (above.length > 0) return above
  }
  const made = makeUpOf(before)
  if (!(made & (DIGIT | SIGN | OTHER | FOREIGN)) || !/[\d!@#$%^&*"'“]/.test(before)) return NOTHING
  const number = made & DIGIT ? NUMBER.exec(before) : null
  if (number?.groups) {
    const at = start - before.length + before.indexOf(number.groups.secret!, number.index)
    return [{ family: rule.family, start: at, end: at + number.groups.secret!.length }]
  }
  const found = leadsBack(before) ? BEFORE.exec(before) : null
  if (!found) return findConspicuous(start, before, made, rule)
  const value = readValue(before, found.index)
  if (!value || value.start > found.index + found[1]!.length) return NOTHING
  const bracketed = /\((?:[\w-]+\s){0,8}$/.test(before) && madeUpScore(value.text) < 2
  if (bracketed || isTechnicalName(value.text) || !rule.accepts(value, 'maybe', ''))
    return findConspicuous(start, before, made, rule)
  const shift = start - before.length
  return [{ family: rule.family, start: shift + value.start, end: shift + value.end }]
}

/** Asked first, since `BEFORE` itself has to try each place of the line. */
function leadsBack(before: string): boolean {
  if (before.includes('(')) return true
  const spoken = before.replace(/["'“]$/, '')
  const words = spoken.trimEnd()
  if (words.length === spoken.length) return false
  return BETWEEN.has(lastWord(words).toLowerCase())
}

function lastWord(words: string): string {
  let at = words.length
  while (at > 0 && !/\s/.test(words[at - 1]!)) at--
  return words.slice(at)
}

const TYPED =
  /\b(?:typ(?:ing|ed)|enter(?:ing|ed)|us(?:ing|ed)|tr(?:ying|ied)|tippt|eingegeben)\s["'“]?(\S{5,60}?)["'”]?,?\s(?:\S+\s){0,4}$/i

/** "opened with Kiwi!88 (password from the client)": what stands out before the label. */
function findConspicuous(start: number, before: string, made: number, rule: LabelRule) {
  if (!(made & LETTER && made & (DIGIT | SIGN)) && !(made & FOREIGN)) return NOTHING
  const shift = start - before.length
  const spans: Span[] = []
  const typed = TYPED.exec(before)
  if (typed && madeUpScore(typed[1]!) >= 2 && !isTechnicalName(typed[1]!)) {
    const at = shift + before.indexOf(typed[1]!, typed.index)
    spans.push({ family: rule.family, start: at, end: at + typed[1]!.length })
  }
  if (!(made & SIGN && made & DIGIT)) return spans
  for (const token of before.matchAll(/\S{6,80}/g)) {
    const value = readValue(before, token.index)
    if (!value || !standsOut(value.text) || !rule.accepts(value, 'maybe', '')) continue
    spans.push({ family: rule.family, start: shift + value.start, end: shift + value.end })
  }
  return spans
}

/** A line that is nothing but the value, and the label in the line below it. */
function findAbove(page: Page, lineStart: number, before: string, rule: LabelRule) {
  if (!endsInOneToken(page.text, lineStart)) return NOTHING
  const above = /(?:^|[\r\n])[ \t]*(\S{6,60})[ \t]*\r?\n$/.exec(behind(page, lineStart, 70))
  if (!above) return NOTHING
  const pointed =
    /^\W*(?:that|this|which|das|dies|voilà|esa|dat)\s(?:is|was|ist|war|est|es)\b/i.test(before)
  const made = madeUpScore(above[1]!) >= 2 && !isTechnicalName(above[1]!)
  if (!standsOut(above[1]!) && !(pointed && made)) return NOTHING
  const at = lineStart - above[0].length + above[0].indexOf(above[1]!)
  return [{ family: rule.family, start: at, end: at + above[1]!.length }]
}

/** Before `lineStart` a line ends, and a word of six signs or more ends it: most end otherwise. */
function endsInOneToken(text: string, lineStart: number): boolean {
  let at = lineStart - 1
  if (text[at] !== '\n') return false
  if (text[--at] === '\r') at--
  while (at > lineStart - 70 && isBlank(text.charCodeAt(at))) at--
  for (let count = 0; count < 6; count++, at--)
    if (at < 0 || isBlank(text.charCodeAt(at))) return false
  return true
}
