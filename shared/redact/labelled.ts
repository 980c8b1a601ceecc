/**
 * From a label to its value: "Password: x", a value on the next line, an attribute in XML, a
 * registry value, a switch of a command; or in the sentence that follows (`prose.ts`).
 */
import type { Span } from './family.ts'
import { isTechnicalName, madeUpScore, type Trust } from './judge.ts'
import type { LabelRule } from './label-rule.ts'
import { DIGIT, HYPHEN, isMadeOf, LETTER } from './make-up.ts'
import { ahead, endOnLine, type Page, startOfLine } from './page.ts'
import { readProse } from './prose.ts'
import { readValue, type Value } from './value.ts'

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
  const line = reach.slice(0, endOnLine(page, at, REACH) - at)
  const direct = readDirect(page, start, line, reach, rule)
  const first = direct ?? (rule.prose ? readProse(page, start, at, reach, line, rule) : undefined)
  if (first) return [first, ...readAlternatives(line, first, rule)].map((v) => spanOf(v, at, rule))
  if (line.length === reach.length) return NO_SPANS
  const below = readBelow(reach, line, rule, page, start)
  return below ? [spanOf(below, at, rule)] : NO_SPANS
}

const NO_SPANS: Span[] = []

function spanOf(value: Value, at: number, rule: LabelRule): Span {
  return { family: rule.family, start: at + value.start, end: at + value.end }
}

/** Right after the label: a colon, an equals sign, XML, a registry dump, a gap of a form. */
function readDirect(page: Page, start: number, line: string, reach: string, rule: LabelRule) {
  const tagged = isInTag(page, start)
  const goesOn = !tagged && speaksOn(line)
  const markup = tagged || (!goesOn && /^["']\s|^\s*<\//.test(line)) ? MARKUP.exec(reach) : null
  const sure = markup ?? (goesOn ? null : DIRECT.exec(line)) ?? readRegistry(line, goesOn)
  if (sure) return candidate(markup ? reach : line, sure[0].length, 'sure', rule)
  if (isSwitch(page, start)) return candidate(line, 0, 'sure', rule)
  if (goesOn) return undefined
  const likely = DASH.exec(line) ?? GAP.exec(line)
  const value = likely ? candidate(line, likely[0].length, 'likely', rule) : undefined
  if (value && (value.quoted || madeUpScore(value.text) > 0)) return value
  return undefined
}

/** A space and a word: the sentence goes on, and nothing connects the label with a value. */
function speaksOn(line: string): boolean {
  return line.charCodeAt(0) === 32 && isMadeOf(line.charCodeAt(1), LETTER | DIGIT)
}

function readRegistry(line: string, goesOn: boolean) {
  return goesOn && !/^ r/i.test(line) ? null : REGISTRY.exec(line)
}

/** `<password` or `<add key="password`: the last bracket before the label is an open one. */
function isInTag(page: Page, start: number): boolean {
  for (let at = start - 1; at >= start - 92 && at >= 0; at--) {
    const code = page.text.charCodeAt(at)
    if (code === 60) return at >= start - 91
    if (code === 62 || code === 10 || code === 13) return false
  }
  return false
}

/** `--password`, `/pass`: a switch of a command takes what follows it. */
function isSwitch(page: Page, start: number): boolean {
  let at = start - 1
  let dashes = 0
  while (at >= start - 40 && isNamePart(page.text.charCodeAt(at)))
    if (page.text.charCodeAt(at--) === 45) dashes++
  if (dashes === 0 && page.text[at] !== '/') return false
  return FLAG.test(startOfLine(page, start, 40))
}

function isNamePart(code: number): boolean {
  return code === 95 || isMadeOf(code, LETTER | DIGIT | HYPHEN)
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
  page: Page,
  start: number,
): Value | undefined {
  const tail = line.trim()
  if (tail.length > 72 || !/(?:^|[:=istwgenor.*_"'”’)\]\s])$/i.test(tail)) return undefined
  const before = startOfLine(page, start, 40)
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
