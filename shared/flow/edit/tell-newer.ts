/**
 * What a newer version of a flow says otherwise, for somebody who goes on with an older one: where
 * steps stand in the drawing and who looks after the flow is nothing to them.
 */
import type { FlowContent } from '../flow.ts'
import { diffFlows } from './diff-flows.ts'
import type { FlowEdit } from './flow-edit.ts'
import { tellEdits } from './tell-edits.ts'

export const tellNewer = (older: FlowContent, newer: FlowContent): string[] =>
  tellEdits(diffFlows(older, newer).flatMap(whatMatters), older, newer)

const OF_THE_LIBRARY: ReadonlySet<string> = new Set([
  ...['owner', 'reviewBy', 'changeReason', 'fork', 'tags', 'words', 'category', 'slug'],
])

function whatMatters(edit: FlowEdit): FlowEdit[] {
  if (edit.type === 'moveNodes' || edit.type === 'reorder') return []
  if (edit.type !== 'setFlow') return [edit]
  const said = Object.entries(edit.fields).filter(([name]) => !OF_THE_LIBRARY.has(name))
  // some of its fields
  return said.length > 0 ? [{ ...edit, fields: Object.fromEntries(said) }] : []
}
