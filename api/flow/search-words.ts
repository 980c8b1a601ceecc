/**
 * Texts and queries as the search compares them: lower case, without accents, word by word.
 *
 * The same is done to what is stored and to what is asked, so that the database needs no
 * dictionary of its own for it.
 */
import type { FlowContent } from '#shared/flow/flow.ts'

export interface SearchWord {
  word: string
  /** The word as a query of the database's own: a beginning is enough. */
  lexeme: string
  /** The same, or with two neighbouring letters swapped, which likeness is bad at seeing. */
  orSwapped: string
  /** What it is with two neighbouring letters swapped. */
  swaps: string[]
}

const MOST_WORDS = 12
const MOST_TEXT = 200_000

export const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export function searchWords(query: string, most = MOST_WORDS): SearchWord[] {
  const words = new Set(plainText(query).split(' ').filter(Boolean))
  // Letters and digits only, so nothing in a word can mean something to the query.
  return [...words].slice(0, most).map((word) => {
    const swaps = swapLetters(word)
    return {
      word,
      lexeme: prefix(word),
      orSwapped: [word, ...swaps].map(prefix).join(' | '),
      swaps,
    }
  })
}

const prefix = (word: string) => `'${word}':*`

/** Short words would turn into others, and long ones are not words. */
const swapLetters = (word: string): string[] =>
  word.length < 4 || word.length > 24
    ? []
    : Array.from(
        { length: word.length - 1 },
        (_, i) => word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2),
      )

/** What is searched in a flow, by how much it counts. */
export function searchTexts(content: FlowContent) {
  const { name, words, tags = [], summary, category, nodes } = content
  const steps = nodes.flatMap((node) => [
    node.title,
    node.body ?? '',
    ...('commands' in node ? node.commands.map((command) => command.text) : []),
    ...('choices' in node ? node.choices.map((choice) => choice.label) : []),
  ])
  return {
    name: plainText(name),
    words: plainText([...words, ...tags].join(' ')),
    summary: plainText(`${summary} ${category}`),
    steps: plainText(steps.join(' ')).slice(0, MOST_TEXT),
    short: plainText([name, ...words, ...tags, category, summary].join(' ')),
  }
}

/** The first step whose title holds a word of the query that the flow's name does not. */
export function matchedStep(
  flow: { name: string; stepTitles: string[] },
  words: readonly SearchWord[],
): string | null {
  const name = plainText(flow.name)
  const sought = words.map(({ word }) => word).filter((word) => !name.includes(word))
  if (sought.length === 0) return null
  const holds = (title: string) => {
    const plain = ` ${plainText(title)}`
    return sought.every((word) => plain.includes(` ${word}`))
  }
  return flow.stepTitles.find(holds) ?? null
}
