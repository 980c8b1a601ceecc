/** What a reviewer may say of a version: what they take of a proposal, in the words they take it in. */
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import type { Proposal } from './contract.ts'
import { labelKey, type Reworded, titleKey } from './reword.ts'
import { titleOf } from './title-of.ts'

export function suggestReason(
  { title, newFlow, changes }: Pick<Proposal, 'title' | 'newFlow' | 'changes'>,
  picked: ReadonlySet<string>,
  said: Reworded,
): string {
  if (newFlow) return title
  const taken = changes.filter(({ id }) => picked.has(id))
  return titleOf(taken.map(({ edits }) => ({ edits: edits.map((edit) => inWords(edit, said)) })))
}

function inWords(edit: FlowEdit, said: Reworded): FlowEdit {
  if (edit.type === 'putChoice') {
    const label = said[labelKey(edit.node, edit.choice.id)]?.trim()
    return label ? { ...edit, choice: { ...edit.choice, label } } : edit
  }
  if (edit.type !== 'addNode' && edit.type !== 'insertOnEdge') return edit
  const title = said[titleKey(edit.node.id)]?.trim()
  return title ? { ...edit, node: { ...edit.node, title } } : edit
}
