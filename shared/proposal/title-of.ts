/** What a proposal adds, in one line: the titles of its new steps and answers. */
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import { cutText } from '../text/cut-text.ts'
import type { ProposedEdit } from './proposed-edit.ts'

const LONGEST = 160

export function titleOf(edits: readonly Pick<ProposedEdit, 'edits'>[]): string {
  const titles = edits.flatMap(({ edits: [first] }) => (first ? addedBy(first) : []))
  const [first = '', ...others] = titles
  if (others.length === 0) return cutText(first, LONGEST)
  const more = others.length === 1 ? '1 more step' : `${others.length} more steps`
  return `${cutText(first, LONGEST - 20)}, and ${more}`
}

function addedBy(edit: FlowEdit): string[] {
  if (edit.type === 'putChoice') return [edit.choice.label]
  return edit.type === 'addNode' || edit.type === 'insertOnEdge' ? [edit.node.title] : []
}
