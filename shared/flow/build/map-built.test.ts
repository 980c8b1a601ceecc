import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../../testing/any-text.ts'
import { checkDraft } from '../edit/check-draft.ts'
import { DraftContent } from '../edit/draft-content.ts'
import { choicesOf } from '../flow-map.ts'
import {
  BUILT_KINDS,
  type BuiltFlow,
  type BuiltLink,
  type BuiltNode,
  findFaults,
  isEnd,
  MOST_NODES,
} from './built-flow.ts'
import { mapBuilt } from './map-built.ts'
import { mendBuilt } from './mend-built.ts'

const map = (built: BuiltFlow) => {
  let made = 0
  return mapBuilt(built, () => `n-${++made}`)
}
const node = (id: string, kind: BuiltNode['kind'], more: Partial<BuiltNode> = {}): BuiltNode => ({
  ...{ id, kind, title: `Step ${id}`, text: '', commands: [], before: '', undo: '' },
  ...more,
})
const link = (from: string, answer: string, to: string): BuiltLink => ({ from, answer, to })

const PRINTER: BuiltFlow = {
  name: 'Printer is offline',
  summary: 'For tickets about a printer that answers nobody.',
  start: 'on',
  nodes: [
    node('on', 'question', { title: 'Is it switched on?' }),
    node('queue', 'check', {
      title: 'Look at the queue of {printer}',
      commands: ['Get-PrintJob -PrinterName {printer}'],
    }),
    node('restart', 'action', {
      title: 'Restart the spooler',
      commands: ['Restart-Service spooler'],
      before: 'Which jobs are in the queue.',
      undo: 'Nothing to undo: the queue is filled anew.',
    }),
    node('done', 'resolved', { text: 'A test page is printed.' }),
    node('on-site', 'escalate', { text: '- What the queue shows\n- Where it stands' }),
  ],
  links: [
    link('on', 'Yes', 'queue'),
    link('on', 'No', 'on-site'),
    link('queue', 'A job is stuck', 'restart'),
    link('queue', 'It is empty', 'on-site'),
    link('restart', 'Done', 'done'),
  ],
}

/** Each way on, in titles. */
const waysIn = ({ flow }: ReturnType<typeof map>) =>
  flow.nodes.flatMap((from) =>
    choicesOf(from).map((choice) => {
      const edge = flow.edges.find((one) => one.from === from.id && one.choice === choice.id)
      return [from.title, choice.label, flow.nodes.find(({ id }) => id === edge?.to)?.title]
    }),
  )

test('what is drawn well becomes the draft as it is drawn, and only the category is left to say', () => {
  const made = map(PRINTER)
  expect(made.repairs).toEqual([])
  expect(findFaults(PRINTER)).toEqual([])
  const titles = new Map(PRINTER.nodes.map(({ id, title }) => [id, title]))
  expect(waysIn(made)).toEqual(
    PRINTER.links.map(({ from, answer, to }) => [titles.get(from), answer, titles.get(to)]),
  )
  const { flow } = made
  expect(flow).toMatchObject({ slug: 'printer-is-offline', kind: 'troubleshooting' })
  expect(flow.variables).toEqual([{ name: 'printer', label: 'Printer', keep: 'session' }])
  expect(flow.nodes.map(({ kind }) => kind)).toEqual(['question', 'check', 'action', 'end', 'end'])
  expect(flow.nodes.at(-1)).toMatchObject({
    ending: 'escalate',
    evidence: ['What the queue shows', 'Where it stands'],
  })
  expect(checkDraft(flow)).toMatchObject([{ code: 'flow_incomplete', field: 'category' }])
})

const without = <T>(list: readonly T[], at: number): T[] => list.toSpliced(at, 1)
const { nodes, links } = PRINTER

