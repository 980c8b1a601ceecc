/**
 * Everything that keeps a draft from being published, each with where it is and what to do.
 *
 * First what a flow must say at all (`flow.ts`): a title here, a way of writing there. Then whether
 * it can be walked (`check-flow.ts`). Runs while one draws, over a draft that is not torn; an
 * empty list is what publishing needs.
 */
import type * as z from 'zod/mini'
import { checkFlow } from '../check-flow.ts'
import type { KnownFlows } from '../check-sub-flows.ts'
import { FlowContent, FlowNode, FlowVariable } from '../flow.ts'
import type { FlowProblem } from '../flow-problem.ts'

export interface DraftProblem extends FlowProblem {
  /** The field of the flow, the step or the value that it is about: `title`, `choices.1.label`. */
  field?: string
}

export const checkDraft = (draft: FlowContent, known?: KnownFlows): DraftProblem[] => [
  ...OF_FLOW.flatMap((field) => [...lacks(FlowContent.shape[field], draft[field], [field])]),
  ...draft.variables.flatMap((variable) => [
    ...lacks(FlowVariable, variable, [], { code: 'variable_incomplete', at: variable.name }),
  ]),
  ...draft.nodes.flatMap(lacksOf),
  ...checkFlow(draft, known),
]

/** Steps that were not touched are the very same: of thousands only one is looked at again. */
const lacking = new WeakMap<FlowNode, readonly DraftProblem[]>()

function lacksOf(node: FlowNode): readonly DraftProblem[] {
  const before = lacking.get(node)
  if (before) return before
  const found = [...lacks(FlowNode, node, [], { code: 'node_incomplete', at: node.id })]
  lacking.set(node, found)
  return found
}

const OF_FLOW = [
  'name',
  'summary',
  'category',
  'slug',
  'words',
  'tags',
  'owner',
  'reviewBy',
  'changeReason',
] as const

type Where = Pick<FlowProblem, 'code' | 'at'>

function* lacks(
  schema: z.ZodMiniType,
  value: unknown,
  path: readonly string[],
  where?: Where,
): Iterable<DraftProblem> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return
  for (const issue of parsed.error.issues) {
    const whole = [...path, ...issue.path.map(String)]
    const message = SAYS[whole.filter((part) => !/^\d+$/.test(part)).join('.')]
    yield {
      ...(where ?? { code: 'flow_incomplete', at: path[0] ?? '' }),
      field: whole.join('.'),
      message: message ?? `“${whole.join('.')}” is not written as it has to be. Change it.`,
    }
  }
}

/** By the field, wherever in the list it is. */
const SAYS: Record<string, string> = {
  name: 'Give the flow a name.',
  summary: 'Say in a sentence which tickets the flow is for.',
  category: 'Say under which category it is listed.',
  slug: 'Give it a short name: small letters, digits and dashes.',
  words: 'A word by which tickets call for it has at most 60 characters.',
  tags: 'Give it at most 20 tags of at most 40 characters each.',
  owner: 'Say who looks after it, or leave it out.',
  reviewBy: 'Pick the day by which it is to be looked at again.',
  label: 'Say what is asked for.',
  example: 'Give an example of it, or leave it out.',
  title: 'Give this step a title.',
  group: 'Give its group a name, or leave it out.',
  'links.title': 'Give the link a title.',
  'links.url': 'The link must begin with https://.',
  choices: 'Give it at least one answer.',
  'choices.label': 'Say what this answer is called.',
  'choices.says.text': 'Write the sentence that this answer leaves in the record, or none.',
  'choices.cause': 'Say which cause this answer points to, or none.',
  'commands.text': 'Write the command, or take it out.',
  'commands.where': 'Say where the command is run, or leave it out.',
  'commands.expect': 'Say what to look for, or leave it out.',
  variable: 'Say which value is asked for.',
  'says.text': 'Write the sentence that the value leaves in the record, or none.',
  flow: 'Pick the flow that is entered.',
  gives: 'Say what is handed over, or nothing.',
  exceptionWhen: 'Say in a few words what is out of the ordinary, or leave it out.',
  exceptionFlow: 'Pick the flow for the exception, or none.',
  ready: 'Say in a few words what it makes ready, or leave it out.',
  returns: 'Say with which answer it goes back.',
  evidence: 'Say which evidence is handed on, or take the line out.',
  followUp: 'Say what follows, or leave it out.',
}
