/**
 * Lines that lead to a step that stands elsewhere: two ways join again, or one goes back. They name it
 * by its words, by the beginning of them, or by the number before its line.
 *
 * What names no step or several, and what would go round without an end, leads to the end that
 * hands on; each is told with its line.
 */
import type { Edge, FlowNode } from '../flow.ts'
import { spread } from '../flow-map.ts'
import { quote, quoteText, type Repair } from './line-words.ts'
import type { Line } from './read-lines.ts'

export interface MadeStep {
  node: FlowNode
  line: Line
}

/** As it was laid out: what leads to `id` is to lead to the step that is named. */
export interface Pointer {
  id: string
  line: Line
  to: string
}

export function leadElsewhere(
  made: readonly MadeStep[],
  edges: readonly Edge[],
  pointers: readonly Pointer[],
  nowhere: string,
  repairs: Repair[],
): Edge[] {
  const tell = ({ line }: Pointer, message: string) => repairs.push({ line: line.number, message })
  const targets = new Map<string, string>()
  for (const pointer of pointers) {
    const found = findSteps(made, pointer.to)
    const [only, other] = found
    targets.set(pointer.id, only && !other ? only.node.id : nowhere)
    if (!only) tell(pointer, `No step is called ${quoteText(pointer.to)}. ${HANDS_ON}`)
    else if (other) {
      const lines = found.map(({ line }) => line.number).sort((a, b) => a - b)
      const which = lines.slice(0, 5).join(', ')
      tell(
        pointer,
        `${quoteText(pointer.to)} stands on lines ${which}. Number the one that is meant. ${HANDS_ON}`,
      )
    }
    if (pointer.line.lines.length > 0 || pointer.line.commands.length > 0) {
      tell(pointer, `What stands under ${quote(pointer.line)} is left out: one goes on elsewhere.`)
    }
    if (!edges.some(({ to }) => to === pointer.id)) {
      tell(pointer, `Nothing leads to ${quote(pointer.line)}. It is left out.`)
    }
  }
  const led = () => edges.map((edge) => ({ ...edge, to: targets.get(edge.to) ?? edge.to }))
  const ends = [nowhere, ...made.flatMap(({ node }) => (node.kind === 'end' ? node.id : []))]
  for (;;) {
    const now = led()
    const ending = spread(ends, (id) => now.filter(({ to }) => to === id).map(({ from }) => from))
    const round = pointers.findLast(({ id }) => !ending.has(targets.get(id) ?? nowhere))
    if (!round) return now
    targets.set(round.id, nowhere)
    tell(round, `${quote(round.line)} would go round without an end. ${HANDS_ON}`)
  }
}

const HANDS_ON = 'It leads to an end that hands the ticket on.'

/** Whose number or words these are; otherwise those that begin with them. */
function findSteps(made: readonly MadeStep[], said: string): readonly MadeStep[] {
  const number = /^(\d{1,3})[.)]?$/.exec(said)?.[1]
  const numbered = made.filter(
    ({ line }) => line.said !== undefined && line.said === Number(number),
  )
  if (numbered.length > 0) return numbered
  const wanted = wordsOf(said)
  const named = made.map((step) => ({ step, words: wordsOf(step.line.text) }))
  const same = named.filter(({ words }) => words === wanted)
  const found = same.length > 0 ? same : named.filter(({ words }) => words.startsWith(wanted))
  return wanted === '' ? [] : found.map(({ step }) => step)
}

/** Without its commands and what stands at its end. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/`[^`]*`/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s?？!.:,]+$/, '')
    .trim()
    .toLowerCase()
