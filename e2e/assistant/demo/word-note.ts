/**
 * The sentences of a note, and the judgement of such sentences. The demonstration words like a
 * careful clerk: what an item says, as a report where it is one, two short ones in one line, and
 * never a word that the item does not hold.
 */
import { type AskedOfDemo, isFields } from './read-asked.ts'
import { says } from './weigh-causes.ts'

interface Item {
  label: string
  kind: string
  text: string
}

const SHORT = 80

export function wordNote({ documents }: AskedOfDemo) {
  const sections = documents.flatMap(sectionsIn)
  return {
    sentences: sections.flatMap(({ key, items }) =>
      inPairs(items).map((pair) => ({
        section: key,
        text: pair
          .map((item, i) => sayItem(item, key, i > 0))
          .join('; ')
          .replace(/[.;\s]*$/, '.'),
        evidence: pair.map(({ label }) => label),
      })),
    ),
  }
}

/** What each numbered sentence is worth, held against the evidence beside it. */
export function judgeSentences({ documents }: AskedOfDemo) {
  return documents.flatMap(sentencesIn).map((sentence, i) => {
    const isHeld = sentence.evidence.some(
      (text) => says(text, sentence.text) || says(sentence.text, text),
    )
    return {
      number: sentence.number ?? i + 1,
      verdict: isHeld ? ('supported' as const) : ('not_stated' as const),
      words: isHeld ? (sentence.evidence[0] ?? '') : '',
    }
  })
}

function sectionsIn(value: unknown): { key: string; items: Item[] }[] {
  if (Array.isArray(value)) return value.flatMap(sectionsIn)
  if (!isFields(value)) return []
  if (Array.isArray(value.items)) {
    const items = value.items
      .filter(isFields)
      .flatMap(({ label, kind, text }) =>
        typeof label === 'string' && typeof text === 'string'
          ? [{ label, kind: String(kind ?? ''), text }]
          : [],
      )
    return [{ key: String(value.key ?? value.section ?? ''), items }]
  }
  return Object.values(value).flatMap(sectionsIn)
}

function inPairs(items: readonly Item[]): Item[][] {
  const pairs: Item[][] = []
  for (const item of items) {
    const last = pairs.at(-1)
    const fits = last?.length === 1 && last[0]?.kind === item.kind && last[0].text.length < SHORT
    if (fits && item.text.length < SHORT) last.push(item)
    else pairs.push([item])
  }
  return pairs
}

function sayItem({ kind, text }: Item, section: string, isSecond: boolean): string {
  const words = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  if (isSecond) return words
  if (kind === 'report' && section !== 'problem') return `The user reports: ${words}`
  return kind === 'hypothesis' ? `Suspected: ${words}` : words
}

interface ToJudge {
  number: number | undefined
  text: string
  evidence: string[]
}

function sentencesIn(value: unknown): ToJudge[] {
  if (Array.isArray(value)) return value.flatMap(sentencesIn)
  if (!isFields(value)) return []
  const sentence = value.text ?? value.sentence
  if (typeof sentence === 'string' && Array.isArray(value.evidence)) {
    const number = [value.number, value.no, value.n].find((one) => typeof one === 'number')
    const evidence = value.evidence.flatMap((one: unknown) => {
      if (typeof one === 'string') return [one]
      return isFields(one) && typeof one.text === 'string' ? [one.text] : []
    })
    return [{ number: typeof number === 'number' ? number : undefined, text: sentence, evidence }]
  }
  return Object.values(value).flatMap(sentencesIn)
}
