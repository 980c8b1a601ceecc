/**
 * Secrets that no label names: "with the temp one, x", "x let me in", "disarm with 4471", "the
 * six digits from the app, 804 315". What is said of them gives them away, and only what looks
 * like one is taken.
 */
import { isStandIn, isTechnicalName, looksChosen, madeUpScore, standsOut } from '../judge.ts'
import { type Detector, NOTHING, restOfLine, startOfLine } from '../page.ts'
import { readValue } from '../value.ts'
import { startsHump } from './label.ts'
import { matchShape } from './rules.ts'

/** "I gave her the temp one: x". */
const theOne: Detector = {
  name: 'the new one',
  byLabel: true,
  triggers: 'temp one,temporary one,new one,old one,default one,initial one,previous one'.split(
    ',',
  ),
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const line = restOfLine(page, end, 120)
    const lead = /^["')]?\s?(?:[,:=(–-]|is\b|was\b|being\b)?\s{1,3}["'“(]?/i.exec(line)
    const value = lead ? readValue(line, lead[0].length) : undefined
    if (!value || !standsOut(value.text)) return NOTHING
    return [{ family: 'password', start: end + value.start, end: end + value.end }]
  },
}

/** "left the temp Welcome-Back-771 on a sticky", "KeePass master x", "resetting to x". */
const newOne: Detector = {
  name: 'what was set or handed over',
  byLabel: true,
  triggers:
    'the temp,the temporary,a temp,a temporary,resetting to,reset to,reset it to,set it to,set this to,changed it to,sticker default,factory default,keepass master,bitwarden master,lastpass master,keeper master,vault master,dashlane master'.split(
      ',',
    ),
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const line = restOfLine(page, end, 120)
    const lead = /^["')]?(?:\s?[:=]|\sis|\sof)?\s{1,3}["'“(]?/i.exec(line)
    const value = lead ? readValue(line, lead[0].length) : undefined
    if (!value || !(looksChosen(value.text) || isJoined(value.text) || isMixed(value.text)))
      return NOTHING
    return [{ family: 'password', start: end + value.start, end: end + value.end }]
  },
}

/** "Penguin_Ice_5": words of both cases joined with each other and a digit. */
function isJoined(text: string): boolean {
  return /^\p{Lu}\p{Ll}{2,}(?:[-_.]\p{Lu}?\p{Ll}{2,})+[-_.]?\d{1,4}$/u.test(text)
}

/** "Bridge+Tower20": both cases, digits and a sign. */
function isMixed(text: string): boolean {
  return (
    text.length >= 8 &&
    madeUpScore(text) === 3 &&
    /\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Ll}/u.test(text) &&
    !isTechnicalName(text) &&
    !isStandIn(text)
  )
}

/** "The company file opens with ledger2019": a word and a number, or what looks chosen. */
const opensWith: Detector = {
  name: 'what a file opens with',
  triggers: 'opens with,opened with,unlocks with,unlocked with,decrypts with,decrypted with'.split(
    ',',
  ),
  find(page, _start, end) {
    const line = restOfLine(page, end, 100)
    const value = line.startsWith(' ') ? readValue(line, 1) : undefined
    if (!value || value.text.length < 8 || isTechnicalName(value.text)) return NOTHING
    const numbered = /^\p{Ll}{4,}\d{2,4}$/u.test(value.text)
    if (!numbered && !looksChosen(value.text) && !isMixed(value.text)) return NOTHING
    return [{ family: 'password', start: end + value.start, end: end + value.end }]
  },
}

/** "Dell-Setup-55 let me in". */
const letIn: Detector = {
  name: 'what let somebody in',
  triggers: ['let', 'lets', 'got', 'gets'].flatMap((verb) =>
    ['me', 'us', 'him', 'her', 'them', 'you'].map((whom) => `${verb} ${whom} in`),
  ),
  find(page, start) {
    const before = startOfLine(page, start, 90)
    const found =
      /(?:^|\s)(\S{8,60}?)["'”’)]{0,2},?\s(?:(?:that|which|finally|then|also)\s)?$/.exec(before)
    const value = found ? readValue(before, found.index + found[0].indexOf(found[1]!)) : undefined
    if (!value || !looksChosen(value.text)) return NOTHING
    const shift = start - before.length
    return [{ family: 'password', start: shift + value.start, end: shift + value.end }]
  },
}

const disarm: Detector = {
  name: 'code that disarms',
  triggers: ['disarm'],
  find: (page, _start, end) =>
    matchShape(
      page,
      end,
      'pin',
      /^(?:s|ed|ing)?\s(?:it\s|the\s\w+\s)?(?:with|by|using|via|is|code)\s(?:the\s)?(?:code\s)?(?<secret>[*#]?\d{4,8}[*#]?)(?![\w:]|\.\d)/i,
      60,
    ),
}

const digitsOfApp: Detector = {
  name: 'digits from an app',
  triggers: ['digits'],
  find(page, start, end) {
    if (!/\b(?:six|6|eight|8)[ -]$/i.test(startOfLine(page, start, 12))) return NOTHING
    const shape =
      /^\s(?:from|of|in|on|by)\s[^.\n]{0,40}?(?:[,:]|\bwere|\bare)\s{1,2}(?<secret>\d{3}[ -]?\d{3}|\d{4}[ -]?\d{4})(?![\w:]|[.-]\d)/i
    return matchShape(page, end, 'one-time code', shape, 90)
  },
}

export const givenAway: readonly Detector[] = [
  theOne,
  newOne,
  opensWith,
  letIn,
  disarm,
  digitsOfApp,
]
