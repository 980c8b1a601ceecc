/** A value that a text names is asked for when one comes to it. */
import type { FlowNode, FlowVariable } from '../flow.ts'
import { labelOf, namedAt } from '../variables.ts'

const MOST_VALUES = 40

export const valuesIn = (nodes: readonly FlowNode[]): FlowVariable[] =>
  [...new Set(nodes.flatMap(namedAt))]
    .slice(0, MOST_VALUES)
    .map((name) => ({ name, label: labelOf(name), keep: 'session' }))
