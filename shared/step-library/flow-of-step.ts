/**
 * A step of the library as a checklist of that one step: so it is written, checked and tried with
 * what flows have for it.
 */
import { makeStep, type NewId } from '../flow/edit/begin-flow.ts'
import type { FlowContent } from '../flow/flow.ts'
import { contentOf, type StepContent, stepOf } from './step-content.ts'

export function beginStep(newId: NewId): StepContent {
  const node = makeStep('step', newId)
  if (node.kind !== 'step') throw new Error('a step is a step')
  return contentOf(node, [])
}

export function flowOfStep(content: StepContent): FlowContent {
  const step = stepOf(content, STEP)
  return {
    ...{ slug: 'step', name: 'Step', kind: 'procedure', summary: 'One step.', category: 'Steps' },
    ...{ words: [], isSubFlow: false, variables: content.variables, edges: [] },
    ...{ start: STEP, nodes: [step] },
  }
}

/** What is kept of it: values that it names no more are left out. */
export function stepIn(flow: FlowContent): StepContent | undefined {
  const [step] = flow.nodes
  return step?.kind === 'step' ? contentOf(step, flow.variables) : undefined
}

const STEP = 'step'
