/**
 * Lines in which something is asked, as a graph: what stands under a question are its answers,
 * what stands under an answer is done then, and afterwards one goes on behind the question, or at the
 * step that a line names (`lead-elsewhere.ts`).
 *
 * Laid out from the back, so that each step is made when it is known where it leads. What leads
 * nowhere is led to an end that hands on, what nothing leads to is left out; each is told.
 */
import type { NewId } from '../edit/begin-flow.ts'
import type { Choice, Edge, FlowNode } from '../flow.ts'
import { spread } from '../flow-map.ts'
import { guessSafetyBeside, guessSafetyOfWords } from './guess-safety.ts'
import { leadElsewhere, type MadeStep, type Pointer } from './lead-elsewhere.ts'
import {
  commandsOf,
  endingOf,
  HAND_ON,
  isCommandAlone,
  isQuestion,
  ledTo,
  otherAnswers,
  placeOf,
  quote,
  type Repair,
  splitAnswer,
} from './line-words.ts'
import type { Line } from './read-lines.ts'

const MOST_ANSWERS = 20
const LONGEST_LABEL = 200

export interface Graph {
  start: string
  nodes: FlowNode[]
  edges: Edge[]
}

export function buildGraph(lines: readonly Line[], repairs: Repair[], newId: NewId): Graph {
  const made: MadeStep[] = []
  const laid: Edge[] = []
  const pointers: Pointer[] = []
  const put = (node: FlowNode, line: Line) => {
    made.push({ node, line })
    return node.id
  }
  const nowhere = newId()
  const led: { from: string; line: Line }[] = []
  const handOn = (from: string, line: Line): string => {
    led.push({ from, line })
    return nowhere
  }
  const layOut = (those: readonly Line[], next: string | undefined): string | undefined =>
    those.reduceRight<string | undefined>((after, line) => layLine(line, after), next)

  const layLine = (line: Line, next: string | undefined): string => {
    const to = ledTo(line)
    if (to !== undefined) {
      const id = newId()
      pointers.push({ id, line, to })
      return id
    }
    const said = endingOf(line)
    if (said) return put(endOf(line, said, newId()), line)
    return isQuestion(line) ? layQuestion(line, next) : layStep(line, next)
  }

  const layStep = (line: Line, next: string | undefined): string => {
    const commands = commandsOf(line, repairs)
    const below = line.lines.filter((one) => !isCommandAlone(one))
    const id = newId()
    const to = layOut(below, next) ?? handOn(id, line)
    const reads = commands.every(({ safety }) => safety === 'reads')
    const words = commands.length > 0 ? guessSafetyBeside(line.text) : guessSafetyOfWords(line.text)
    const isLook = reads && words === 'reads'
    const choice: Choice = { id: newId(), label: isLook ? 'Looked at' : 'Done' }
    const place = { id, ...placeOf(line), commands, choices: [choice] }
    const disrupts = commands.some(({ safety }) => safety === 'disrupts')
    laid.push({ id: newId(), from: place.id, choice: choice.id, to })
    if (isLook) return put({ ...place, kind: 'check' }, line)
    const safety = disrupts ? 'disrupts' : 'changes'
    return put({ ...place, kind: 'action', safety, before: '', undo: '' }, line)
  }

  const layQuestion = (line: Line, next: string | undefined): string => {
    const answers = answersOf(line, repairs)
    const choices = answers.map(({ label }): Choice => ({ id: newId(), label }))
    const id = newId()
    for (const [n, { lines, from }] of answers.entries()) {
      const to = layOut(lines, next) ?? handOn(id, from)
      laid.push({ id: newId(), from: id, choice: choices[n]?.id, to })
    }
    return put({ id, kind: 'question', ...placeOf(line), choices }, line)
  }

  const begin = lines.findIndex((line) => ledTo(line) === undefined)
  for (const line of lines.slice(0, begin)) {
    const message = `${quote(line)} has no step before it. It is left out.`
    repairs.push({ line: line.number, message })
  }
  const start = layOut(lines.slice(begin), undefined) ?? newId()
  const edges = leadElsewhere(made, laid, pointers, nowhere, repairs)
  const reached = spread([start], (id) => edges.filter((e) => e.from === id).map((e) => e.to))
  for (const { node, line } of made) {
    if (reached.has(node.id)) continue
    repairs.push({
      line: line.number,
      message: `Nothing leads to “${node.title}”. It is left out.`,
    })
  }
  for (const { from, line } of led) {
    if (!reached.has(from)) continue
    const message = `Nothing follows ${quote(line)}. It leads to an end that hands the ticket on.`
    repairs.push({ line: line.number, message })
  }
  const nodes = made
    .filter(({ node }) => reached.has(node.id))
    .toSorted((a, b) => a.line.number - b.line.number)
    .map(({ node }) => node)
  if (reached.has(nowhere)) nodes.push(endThatHandsOn(nowhere))
  return { start, nodes, edges: edges.filter(({ from }) => reached.has(from)) }
}

interface Answer {
  label: string
  lines: Line[]
  from: Line
}

function answersOf(line: Line, repairs: Repair[]): Answer[] {
  const told = (message: string) => repairs.push({ line: line.number, message })
  const answers = line.lines.slice(0, MOST_ANSWERS).map(readAnswer)
  if (line.lines.length > MOST_ANSWERS) {
    told(`${quote(line)} has more than ${MOST_ANSWERS} answers. The rest is left out.`)
  }
  for (const label of otherAnswers(answers.map(({ label }) => label))) {
    told(`${quote(line)} got the answer “${label}”, which goes on with what follows.`)
    answers.push({ label, lines: [], from: line })
  }
  const seen = new Set<string>()
  for (const answer of answers) {
    const label = answer.label
    for (let n = 2; seen.has(answer.label.toLowerCase()); n++) answer.label = `${label} (${n})`
    seen.add(answer.label.toLowerCase())
    if (answer.label !== label) {
      told(`Two answers of ${quote(line)} are called “${label}”. One is now “${answer.label}”.`)
    }
  }
  return answers
}

function readAnswer(line: Line): Answer {
  if (ledTo(line) !== undefined) return { label: 'Otherwise', lines: [line], from: line }
  const { label, rest } = splitAnswer(line.text)
  const plain = label
    .replaceAll('`', '')
    .trim()
    .slice(0, LONGEST_LABEL - 10)
    .toWellFormed()
  const then: Line = { ...line, text: rest }
  const hasStep = rest !== '' || line.commands.length > 0
  return { label: plain || 'Otherwise', lines: hasStep ? [then] : line.lines, from: line }
}

function endOf(line: Line, said: NonNullable<ReturnType<typeof endingOf>>, id: string): FlowNode {
  const below = [said.rest, ...line.lines.map(({ text }) => text)].filter((text) => text !== '')
  const all = below.join('\n').slice(0, 10_000).toWellFormed()
  const isDone = said.ending === 'resolved'
  const evidence = isDone ? [] : below.slice(0, 20).map((text) => text.slice(0, 200).toWellFormed())
  const place = { id, kind: 'end' as const, ...placeOf(line), ending: said.ending, evidence }
  return isDone ? { ...place, verification: all } : place
}

const endThatHandsOn = (id: string): FlowNode => ({
  ...{ id, kind: 'end', title: HAND_ON.title, links: [], ending: 'escalate' },
  ...{ evidence: [HAND_ON.text] },
})
