/** Any drafts, torn never: few ids, so that two of them have much in common. */
import fc from 'fast-check'
import type { Choice, Edge, FlowContent, FlowNode, FlowVariable } from '../../flow.ts'
import { choicesOf } from '../../flow-map.ts'

const NODE_IDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const CHOICE_IDS = ['yes', 'no', 'other'] as const
const TEXTS = ['', 'Ask {server}', 'Look', 'a'.repeat(60)] as const

const text = fc.constantFrom(...TEXTS)
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })

const choice: fc.Arbitrary<Choice> = fc.record(
  {
    id: fc.constantFrom(...CHOICE_IDS),
    label: text,
    says: fc.record({ kind: fc.constantFrom('test', 'observation'), text }),
    cause: text,
  },
  { requiredKeys: ['id', 'label'] },
)
const choices = fc.uniqueArray(choice, { selector: ({ id }) => id, maxLength: 3 })
const command = fc.record({
  text,
  safety: fc.constantFrom('reads', 'changes', 'disrupts'),
  shell: fc.constantFrom('powershell', 'cmd', 'bash', 'none'),
})
const link = fc.record({
  title: text,
  url: fc.constantFrom('', 'htt'),
  grade: fc.constantFrom('read'),
})
const place = {
  id: fc.constantFrom(...NODE_IDS),
  title: text,
  links: fc.array(link, { maxLength: 2 }),
}
const placeMore = {
  body: text,
  group: text,
  position: fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) }),
}
const requiredKeys = <T extends object>(fields: T) => ({
  requiredKeys: Object.keys(fields) as (keyof T)[], // the keys of a constant object
})

const question = { ...place, kind: fc.constant('question'), choices }
const check = {
  ...place,
  kind: fc.constant('check'),
  choices,
  commands: fc.array(command, { maxLength: 2 }),
}
const action = {
  ...check,
  kind: fc.constant('action'),
  safety: fc.constantFrom('reads', 'changes'),
}
const input = { ...place, kind: fc.constant('input'), variable: fc.constantFrom('', 'server') }
const subFlow = {
  ...place,
  kind: fc.constant('sub_flow'),
  choices,
  flow: fc.constantFrom('', 'leaf'),
}
const end = {
  ...place,
  kind: fc.constant('end'),
  ending: fc.constantFrom('resolved', 'returns'),
  evidence: fc.array(text, { maxLength: 2 }),
}

export const anyNode: fc.Arbitrary<FlowNode> = fc.oneof(
  fc.record({ ...question, ...placeMore }, requiredKeys(question)),
  fc.record({ ...check, ...placeMore }, requiredKeys(check)),
  fc.record({ ...action, ...placeMore, undo: text }, requiredKeys(action)),
  fc.record({ ...input, ...placeMore }, requiredKeys(input)),
  fc.record(
    { ...subFlow, ...placeMore, gives: fc.constant({ server: '{server}' }) },
    requiredKeys(subFlow),
  ),
  fc.record({ ...end, ...placeMore, returns: fc.constantFrom(...CHOICE_IDS) }, requiredKeys(end)),
) as fc.Arbitrary<FlowNode> // field by field, one of its kinds

const variable: fc.Arbitrary<FlowVariable> = fc.record({
  name: fc.constantFrom('', 'server', 'share', 'user'),
  label: text,
  keep: fc.constantFrom('client', 'session'),
})

export const anyDraft: fc.Arbitrary<FlowContent> = fc
  .record({
    name: text,
    summary: text,
    slug: fc.constantFrom('', 'made'),
    isSubFlow: fc.boolean(),
    start: fc.constantFrom(...NODE_IDS),
    words: fc.array(text, { maxLength: 3 }),
    owner: maybe(text),
    variables: fc.uniqueArray(variable, { selector: ({ name }) => name, maxLength: 4 }),
    nodes: fc.uniqueArray(anyNode, { selector: ({ id }) => id, maxLength: 6 }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 }),
  })
  .map(({ picks, owner, ...more }) => ({
    ...more,
    ...(owner === undefined ? {} : { owner }),
    kind: 'troubleshooting',
    category: 'Tests',
    edges: drawEdges(more.nodes, picks),
  }))

/** At most one edge from each way out, named and ordered by chance. */
function drawEdges(nodes: readonly FlowNode[], picks: readonly [number, number, number][]): Edge[] {
  const ways = nodes.flatMap((node): Omit<Edge, 'id' | 'to'>[] =>
    node.kind === 'input'
      ? [{ from: node.id }]
      : choicesOf(node).map(({ id }) => ({ from: node.id, choice: id })),
  )
  const edges = new Map<string, Edge>()
  const taken = new Set<string>()
  for (const [way, to, name] of picks) {
    const from = ways[way % ways.length]
    const into = nodes[to % nodes.length]
    const id = `e${name % 12}`
    const key = JSON.stringify(from)
    if (!from || !into || edges.has(id) || taken.has(key)) continue
    taken.add(key)
    edges.set(id, { id, ...from, to: into.id })
  }
  return [...edges.values()]
}
