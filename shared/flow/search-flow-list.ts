/**
 * Search in the list of flows that is kept in the panel: works offline, answers as one types.
 *
 * Every word of the query must be found. The last one may be unfinished, any one may have
 * another ending or one wrong letter. A word in the name counts most, then the ticket words
 * and tags, then the rest; as it is written more than as it is meant. What is compared is made once per
 * flow and kept with the list for as long as the list lives.
 */
import type { FlowSummary } from './contract.ts'
import { likeness } from './like-words.ts'
import { readWords, type Word } from './read-words.ts'

export interface SearchableFlow
  extends Pick<FlowSummary, 'slug' | 'name' | 'summary' | 'words' | 'category' | 'isSubFlow'> {
  tags?: readonly string[] | undefined
  folder?: readonly string[] | undefined
}

export function searchFlowList<F extends SearchableFlow>(flows: readonly F[], query: string): F[] {
  const sought = readWords(query)
  if (sought.length === 0) return []
  return flows
    .map((flow) => ({ flow, score: scoreFlow(fieldsOf(flow), sought) }))
    .filter((hit) => hit.score > 0)
    .sort(
      (a, b) =>
        b.score - a.score || compare(a.flow.name, b.flow.name) || compare(a.flow.slug, b.flow.slug),
    )
    .map((hit) => hit.flow)
}

interface Field {
  weight: number
  words: readonly Word[]
}

/** Made once per flow: splitting texts costs far more than comparing words. */
const kept = new WeakMap<SearchableFlow, readonly Field[]>()

function fieldsOf(flow: SearchableFlow): readonly Field[] {
  const known = kept.get(flow)
  if (known) return known
  const fields = [
    { weight: 4, words: readWords(`${flow.name} ${flow.slug}`) },
    { weight: 3, words: readWords([...flow.words, ...(flow.tags ?? [])].join(' ')) },
    { weight: 2, words: readWords([flow.category, ...(flow.folder ?? [])].join(' ')) },
    { weight: 1, words: readWords(flow.summary) },
  ]
  kept.set(flow, fields)
  return fields
}

function scoreFlow(fields: readonly Field[], sought: readonly Word[]): number {
  let score = 0
  for (const word of sought) {
    let best = 0
    for (const field of fields) {
      // A weaker field cannot beat what was found in a stronger one.
      if (best >= field.weight) break
      for (const candidate of field.words) {
        best = Math.max(best, field.weight * likeness(word, candidate))
      }
    }
    if (best === 0) return 0
    score += best
  }
  return score
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
