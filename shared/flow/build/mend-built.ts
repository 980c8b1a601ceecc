/**
 * Puts right by rule what is wrong with a drawn flow, and tells each of it: what leads nowhere
 * leads to an end that hands on, what nothing leads to is left out, what never ends gets a way out.
 *
 * Its law: `findFaults` finds nothing in what comes out, and what had no fault comes out as it was.
 */
import { listBy, spread } from '../flow-map.ts'
import {
  type BuiltFlow,
  type BuiltLink,
  type BuiltNode,
  isEnd,
  MOST_ANSWERS,
  MOST_NODES,
  sameLabel,
} from './built-flow.ts'
import { HAND_ON, otherAnswers, quoteText } from './line-words.ts'

type Tell = (message: string) => void
type Ways = Map<string, BuiltLink[]>

export function mendBuilt(built: BuiltFlow, tell: Tell): BuiltFlow {
  const nodes = keepSteps(built.nodes, tell)
  const known = new Map(nodes.map((node) => [node.id, node]))
  const nowhere = freeId(known)
  const ways = readWays(built.links, known, nowhere, tell)
  for (const node of nodes) {
    if (!isEnd(node)) ways.set(node.id, mendWays(node, ways.get(node.id) ?? [], nowhere, tell))
  }
  const start = known.has(built.start) ? built.start : pickStart(nodes, ways, nowhere, tell)
  const all = [...nodes, endThatHandsOn(nowhere)]
  leadOut(start, all, ways, nowhere, tell)
  const reached = reachedFrom(start, ways)
  for (const { id, title } of nodes) {
    if (!reached.has(id)) tell(`Nothing leads to ${quoteText(title)}. It is left out.`)
  }
  return {
    ...{ name: built.name, summary: built.summary, start },
    nodes: all.filter(({ id }) => reached.has(id)),
    links: all.flatMap(({ id }) => (reached.has(id) ? (ways.get(id) ?? []) : [])),
  }
}

function keepSteps(nodes: readonly BuiltNode[], tell: Tell): BuiltNode[] {
  const kept = new Map<string, BuiltNode>()
  for (const node of nodes) {
    const titled = node.title.trim() === '' ? { ...node, title: makeTitle(node) } : node
    if (kept.has(node.id)) {
      tell(`Two steps go by one id. ${quoteText(titled.title)}, the second, is left out.`)
      continue
    }
    if (kept.size === MOST_NODES) {
      tell(`A flow is drawn with at most ${MOST_NODES} steps. The rest is left out.`)
      break
    }
    if (titled !== node) tell(`A step had no title. It is now called ${quoteText(titled.title)}.`)
    kept.set(node.id, titled)
  }
  return [...kept.values()]
}

function makeTitle({ kind, text, commands }: BuiltNode): string {
  const words = text.trim().split('\n')[0] || (commands[0] && `Run ${commands[0]}`)
  if (words) return words.slice(0, 100).toWellFormed()
  return kind === 'question' ? 'A question without words' : 'A step without words'
}

/** Where each step leads. What comes from nowhere or leaves an end is no way. */
function readWays(
  links: readonly BuiltLink[],
  known: ReadonlyMap<string, BuiltNode>,
  nowhere: string,
  tell: Tell,
): Ways {
  const ways: Ways = new Map()
  for (const [from, those] of listBy(links, (link) => link.from)) {
    const node = known.get(from)
    if (!node) {
      tell('A way on came from a step that is not there. It is left out.')
    } else if (isEnd(node)) {
      tell(`${quoteText(node.title)} is an end. What led on from it is left out.`)
    } else {
      const landed = those.map((link) => {
        if (known.has(link.to)) return link
        tell(
          `${named(link)} of ${quoteText(node.title)} led to a step that is not there. ${TO_HAND_ON}`,
        )
        return { ...link, to: nowhere }
      })
      ways.set(from, landed)
    }
  }
  return ways
}

const TO_HAND_ON = 'It leads to an end that hands the ticket on.'
const named = ({ answer }: BuiltLink): string => (answer === '' ? 'A way on' : `“${answer}”`)

