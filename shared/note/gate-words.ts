/**
 * Whether a worded sentence says what its evidence says: kept, to be judged, or dropped.
 *
 * Deterministic and strict, since the words are a machine's. Dropped: what rests on nothing
 * that is there; a number, address, code, host or file that the evidence does not hold; a name
 * of the session (a device, a person, a product) that the evidence does not hold. To be judged
 * is everything words alone cannot decide: another capitalised name, a negation too many or
 * too few, content the evidence does not carry, a report worded as a fact, a certainty nobody
 * stated, and every sentence on cause or resolution or with two values, whose roles could be
 * swapped. A judge may clear these; nothing lifts a drop.
 */

import { readWords } from '../flow/read-words.ts'
import { foldText } from '../text/fold-text.ts'
import {
  type EvidenceItem,
  IS_CLAIM,
  type WordableSection,
  type WordedSentence,
} from './worded-note.ts'
import { IS_REPORTED } from './wording.ts'

export interface GatedSentence extends WordedSentence {
  verdict: 'kept' | 'judge' | 'dropped'
  /** Why it is not simply kept, for people; empty otherwise. */
  why: string[]
  /** What it rests on. */
  items: readonly EvidenceItem[]
}

export function gateWords(
  sentences: readonly WordedSentence[],
  sections: readonly WordableSection[],
  /** Names of the session: devices, people, services, products. */
  lexicon: readonly string[],
): GatedSentence[] {
  const bySection = new Map(sections.map((s) => [s.key, new Map(s.items.map((i) => [i.label, i]))]))
  const names = lexicon.filter((name) => name.trim().length > 1)
  return sentences.map((sentence) => {
    const known = bySection.get(sentence.section)
    const items = sentence.evidence.flatMap((label) => known?.get(label) ?? [])
    const told = items.map((item) => item.text).join('\n')
    const drops = whyDropped(sentence, items, told, names)
    if (drops.length > 0) return { ...sentence, items, verdict: 'dropped', why: drops }
    const flags = whyJudged(sentence, items, told)
    return { ...sentence, items, verdict: flags.length > 0 ? 'judge' : 'kept', why: flags }
  })
}

function whyDropped(
  { text, evidence }: WordedSentence,
  items: readonly EvidenceItem[],
  told: string,
  names: readonly string[],
): string[] {
  if (text.trim() === '') return ['It is empty.']
  if (text.length > LONGEST) return ['It is longer than a sentence of a note.']
  if (/[\n\r]/.test(text.trim())) return ['It is more than one line.']
  if (MARKUP.test(text)) return ['It holds a link or markup.']
  if (items.length === 0) return ['It rests on nothing in this section.']
  if (items.length < new Set(evidence).size) return ['It names evidence that is not there.']
  const held = new Set(valuesOf(told))
  const lacking = valuesOf(text).filter((value) => !held.has(value))
  const small = foldText(told)
  const here = foldText(text)
  const foreign = names.filter((n) => hasName(here, foldText(n)) && !hasName(small, foldText(n)))
  return [
    ...lacking.map((value) => `“${value}” is not in what it rests on.`),
    ...foreign.map((name) => `“${name}” is not in what it rests on.`),
  ]
}

function whyJudged(
  { section, text }: WordedSentence,
  items: readonly EvidenceItem[],
  told: string,
): string[] {
  const small = foldText(told)
  const strange = capitalised(text).filter((name) => !hasName(small, foldText(name)))
  const overclaims = [...foldText(text).matchAll(CERTAINTY)].filter(
    ([word]) => !hasName(small, word),
  )
  const isReport = items.every((item) => item.kind === 'report')
  const isGuess = items.some((item) => item.kind === 'hypothesis')
  return [
    ...strange.map((name) => `“${name}” is a name that what it rests on does not hold.`),
    ...(isNegative(text) === items.some((item) => isNegative(item.text))
      ? []
      : ['It negates what it rests on, or the other way round.']),
    ...carriesEnough(text, told),
    ...(isReport && section !== 'problem' && !IS_REPORTED.test(text)
      ? ['A report is told as if it had been seen.']
      : []),
    ...(isGuess && !SUSPECTED.test(text) ? ['A suspicion is told as if it were certain.'] : []),
    ...overclaims.map(([word]) => `“${word}” is more than was stated.`),
    ...(IS_CLAIM.test(section) ? ['It says why, or what made it well.'] : []),
    ...(valuesOf(text).length + capitalised(text).length > 1
      ? ['It holds several values or names, whose roles could be swapped.']
      : []),
  ]
}

