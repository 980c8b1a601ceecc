/** A step is called otherwise; where the record says what it was called, it goes on to do so. */
import type { FlowNode } from '../flow.ts'
import type { FlowEdit } from './flow-edit.ts'

export const entitle = (node: FlowNode, title: string): FlowEdit[] => [
  { type: 'changeNode', node: node.id, fields: { title } },
  ...inRecord(node, title),
]

function inRecord(node: FlowNode, title: string): FlowEdit[] {
  if (!('choices' in node)) return []
  return node.choices.flatMap((choice): FlowEdit[] =>
    choice.says?.text === node.title
      ? [
          {
            ...{ type: 'putChoice', node: node.id },
            choice: { ...choice, says: { ...choice.says, text: title } },
          },
        ]
      : [],
  )
}