test.each<[string, Partial<BuiltFlow>, RegExp]>([
  ['id_twice', { nodes: [...nodes, node('on', 'resolved')] }, /second, is left out/],
  ['no_start', { start: 'gone' }, /begins at “Is it switched on\?”/],
  ['missing_target', { links: [...without(links, 1), link('on', 'No', 'x')] }, /not there/],
  ['link_from_nowhere', { links: [...links, link('x', 'Yes', 'on')] }, /not there/],
  [
    'unreachable',
    { nodes: [...nodes, node('alone', 'resolved')] },
    /Nothing leads to “Step alone”/,
  ],
  ['dead_end', { links: without(links, 4) }, /Nothing follows “Restart the spooler”/],
  ['one_answer', { links: without(links, 1) }, /got the answer “No”/],
  ['unnamed_answer', { links: [...without(links, 1), link('on', ' ', 'on-site')] }, /no words/],
  ['equal_answers', { links: [...links, link('on', 'yes', 'done')] }, /are called “yes”/],
  ['end_leads_on', { links: [...links, link('done', 'On', 'queue')] }, /is an end/],
  [
    'no_title',
    { nodes: [...nodes.slice(0, 4), node('on-site', 'escalate', { title: ' ' })] },
    /no title/,
  ],
  [
    'never_ends',
    {
      links: [...links.slice(0, 4), link('restart', 'Done', 'loop'), link('loop', '', 'loop')],
      nodes: [...nodes, node('loop', 'action')],
    },
    /no end could be reached/,
  ],
])('%s is found, put right and told', (code, more, says) => {
  const broken = { ...PRINTER, ...more }
  expect(findFaults(broken).map((fault) => fault.code)).toContain(code)
  const { flow, repairs } = map(broken)
  expect(repairs.join('\n')).toMatch(says)
  expect(checkDraft(flow).filter(({ code: left }) => !LEFT.has(left))).toEqual([])
})

test('nobody is led anywhere by a link, and no secret comes into a draft', () => {
  const { flow, repairs } = map({
    ...PRINTER,
    nodes: nodes.with(0, {
      ...node('on', 'question', { title: 'Is it on?' }),
      text: '[Help](https://evil.example) <https://evil.example> password: Tr0ub4dor&3x!9\n\n[a]: https://evil.example',
    }),
  })
  const body = flow.nodes[0]?.body ?? ''
  expect(body).toContain('[Help] (')
  expect(body).not.toMatch(/\]\(|<https|\]:/)
  expect(JSON.stringify(flow)).not.toContain('Tr0ub4dor')
  expect(repairs).toHaveLength(1)
})

test.each([
  ['check', 'Look at it', ['Remove-Item x'], 'action', 'disrupts'],
  ['question', 'Is it there?', ['Get-Service x'], 'check', undefined],
  ['question', 'Is it there?', ['Invoke-Unheard'], 'action', 'changes'],
  ['action', 'Look at it', ['Get-Service x'], 'action', 'changes'],
  ['check', 'Delete the profile', [], 'action', 'changes'],
] as const)('%s “%s” %j is taken for %s', (kind, title, commands, becomes, safety) => {
  const first = node('on', kind, { title, commands: [...commands] })
  const { flow } = map({ ...PRINTER, nodes: nodes.with(0, first) })
  expect(flow.nodes[0]?.kind).toBe(becomes)
  expect(flow.nodes[0]).toMatchObject(safety ? { safety } : {})
})

/** What only a person can say. */
const LEFT: ReadonlySet<string> = new Set([
  ...['flow_incomplete', 'no_way_back', 'end_without_evidence', 'node_incomplete'],
])

const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e', '', 'nowhere')
const anyWords = fc.oneof(
  anyCharacters(10),
  fc.constantFrom('', ' ', 'Yes', 'yes', '`', '{x}', '[a](b)', 'x '.repeat(300)),
)
const anyBuilt: fc.Arbitrary<BuiltFlow> = fc.record({
  ...{ name: anyWords, summary: anyWords, start: anyId },
  nodes: fc.array(
    fc.record({
      ...{ id: anyId, kind: fc.constantFrom(...BUILT_KINDS), title: anyWords, text: anyWords },
      ...{ commands: fc.array(anyWords, { maxLength: 14 }), before: anyWords, undo: anyWords },
    }),
    { maxLength: 9 },
  ),
  links: fc.array(fc.record({ from: anyId, answer: anyWords, to: anyId }), { maxLength: 30 }),
})

