/**
 * A description, an outline or a table becomes a draft of a flow, by rule alone.
 *
 * Where something is asked it is a graph, otherwise a procedure. Any text gives a draft that can be
 * opened; what had to be put right is told with its line, and what is still to be written is
 * what `checkDraft` says of it. What looks like a secret is masked before anything is read, and
 * a command that is not known to read only is taken to change something.
 */

import { redact } from '../../redact/redact.ts'
import { MOST_STEPS } from '../../session/checklist-event.ts'
import { beginFlow, makeStep, type NewId, shortNameOf } from '../edit/begin-flow.ts'
import type { FlowContent, FlowNode } from '../flow.ts'
import { buildGraph } from './build-graph.ts'
import { guessSafetyBeside, guessSafetyOfWords } from './guess-safety.ts'
import {
  commandsOf,
  isCommandAlone,
  isQuestion,
  ledTo,
  placeOf,
  quote,
  type Repair,
} from './line-words.ts'
import { type Line, readLines } from './read-lines.ts'
import { valuesIn } from './values-in.ts'

export const LONGEST_TEXT = 20_000
export const MOST_ROWS = 300

export interface Built {
  flow: FlowContent
  /** What was put right, in the order of the text. */
  repairs: Repair[]
}

export function buildFlow(text: string, newId: NewId): Built {
  const repairs: Repair[] = []
  const all = readLines(prepareText(text, repairs))
  const [first, second] = all
  const isTitled = first?.isHeading === true && !second && first.lines.length > 0
  const lines = isTitled ? first.lines : all
  const name = isTitled ? placeOf(first).title : ''
  const flow = { ...beginFlow(newId), name, slug: shortNameOf(name) }
  if (lines.length === 0) return { flow, repairs }
  const made = asksAnything(lines)
    ? buildGraph(lines, repairs, newId)
    : buildList(lines, repairs, newId)
  if (made.nodes.length === 0) return { flow, repairs }
  const kind = asksAnything(lines) ? 'troubleshooting' : 'procedure'
  const variables = valuesIn(made.nodes)
  return {
    flow: { ...flow, kind, ...made, variables },
    repairs: repairs.toSorted((a, b) => a.line - b.line),
  }
}

/** What is too much is left out, and what looks like a secret, before anything is read. */
export function prepareText(text: string, repairs: Repair[]): string {
  const rows = text.slice(0, LONGEST_TEXT).split(/\r\n|\r|\n/)
  if (text.length > LONGEST_TEXT || rows.length > MOST_ROWS) {
    const line = Math.min(rows.length, MOST_ROWS)
    const message = `A text has at most ${MOST_ROWS} lines and ${LONGEST_TEXT} characters. What follows is left out; make a further flow of it.`
    repairs.push({ line, message })
  }
  const kept = rows.slice(0, MOST_ROWS).join('\n').toWellFormed()
  const plain = kept.replaceAll(/[^\P{Cc}\t\n]/gu, '')
  const { text: left, masked } = redact(plain)
  for (const { family, start } of masked) {
    const message = `What looks like a secret (${family}) is left out. Ask for it where it is used.`
    repairs.push({ line: plain.slice(0, start).split('\n').length, message })
  }
  return left
}

const asksAnything = (lines: readonly Line[]): boolean =>
  lines.some((line) => ledTo(line) === undefined && (isQuestion(line) || asksAnything(line.lines)))

/** What has lines below it is the heading of a group; everything else is a step of it. */
function buildList(lines: readonly Line[], repairs: Repair[], newId: NewId) {
  const nodes: FlowNode[] = []
  const names = new Set<string>()
  const groupOf = (line: Line): string => {
    const { title } = placeOf(line)
    let name = title
    for (let n = 2; names.has(name); n++) name = `${title.slice(0, 190).toWellFormed()} (${n})`
    names.add(name)
    return name
  }
  const put = (line: Line, group: string | undefined) => {
    if (ledTo(line) !== undefined) {
      const message = `${quote(line)} is left out: a checklist goes on line by line. Ask something to have a flow that leads elsewhere.`
      repairs.push({ line: line.number, message })
      for (const one of line.lines) put(one, group)
      return
    }
    const commands = commandsOf(line, repairs)
    const words = commands.length > 0 ? guessSafetyBeside(line.text) : guessSafetyOfWords(line.text)
    const classes = [words, ...commands.map(({ safety }) => safety)]
    const safety = RISK.find((one) => classes.includes(one)) ?? 'changes'
    const step = { ...makeStep('step', newId), ...placeOf(line), commands, safety }
    nodes.push({ ...step, ...(group === undefined ? {} : { group }) } as FlowNode) // a step, by its kind
    for (const one of line.lines) if (!isCommandAlone(one)) put(one, group)
  }
  for (const line of lines) {
    const isGroup = line.lines.some((one) => !isCommandAlone(one)) && line.commands.length === 0
    if (!isGroup || line.text.includes('`')) put(line, undefined)
    else {
      const group = groupOf(line)
      for (const one of line.lines) put(one, group)
    }
  }
  if (nodes.length > MOST_STEPS) {
    const message = `A checklist has at most ${MOST_STEPS} steps. The rest is left out.`
    repairs.push({ line: MOST_ROWS, message })
  }
  const kept = nodes.slice(0, MOST_STEPS)
  return { start: kept[0]?.id ?? newId(), nodes: kept, edges: [] }
}

const RISK = ['disrupts', 'changes', 'reads'] as const
