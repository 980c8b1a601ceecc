/**
 * Secrets that no label names: "with the temp one, x", "x let me in", "disarm with 4471", "the
 * six digits from the app, 804 315". What is said of them gives them away, and only what looks
 * like one is taken.
 */
import { looksChosen, standsOut } from '../judge.ts'
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

export const givenAway: readonly Detector[] = [theOne, letIn, disarm, digitsOfApp]
