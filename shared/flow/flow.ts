/**
 * A flow: what a technician is led through. Plain data; nodes and edges, and for each
 * answer the sentence it leaves in the record. A procedure is a list: steps in groups, no edges.
 *
 * The sentence (`says`) is the heart of it: the person who authors a flow words the
 * record once, and every walk through it then writes the note. `{name}` in any text is a
 * variable, filled when the step is taken.
 */
import * as z from 'zod/mini'
import { Id, Instant, Sha256 } from '../ids.ts'
import { Finding } from '../parse/finding.ts'
import { StatementKind } from '../session/statement.ts'

export const NodeId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
export type NodeId = z.infer<typeof NodeId>

/** Written `{name}` in a text. */
const VariableName = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))

const Title = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const Markdown = z.string().check(z.maxLength(10_000))

/** R reads only. W changes something and can be undone. X disrupts or is hard to undo. */
export const SafetyClass = z.enum(['reads', 'changes', 'disrupts'])
export type SafetyClass = z.infer<typeof SafetyClass>

export const Command = z.object({
  /** As it is run, with `{variable}` in it. */
  text: z.string().check(z.minLength(1), z.maxLength(2000)),
  safety: SafetyClass,
  /** Where it is run: "on {server}, elevated PowerShell". */
  where: z.optional(Title),
  /** How variables are quoted when filled in; a person's name may hold an apostrophe. */
  shell: z._default(z.enum(['powershell', 'cmd', 'bash', 'none']), 'powershell'),
  /** What to look for in the output. */
  expect: z.optional(Title),
})
export type Command = z.infer<typeof Command>

export const DocLink = z.object({
  title: Title,
  url: z.url({ protocol: /^https$/ }),
  /** Read, its existence confirmed, or from general knowledge and to be verified. */
  grade: z.enum(['read', 'exists', 'unverified']),
})
export type DocLink = z.infer<typeof DocLink>

/** What an answer leaves in the record. */
export const Says = z.object({
  kind: StatementKind,
  text: z.string().check(z.minLength(1), z.maxLength(500)),
})
export type Says = z.infer<typeof Says>

/** One way out of a node. The edge with the same choice says where it leads. */
export const Choice = z.object({
  id: NodeId,
  label: Title,
  /** None where picking it says nothing about the case ("not sure"). */
  says: z.optional(Says),
  /** The cause this answer points to: offered in the outcome dialog if the walk then ends well. */
  cause: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  /** Pasted output that shows all of these points to this answer. */
  shownBy: z.optional(z.array(Finding).check(z.minLength(1), z.maxLength(6))),
})
export type Choice = z.infer<typeof Choice>

const place = {
  id: NodeId,
  title: Title,
  body: z.optional(Markdown),
  group: z.optional(Title),
  links: z._default(z.array(DocLink).check(z.maxLength(12)), []),
  position: z.optional(z.object({ x: z.number(), y: z.number() })),
}

/** A person answers. */
export const QuestionNode = z.object({
  ...place,
  kind: z.literal('question'),
  choices: z.array(Choice).check(z.minLength(1), z.maxLength(20)),
})

/** A command or a look, with a result. */
export const CheckNode = z.object({
  ...place,
  kind: z.literal('check'),
  commands: z._default(z.array(Command).check(z.maxLength(12)), []),
  choices: z.array(Choice).check(z.minLength(1), z.maxLength(20)),
})

/** Something is changed. */
export const ActionNode = z.object({
  ...place,
  kind: z.literal('action'),
  safety: SafetyClass,
  commands: z._default(z.array(Command).check(z.maxLength(12)), []),
  /** What to note down before, and how to go back. Required where it is not `reads`. */
  before: z.optional(Markdown),
  undo: z.optional(Markdown),
  choices: z.array(Choice).check(z.minLength(1), z.maxLength(20)),
})

/** A value is asked for. */
export const InputNode = z.object({
  ...place,
  kind: z.literal('input'),
  variable: VariableName,
  says: z.optional(Says),
})

/** Another flow, and back: the way on is picked by how that flow ended. */
export const SubFlowNode = z.object({
  ...place,
  kind: z.literal('sub_flow'),
  /** The slug; which version is fixed when a session starts. */
  flow: NodeId,
  /** Values handed in, by the other flow's variable: `{ target: '{server}', port: '445' }`. */
  gives: z.optional(z.record(VariableName, z.string().check(z.minLength(1), z.maxLength(200)))),
  choices: z.array(Choice).check(z.minLength(1), z.maxLength(20)),
})

export const Ending = z.enum([
  'resolved',
  'workaround',
  'escalate',
  'vendor',
  'not_reproduced',
  'security',
  /** Back to the flow it was entered from, with this node's `returns`. */
  'returns',
])
export type Ending = z.infer<typeof Ending>

export const EndNode = z.object({
  ...place,
  kind: z.literal('end'),
  ending: Ending,
  /** With `returns`: which choice of the node that led here is taken. */
  returns: z.optional(NodeId),
  /** With `returns`: how it ends when the flow was entered from no other; asked when absent. */
  alone: z.optional(Ending),
  /** The cause as the path has shown it, offered in the outcome dialog. */
  cause: z.optional(
    z.object({
      status: z.enum(['confirmed', 'probable', 'not_determined']),
      text: z.string().check(z.maxLength(500)),
    }),
  ),
  /** How the outcome is to be verified, or what the next person needs in hand. */
  verification: z.optional(Markdown),
  evidence: z._default(z.array(Title), []),
  /** What the user or client was, or should be, told. */
  tell: z.optional(Markdown),
  followUp: z.optional(Title),
})

