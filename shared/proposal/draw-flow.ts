/**
 * A new flow, of what several finished sessions did where no flow of the team led them: is it
 * this, the steps that they took, and both ways in which it can end.
 *
 * A first draft that a lead completes: it is whole as it stands (`checkFlow`), and says nothing that
 * was not done.
 */
import { shortNameOf } from '../flow/edit/begin-flow.ts'
import type { Edge, FlowContent, FlowNode } from '../flow/flow.ts'
import { readWords } from '../flow/read-words.ts'
import { handOverEnd, plain, solvedEnd, stepNode } from './draw-step.ts'
import type { FinishedPath } from './path-of.ts'

const MOST_WORDS = 12
const SHORTEST_WORD = 4

/** Expects one of the sessions; the others did the same. None where it did nothing of its own. */
export function drawFlow(path: FinishedPath): FlowContent | null {
  const titles = [...new Map(path.own.map(({ key, title }) => [key, plain(title, 200)])).values()]
  const steps = titles
    .filter((title) => title !== '')
    .map((title, i) => stepNode(`step-${i + 1}`, title, true))
  const [first] = steps
  if (!first) return null
  const cause = plain(path.cause, 150)
  const name = plain(path.cause, 200) || first.title
  const ask = cause ? [askFor(cause)] : []
  return {
    ...{ slug: shortNameOf(name) || 'from-sessions', name, kind: 'troubleshooting' },
    summary: cause ? `Tickets that come down to this: ${cause}` : `Tickets solved by: ${name}`,
    ...{ category: 'From finished sessions', words: wordsOf(name) },
    ...{ isSubFlow: false, variables: [], start: ask[0]?.id ?? first.id },
    nodes: [...ask, ...steps, solvedEnd('solved', path), handOverEnd('hand-over')],
    edges: [
      ...(ask.length > 0 ? [lead('is-it', 'yes', first.id), lead('is-it', 'no', 'hand-over')] : []),
      ...steps.flatMap(({ id }, i) => [
        lead(id, 'done', steps[i + 1]?.id ?? 'solved'),
        lead(id, 'stuck', 'hand-over'),
      ]),
    ],
  }
}

const askFor = (cause: string): FlowNode => ({
  ...{ id: 'is-it', kind: 'question', title: `Does it look like this: ${cause}`, links: [] },
  choices: [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No, or not sure' },
  ],
})

const lead = (from: string, choice: string, to: string): Edge => ({
  ...{ id: `${from}-${choice}`, from, choice, to },
})

/** By which a ticket calls for it; marks in place of names are none. */
const wordsOf = (text: string): string[] =>
  [...new Set(readWords(text.replace(/\[[^\]]*\]/g, ' ')).map((word) => word.plain))]
    .filter(({ length }) => length >= SHORTEST_WORD && length <= 60)
    .slice(0, MOST_WORDS)
