/** What a step and its answer are called in the flow as it is now; as they were recorded otherwise. */
import type { FlowContent } from '#shared/flow/flow.ts'
import type { StepNumbers } from '#shared/numbers/contract.ts'

export function nameSteps(flow: FlowContent | undefined, steps: readonly StepNumbers[]) {
  const nodes = new Map(flow?.nodes.map((node) => [node.id, node]))
  const recorded = new Map(steps.map(({ node, title }) => [node, title]))
  const titleOf = (node: string): string => nodes.get(node)?.title || recorded.get(node) || node
  const answerOf = (node: string, choice: string | null): string => {
    if (choice === null) return ''
    const known = nodes.get(node)
    const choices = known && 'choices' in known ? known.choices : []
    return choices?.find(({ id }) => id === choice)?.label ?? choice
  }
  return { titleOf, answerOf }
}