/** A step of a checklist: procedures and maintenance are lists of these, in the order of `nodes`. */
export const StepNode = z.object({
  ...place,
  kind: z.literal('step'),
  safety: z._default(SafetyClass, 'reads'),
  commands: z._default(z.array(Command).check(z.maxLength(12)), []),
  /** As with an action. */
  before: z.optional(Markdown),
  undo: z.optional(Markdown),
  /** Done, or said why not, before the whole is finished. */
  isMandatory: z._default(z.boolean(), false),
  /** Earlier steps that must be settled before this one is done; none: in any order. */
  waitsFor: z._default(z.array(NodeId).check(z.maxLength(40)), []),
  /** Values asked for at this step, whether its texts name them or not. */
  asks: z._default(z.array(VariableName).check(z.maxLength(12)), []),
  /** The sentence that stays in the record when it is done. */
  says: z.optional(Says),
  /** What is out of the ordinary here, and the flow to go through then. */
  exceptionWhen: z.optional(Title),
  exceptionFlow: z.optional(NodeId),
  /** The slug of a flow or a further checklist that does this step; one comes back to the step. */
  flow: z.optional(NodeId),
  /** What it makes ready, in a few words for the client: “the mailbox”. */
  ready: z.optional(Title),
  /** What the user or client is told once it is done. */
  tell: z.optional(Markdown),
  /** To whom the step library offers it once this flow is published. */
  library: z._default(z.enum(['team', 'author', 'hidden']), 'team'),
})

export const FlowNode = z.discriminatedUnion('kind', [
  QuestionNode,
  CheckNode,
  ActionNode,
  InputNode,
  SubFlowNode,
  EndNode,
  StepNode,
])
export type FlowNode = z.infer<typeof FlowNode>
export type NodeKind = FlowNode['kind']

export const Edge = z.object({
  id: NodeId,
  from: NodeId,
  /** Which choice it belongs to; none on the one way out of an input. */
  choice: z.optional(NodeId),
  to: NodeId,
})
export type Edge = z.infer<typeof Edge>

export const FlowVariable = z.object({
  name: VariableName,
  label: Title,
  example: z.optional(Title),
  /** Kept for the client and filled in next time, or for this session only. */
  keep: z.enum(['client', 'session']),
  /** Kept for the client: after so many days it is asked again. A year where none are said. */
  goodForDays: z.optional(z.int().check(z.minimum(1), z.maximum(3650))),
})
export type FlowVariable = z.infer<typeof FlowVariable>

export const FlowKind = z.enum(['troubleshooting', 'procedure', 'maintenance'])
export type FlowKind = z.infer<typeof FlowKind>

/** By which flows of several categories are found together: `remote work`, `hardware`. */
export const Tag = z.string().check(z.trim(), z.minLength(1), z.maxLength(40))

/** Of a copy: which flow it was made from, and why. */
export const Fork = z.object({
  flow: Id,
  /** The version that both had last; moves on when later changes are taken over. */
  version: Sha256,
  /** What the original was called then, for when it is in no library any more. */
  name: Title,
  reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
})
export type Fork = z.infer<typeof Fork>

/** What is drawn and walked. Its version is the SHA-256 of this, canonically written. */
export const FlowContent = z
  .object({
    slug: NodeId,
    name: Title,
    kind: FlowKind,
    /** One sentence: which tickets it is for. */
    summary: z.string().check(z.minLength(1), z.maxLength(500)),
    category: Title,
    /** Words by which a ticket calls for it, matched in summary and first description. */
    words: z._default(z.array(z.string().check(z.maxLength(60))).check(z.maxLength(60)), []),
    /** Entered from other flows only; not offered on its own. */
    isSubFlow: z._default(z.boolean(), false),
    variables: z._default(z.array(FlowVariable).check(z.maxLength(40)), []),
    start: NodeId,
    nodes: z.array(FlowNode).check(z.minLength(1), z.maxLength(5000)),
    edges: z.array(Edge).check(z.maxLength(20_000)),
    owner: z.optional(Title),
    reviewBy: z.optional(z.iso.date()),
    changeReason: z.optional(Title),
    /** Missing where there are none, so that the version of a flow without any stays what it was. */
    tags: z.optional(z.array(Tag).check(z.minLength(1), z.maxLength(20))),
    /** Missing in a flow that is no copy. */
    fork: z.optional(Fork),
  })
  .check(z.meta({ id: 'FlowContent' }))
export type FlowContent = z.infer<typeof FlowContent>

/** Whether it is a list of steps rather than a graph of answers. */
export const isChecklist = ({ kind }: Pick<FlowContent, 'kind'>): boolean =>
  kind !== 'troubleshooting'

/** A published, immutable version. */
export const Flow = z
  .object({
    id: Id,
    version: Sha256,
    publishedAt: Instant,
    isBuiltIn: z.boolean(),
    content: FlowContent,
  })
  .check(z.meta({ id: 'Flow' }))
export type Flow = z.infer<typeof Flow>