const LONGEST = 600
const MARKUP = /https?:\/\/|www\.|\]\(|<\/?[a-z]|`{3}/i
const CERTAINTY =
  /\b(always|never|all|every|permanently|completely|entirely|guaranteed|definitely|certainly)\b/g
const SUSPECTED =
  /\b(suspect(?:ed|s)?|possib(?:le|ly)|probab(?:le|ly)|likely|may|might|could|perhaps|assumed?)\b/i
const NEGATION =
  /\b(not|no|never|none|nobody|nothing|without|cannot|can'?t|isn'?t|wasn'?t|doesn'?t|didn'?t|won'?t|unable|failed|fails|missing|denied|refused|down)\b|n['’]t\b/gi

/** Negations cancel each other; what counts is whether one is left. */
const isNegative = (text: string): boolean => (text.match(NEGATION)?.length ?? 0) % 2 === 1

/** Numbers, versions, times, codes, addresses, paths, hosts with digits, files. */
const VALUES =
  /\\\\[\w$.-]+(?:\\[^\s\\,;]+)*|[a-z]:\\[^\s,;]+|\b[\w.-]+\.(?:exe|dll|log|txt|pst|ost|conf|ini|xml|json|cfg|msi|zip|docx?|xlsx?|pdf)\b|\b0x[0-9a-f]+\b|\b[\p{L}\w]*\d[\w.:/-]*\b|\b[\w-]+(?:\.[\w-]+){2,}\b/giu

const valuesOf = (text: string): string[] =>
  [...text.matchAll(VALUES)].map(([value]) => value.toLowerCase().replace(/[.:/-]+$/, ''))

/** Words with a capital, side by side as one; the first of a sentence only where it is in capitals. */
function capitalised(text: string): string[] {
  const found = [...text.matchAll(/\b\p{Lu}[\p{L}\p{N}-]*(?: \p{Lu}[\p{L}\p{N}-]*)*/gu)]
  return found
    .map(({ index, 0: words }) =>
      index > 0 || /^\p{Lu}{2}/u.test(words) ? words : words.split(' ').slice(1).join(' '),
    )
    .filter((words) => words !== '' && !/^(I|The|A|An|OK)$/.test(words))
}

/** Content words of the sentence, and of each clause, that the evidence carries. */
function carriesEnough(text: string, told: string): string[] {
  const held = new Set(readWords(told).map((word) => word.stem))
  const carried = (part: string) => {
    const words = readWords(part).filter((word) => isContent(word.plain))
    return { all: words.length, held: words.filter((word) => held.has(word.stem)).length }
  }
  const whole = carried(text)
  const clauses = text
    .split(/[,;:]| (?:and|but|because|which|while|so|after|before) /i)
    .map(carried)
  return [
    ...(whole.all > 0 && whole.held / whole.all < 0.6
      ? ['Less than 60 % of its words are in what it rests on.']
      : []),
    ...(clauses.some((clause) => clause.all > 1 && clause.held === 0)
      ? ['A part of it is in nothing that it rests on.']
      : []),
  ]
}

const isContent = (plain: string): boolean => plain.length > 2 && !EMPTY_WORDS.has(plain)
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'the and but for with was were are has had have been that this these those from into onto then than which who whom whose when while after before because since until also its his her their our your they them she him you not can could will would may might shall should must did does done being over under about again via per'.split(
    ' ',
  ),
)

/** A name stands there whole, not as a part of another word. */
function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordChar(text[at - 1]) && !isWordChar(text[at + name.length])) return true
  }
  return false
}
const isWordChar = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}]/u.test(c)
