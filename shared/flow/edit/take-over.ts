/**
 * Takes edits made elsewhere into a flow, as far as they still fit: what others have published
 * since a draft was begun, what has changed in the original of a fork.
 *
 * What fits is done, each on its own; what does not is told, and a person decides about it.
 */
import type { FlowContent } from '../flow.ts'
import { applyEdit, type EditRefusal } from './apply-edit.ts'
import type { FlowEdit } from './flow-edit.ts'

export interface TakenOver {
  flow: FlowContent
  leftOut: { edit: FlowEdit; refusal: EditRefusal }[]
}

export function takeOver(flow: FlowContent, edits: readonly FlowEdit[]): TakenOver {
  const leftOut: TakenOver['leftOut'] = []
  let now = flow
  for (const edit of edits) {
    const next = applyEdit(now, edit)
    if (next.ok) now = next.flow
    else leftOut.push({ edit, refusal: next.refusal })
  }
  return { flow: now, leftOut }
}
