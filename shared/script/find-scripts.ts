/**
 * Scripts for a need, best first: the same rule for a person's search, for what a ticket calls
 * for, and for what FlowPilot looks up.
 *
 * Any word of the need may be the one; words count by how rare they are among the templates and
 * by where they stand, and a typo counts less than the word. What holds a few common words only
 * is left out. The last word may be unfinished.
 */
import { likeness } from '../flow/like-words.ts'
import { readWords, type Word } from '../flow/read-words.ts'
import type { ScriptContent } from './script.ts'

type Findable = { content: Pick<ScriptContent, 'name' | 'summary' | 'words' | 'text'> }

/** Of what the best one reaches; below, it is about something else. */
const WORTH = 0.45
const MOST_WORDS = 60
const SHORTEST_WORD = 3

export function findScripts<S extends Findable>(scripts: readonly S[], need: string): S[] {
  const sought = soughtIn(need)
  const fields = scripts.map(({ content }) => fieldsOf(content))
  const likenesses = sought.map((word) => fields.map((one) => bestIn(one, word)))
  const scored = scripts.map((script, at) => ({
    script,
    score: likenesses.reduce((sum, of) => sum + (of[at] ?? 0) * rarity(of), 0),
  }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score > 0 && score >= best * WORTH)
    .sort((a, b) => b.score - a.score || compare(a.script.content.name, b.script.content.name))
    .map(({ script }) => script)
}

/** Each once; short words are in everything. */
function soughtIn(need: string): Word[] {
  const words = readWords(need).filter(
    ({ plain }) => plain.length >= SHORTEST_WORD && !COMMON.has(plain),
  )
  return [...new Map(words.map((word) => [word.stem, word])).values()].slice(0, MOST_WORDS)
}

const COMMON = new Set(
  'and are but can cannot does for from has have her his how into its not one our out that the their them then this was were when will with you your'.split(
    ' ',
  ),
)

interface Field {
  weight: number
  words: readonly Word[]
}

const fieldsOf = ({ name, words, summary, text }: Findable['content']): Field[] => [
  { weight: 1, words: readWords(name) },
  { weight: 0.8, words: readWords(words.join(' ')) },
  { weight: 0.4, words: readWords(summary) },
  { weight: 0.15, words: readWords(text) },
]

function bestIn(fields: readonly Field[], sought: Word): number {
  let best = 0
  for (const { weight, words } of fields) {
    // A weaker field cannot beat what was found in a stronger one.
    if (best >= weight) break
    for (const word of words) best = Math.max(best, weight * likeness(sought, word))
  }
  return best
}

const rarity = (of: readonly number[]): number =>
  Math.log(1 + of.length / (1 + of.filter((one) => one > 0).length))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