test('whatever is drawn, what comes of it has no fault and is a draft that lacks but words', () => {
  fc.assert(
    fc.property(anyBuilt, (built) => {
      expect(findFaults(mendBuilt(built, () => undefined))).toEqual([])
      const { flow, repairs } = map(built)
      expect(DraftContent.safeParse(flow).error).toBeUndefined()
      for (const { code, at, field } of checkDraft(flow)) {
        expect(LEFT).toContain(code)
        const isPicked = flow.nodes.find(({ id }) => id === at)?.kind === 'sub_flow'
        if (code === 'node_incomplete') expect([field, isPicked]).toEqual(['flow', true])
      }
      if (findFaults(built).length > 0) expect(repairs.length).toBeGreaterThan(0)
    }),
  )
})

/** Questions in a row, whose other answers lead anywhere. */
const anyGood: fc.Arbitrary<BuiltFlow> = fc
  .array(fc.tuple(fc.nat(30), fc.constantFrom('question', 'action', 'check', 'subflow')), {
    minLength: 1,
    maxLength: 20,
  })
  .map((steps) => {
    const last = `n${steps.length}`
    const drawn = steps.map(([, kind], n) => node(`n${n}`, kind as BuiltNode['kind']))
    return {
      ...{ name: 'Good', summary: 'Good.', start: 'n0' },
      nodes: [...drawn, node(last, 'resolved', { text: 'It works.' })],
      links: steps.flatMap(([to], n) => [
        link(`n${n}`, 'Yes', `n${n + 1}`),
        link(`n${n}`, 'No', `n${to % (steps.length + 1)}`),
      ]),
    }
  })

test('a good drawing has no fault and comes out as it went in', () => {
  fc.assert(
    fc.property(anyGood, (built) => {
      expect(findFaults(built)).toEqual([])
      expect(mendBuilt(built, expect.fail)).toEqual(built)
      const made = map(built)
      expect(made.repairs.every((told) => told.startsWith('Pick the flow'))).toBe(true)
      expect(waysIn(made)).toHaveLength(built.links.length)
      expect(made.flow.nodes.map(({ title }) => title)).toEqual(built.nodes.map((n) => n.title))
    }),
  )
})

test.each([...BUILT_KINDS])(
  'a %s whose texts are all too long is cut to what a draft takes',
  (kind) => {
    const long = 'word '.repeat(2_500)
    const words = { title: long, text: long, before: long, undo: long, commands: [long, long] }
    const first = node('on', kind, words)
    const drawn = { ...PRINTER, name: long, summary: long, nodes: nodes.with(0, first) }
    const { flow } = map({ ...drawn, links: links.with(0, link('on', long, 'queue')) })
    expect(DraftContent.safeParse(flow).error).toBeUndefined()
  },
)

test('a thousand steps and ten thousand links are a draft of the most there may be', () => {
  const drawn = Array.from({ length: 1_000 }, (_, n) => node(`n${n}`, 'question'))
  const many = drawn.flatMap(({ id }, n) =>
    Array.from({ length: 10 }, (_, k) => link(id, `To ${k}`, `n${(n + k) % 1_000}`)),
  )
  const { flow, repairs } = map({ ...PRINTER, start: 'n0', nodes: drawn, links: many })
  expect(flow.nodes.length).toBeLessThanOrEqual(MOST_NODES + 1)
  expect(DraftContent.safeParse(flow).success).toBe(true)
  expect(repairs.length).toBeGreaterThan(0)
  expect(drawn.some(isEnd)).toBe(false)
})
