/**
 * What a step of the library says: a step of a checklist without its place in one.
 *
 * Which steps it waits for and whether it is required hang on the flow around it, so they stay
 * there. The values that its texts name come along, so that a flow which takes it in can ask for
 * them.
 */
import * as z from 'zod/mini'
import { FlowContent, type FlowNode, type FlowVariable, StepNode } from '../flow/flow.ts'
import { namedAt } from '../flow/variables.ts'

const {
  id: _id,
  kind: _kind,
  position: _position,
  isMandatory: _isMandatory,
  waitsFor: _waitsFor,
  library: _library,
  ...said
} = StepNode.shape

export const StepContent = z
  .object({ ...said, variables: FlowContent.shape.variables })
  .check(z.meta({ id: 'StepContent' }))
export type StepContent = z.infer<typeof StepContent>

type Step = Extract<FlowNode, { kind: 'step' }>

/** Whom the library offers a step to: the team, or whoever wrote it. */
export const Visibility = z.enum(['team', 'author'])
export type Visibility = z.infer<typeof Visibility>

/** What the library takes of a step, with those of the flow's values that it names. */
export function contentOf(step: Step, variables: readonly FlowVariable[]): StepContent {
  const { id, kind, position, isMandatory, waitsFor, library, ...content } = step
  const named = new Set(namedAt(step))
  return { ...content, variables: variables.filter(({ name }) => named.has(name)) }
}

/** The same as a step of a flow: in any order, not required, as the one who takes it may change. */
export function stepOf({ variables: _, ...content }: StepContent, id: string): Step {
  return { ...content, id, kind: 'step', isMandatory: false, waitsFor: [], library: 'hidden' }
}
