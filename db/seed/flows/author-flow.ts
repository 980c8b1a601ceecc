/**
 * The short form in which the built-in flows are written.
 *
 * A node names where each of its answers leads; ids of choices come from their labels and
 * edges are drawn from both. The result has been through the schema, so a flow that cannot
 * be stored cannot be loaded either; whether it can be walked is `checkFlow`'s to say.
 */
import type * as z from 'zod/mini'
import {
  type Choice,
  type Command,
  type DocLink,
  type Edge,
  FlowContent,
  type FlowNode,
  type Says,
} from '#shared/flow/flow.ts'
import type { Finding } from '#shared/parse/finding.ts'

/** A node with where its answers lead. */
export interface AuthoredNode {
  node: unknown
  id: string
  ways: { choice?: string; to: string }[]
}

type FlowHead = Pick<
  z.input<typeof FlowContent>,
  'slug' | 'name' | 'kind' | 'summary' | 'category' | 'words' | 'isSubFlow' | 'variables'
>

export function authorFlow(head: FlowHead, parts: (AuthoredNode | AuthoredNode[])[]): FlowContent {
  const nodes = parts.flat()
  return FlowContent.parse({
    ...head,
    owner: 'ResolutionFlow',
    reviewBy: '2027-06-30',
    changeReason: 'First version',
    start: nodes[0]?.id,
    nodes: nodes.map((n) => n.node),
    edges: nodes.flatMap(({ id, ways }): Edge[] =>
      ways.map((way, i) => ({
        id: `${id}-${i + 1}`,
        from: id,
        to: way.to,
        ...(way.choice ? { choice: way.choice } : {}),
      })),
    ),
  })
}

/** One answer: where it leads, what it says in the record, which cause it points to, what output shows it. */
export interface Way {
  to: string
  choice: Choice
}

export const way = (
  label: string,
  to: string,
  says?: Says,
  more: { id?: string; cause?: string; shownBy?: Finding[] } = {},
): Way => ({
  to,
  choice: {
    id: more.id ?? idOf(label),
    label,
    ...(says ? { says } : {}),
    ...(more.cause ? { cause: more.cause } : {}),
    ...(more.shownBy ? { shownBy: more.shownBy } : {}),
  },
})

const idOf = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

interface Common {
  body?: string
  group?: string
  links?: DocLink[]
}
interface WithWays extends Common {
  ways: Way[]
}

export const question = (id: string, title: string, more: WithWays) =>
  withWays('question', id, title, more)

export const check = (id: string, title: string, more: WithWays & { commands?: Command[] }) =>
  withWays('check', id, title, more)

/** Changes something that can be undone, unless `safety` says more. */
export const action = (
  id: string,
  title: string,
  more: WithWays & {
    commands?: Command[]
    safety?: 'reads' | 'changes' | 'disrupts'
    before: string
    undo: string
  },
) => withWays('action', id, title, { safety: 'changes', ...more })

export const input = (
  id: string,
  title: string,
  { to, ...more }: Common & { variable: string; to: string; says?: Says },
): AuthoredNode => ({ id, ways: [{ to }], node: { kind: 'input', id, title, ...more } })

export const subFlow = (
  id: string,
  title: string,
  flow: string,
  more: WithWays & { gives?: Record<string, string> },
) => withWays('sub_flow', id, title, { flow, ...more })

type StepMore = Common & Omit<Partial<Extract<FlowNode, { kind: 'step' }>>, keyof Common | 'kind'>

/** A step of a checklist. */
export const step = (id: string, title: string, more: StepMore): AuthoredNode => ({
  id,
  ways: [],
  node: { kind: 'step', id, title, ...more },
})

/** Steps under one heading. */
export const group = (name: string, steps: AuthoredNode[]): AuthoredNode[] =>
  steps.map((one) => ({ ...one, node: { ...(one.node as object), group: name } }))

type EndMore = Common & Omit<Partial<Extract<FlowNode, { kind: 'end' }>>, keyof Common | 'ending'>

export const end = (
  id: string,
  title: string,
  ending: Extract<FlowNode, { kind: 'end' }>['ending'],
  more: EndMore,
): AuthoredNode => ({ id, ways: [], node: { kind: 'end', id, title, ending, ...more } })

function withWays<More extends WithWays>(
  kind: FlowNode['kind'],
  id: string,
  title: string,
  { ways, ...more }: More,
): AuthoredNode {
  return {
    id,
    ways: ways.map((w) => ({ choice: w.choice.id, to: w.to })),
    node: { kind, id, title, ...more, choices: ways.map((w) => w.choice) },
  }
}

/**
 * Before anything that disrupts: does somebody entitled agree, and who? Needs the variable
 * {@link APPROVED_BY}. Who may not decide it, or gets a no, is led to `otherwise`.
 */
export const authorisation = (
  id: string,
  what: string,
  { to, otherwise, body }: { to: string; otherwise: string; body?: string },
): AuthoredNode[] => [
  question(id, 'May this be done now?', {
    // A path is shown as it is only as code: Markdown would read its backslashes.
    body: [`To be agreed: ${what.replace(/\{\w+\}/g, '`$&`')}.`, body].filter(Boolean).join('\n\n'),
    group: 'Authorisation',
    ways: [
      way('Agreed by someone entitled', `${id}-by`),
      way(
        'Not agreed, or not mine to do',
        otherwise,
        decided(`Left undone for want of authorisation: ${what}.`),
      ),
    ],
  }),
  input(`${id}-by`, 'Who agreed, and how?', {
    body: 'Name and channel, for example "J. Roth, by phone 14:10".',
    group: 'Authorisation',
    variable: 'approved_by',
    says: authorised(`Agreed by {approved_by}: ${what}.`),
    to,
  }),
]

export const APPROVED_BY = {
  name: 'approved_by',
  label: 'Who agreed, and how',
  example: 'J. Roth, by phone 14:10',
  keep: 'session',
} as const

const says =
  (kind: Says['kind']) =>
  (text: string): Says => ({ kind, text })

export const reported = says('report')
export const observed = says('observation')
export const did = says('action')
export const tested = says('test')
export const deadEnd = says('dead_end')
export const decided = says('decision')
export const authorised = says('authorisation')
export const suspected = says('hypothesis')
export const told = says('communication')

type CommandMore = Partial<Pick<Command, 'where' | 'expect' | 'shell'>>

const command =
  (safety: Command['safety']) =>
  (text: string, more: CommandMore = {}): Command => ({
    text,
    safety,
    shell: 'powershell',
    ...more,
  })

export const reads = command('reads')
export const changes = command('changes')
export const disrupts = command('disrupts')

export const link = (grade: DocLink['grade'], title: string, url: string): DocLink => ({
  title,
  url: url.replace(/^…\//, 'https://learn.microsoft.com/troubleshoot/'),
  grade,
})

/** A value that is kept for the client, or for this session only. */
export const clientValue = (name: string, label: string, example?: string) =>
  ({ name, label, keep: 'client', ...(example ? { example } : {}) }) as const
export const sessionValue = (name: string, label: string, example?: string) =>
  ({ name, label, keep: 'session', ...(example ? { example } : {}) }) as const
