/**
 * One change to a flow. The editor, an accepted proposal, a fork that takes over what has changed
 * in its original, and the difference of two versions all say it in these words.
 *
 * An edit names what it changes by id, never by place, so that a list of them still fits a flow
 * in which others have changed something else. `null` takes away what may be missing; `before`
 * names what it comes to stand in front of, and without it a new thing stands last.
 */
import * as z from 'zod/mini'
import {
  ActionNode,
  CheckNode,
  Choice,
  Edge,
  EndNode,
  FlowContent,
  FlowNode,
  FlowVariable,
  InputNode,
  NodeId,
  QuestionNode,
  StepNode,
  SubFlowNode,
} from '../flow.ts'
import { halfWritten } from './half-written.ts'

export const DraftNode = halfWritten(FlowNode)
const DraftChoice = halfWritten(Choice)
export const DraftEdge = halfWritten(Edge)
const DraftVariable = halfWritten(FlowVariable)

const { nodes: _nodes, edges: _edges, variables: _variables, ...ofFlow } = FlowContent.shape
/** What a flow says of itself: everything but what it is made of. */
const FlowFields = someOf(ofFlow)
export type FlowFields = z.infer<typeof FlowFields>

const {
  id: _id,
  kind: _kind,
  choices: _choices,
  position: _position,
  ...ofNode
} = {
  ...QuestionNode.shape,
  ...CheckNode.shape,
  ...ActionNode.shape,
  ...InputNode.shape,
  ...SubFlowNode.shape,
  ...EndNode.shape,
  ...StepNode.shape,
}
/** What a node says, of whatever kind; its answers are changed one by one. */
const NodeFields = someOf(ofNode)
export type NodeFields = z.infer<typeof NodeFields>

const Before = z.optional(z.string())
const Ids = z.array(NodeId).check(z.maxLength(20_000))
const Point = z.object({ x: z.number(), y: z.number() })

export const FlowEdit = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('setFlow'), fields: FlowFields }),
    z.object({ type: z.literal('putVariable'), variable: DraftVariable, before: Before }),
    z.object({ type: z.literal('removeVariable'), name: z.string() }),

    z.object({ type: z.literal('addNode'), node: DraftNode, before: Before }),
    z.object({ type: z.literal('changeNode'), node: NodeId, fields: NodeFields }),
    /** Another kind of node in its place. Edges of answers that it has not got go with them. */
    z.object({ type: z.literal('replaceNode'), node: DraftNode }),
    /** Every edge that led to it or away from it goes with it. */
    z.object({ type: z.literal('removeNode'), node: NodeId }),
    z.object({
      type: z.literal('moveNodes'),
      to: z.record(NodeId, z.nullable(Point)),
    }),
    z.object({
      type: z.literal('groupNodes'),
      nodes: Ids,
      group: z.nullable(z.string().check(z.maxLength(200))),
    }),

    /** A new answer, or another in the place of the one with its id. */
    z.object({ type: z.literal('putChoice'), node: NodeId, choice: DraftChoice, before: Before }),
    /** Its edge goes with it. */
    z.object({ type: z.literal('removeChoice'), node: NodeId, choice: NodeId }),
    z.object({ type: z.literal('orderChoices'), node: NodeId, ids: Ids }),

    /** Leads a way out of a node somewhere; from then on it leads nowhere else. */
    z.object({ type: z.literal('connect'), edge: DraftEdge, before: Before }),
    z.object({ type: z.literal('disconnect'), edge: NodeId }),
    /** A new node between two: the edge leads to it, and one of its ways out leads on. */
    z.object({
      type: z.literal('insertOnEdge'),
      edge: NodeId,
      node: DraftNode,
      onward: z.object({ id: NodeId, choice: z.optional(NodeId) }),
    }),

    z.object({
      type: z.literal('reorder'),
      list: z.enum(['nodes', 'edges', 'variables']),
      ids: z.array(z.string()).check(z.maxLength(20_000)),
    }),
  ])
  .check(z.meta({ id: 'FlowEdit' }))
export type FlowEdit = z.infer<typeof FlowEdit>

type Shape = Readonly<Record<string, z.ZodMiniType>>
type SomeOf<S extends Shape> = { [K in keyof S]?: z.output<S[K]> | null | undefined }

/** Some of the fields, each half written at least, or `null` to take it away. */
function someOf<S extends Shape>(shape: S): z.ZodMiniType<SomeOf<S>> {
  const fields = Object.entries(shape).map(([name, schema]) => [
    name,
    z.optional(z.nullable(halfWritten(withoutDefault(schema)))),
  ])
  return z.object(Object.fromEntries(fields)) as z.ZodMiniType<SomeOf<S>> // field by field, the same
}

/** A field that is not named stays as it is, whatever it would be if it were missing. */
function withoutDefault(schema: z.ZodMiniType): z.ZodMiniType {
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod // one of the kinds zod has
  return def.type === 'default' || def.type === 'optional'
    ? (def.innerType as z.ZodMiniType) // made with zod/mini like everything here
    : schema
}