function mendWays(
  node: BuiltNode,
  ways: readonly BuiltLink[],
  nowhere: string,
  tell: Tell,
): BuiltLink[] {
  const of = quoteText(node.title)
  const toNowhere = (answer: string): BuiltLink => ({ from: node.id, answer, to: nowhere })
  if (ways.length === 0) {
    tell(`Nothing follows ${of}. ${TO_HAND_ON}`)
    return node.kind === 'question' ? ['Yes', 'No'].map(toNowhere) : [toNowhere(DONE[node.kind])]
  }
  if (ways.length > MOST_ANSWERS) {
    tell(`${of} has more than ${MOST_ANSWERS} answers. The rest is left out.`)
  }
  const kept = ways.slice(0, MOST_ANSWERS)
  const [only] = kept
  if (node.kind === 'question' && kept.length === 1 && only) {
    for (const answer of otherAnswers([only.answer])) {
      tell(`${of} got the answer “${answer}”. ${TO_HAND_ON}`)
      kept.push(toNowhere(answer))
    }
  }
  const isAlone = kept.length === 1
  const mended: BuiltLink[] = []
  for (const way of kept) {
    const plain = way.answer.trim() || (isAlone ? DONE[node.kind] : 'Otherwise')
    if (way.answer.trim() === '' && !isAlone)
      tell(`An answer of ${of} had no words. It is now called “${plain}”.`)
    const answer = freeLabel(plain, mended)
    if (answer !== plain) {
      tell(`Two answers of ${of} are called “${plain}”. One is now “${answer}”.`)
    }
    mended.push({ ...way, answer })
  }
  return mended
}

/** What the one way out of a step is called. */
const DONE: Record<BuiltNode['kind'], string> = {
  ...{ question: 'Otherwise', check: 'Looked at', action: 'Done', subflow: 'Come back' },
  ...{ resolved: '', escalate: '' },
}

function freeLabel(label: string, beside: readonly BuiltLink[]): string {
  const taken = new Set(beside.map(({ answer }) => sameLabel(answer)))
  let free = label
  for (let n = 2; taken.has(sameLabel(free)); n++) free = `${label} (${n})`
  return free
}

/** The first that nothing leads to, else the first there is. */
function pickStart(nodes: readonly BuiltNode[], ways: Ways, nowhere: string, tell: Tell): string {
  const led = new Set([...ways.values()].flatMap((those) => those.map(({ to }) => to)))
  const first = nodes.find(({ id }) => !led.has(id)) ?? nodes[0]
  tell(
    first
      ? `It did not say where it begins. It begins at ${quoteText(first.title)}.`
      : 'There was no step in it. It hands the ticket on.',
  )
  return first?.id ?? nowhere
}

/** Where one would go round for ever, one more answer leads out: each adds one step that ends. */
function leadOut(
  start: string,
  nodes: readonly BuiltNode[],
  ways: Ways,
  nowhere: string,
  tell: Tell,
): void {
  for (;;) {
    const reached = reachedFrom(start, ways)
    const into = listBy([...ways.values()].flat(), ({ to }) => to)
    const ending = spread(
      nodes.filter(isEnd).map(({ id }) => id),
      (id) => (into.get(id) ?? []).map(({ from }) => from),
    )
    const trapped = nodes.filter(({ id }) => reached.has(id) && !ending.has(id))
    const node = trapped.find(({ kind }) => kind === 'question') ?? trapped[0]
    if (!node) return
    const those = (ways.get(node.id) ?? []).slice(0, MOST_ANSWERS - 1)
    const answer = freeLabel('None of this helped', those)
    ways.set(node.id, [...those, { from: node.id, answer, to: nowhere }])
    tell(
      `From ${quoteText(node.title)} no end could be reached. It got the answer “${answer}”, which hands the ticket on.`,
    )
  }
}

const endThatHandsOn = (id: string): BuiltNode => ({
  ...{ id, kind: 'escalate', ...HAND_ON },
  ...{ commands: [], before: '', undo: '' },
})

const reachedFrom = (start: string, ways: Ways): ReadonlySet<string> =>
  spread([start], (id) => (ways.get(id) ?? []).map(({ to }) => to))

function freeId(known: ReadonlyMap<string, unknown>): string {
  let id = 'nowhere'
  while (known.has(id)) id += '_'
  return id
}
