/**
 * One change that a reviewer accepts or leaves: several edits of a flow that only make sense
 * together, and the changes that must be accepted before it.
 *
 * A flow that `checkFlow` finds whole is whole after any of them that `acceptEdits` lets through.
 */
import { applyEdits, type Edited } from '../flow/edit/apply-edit.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import type { FlowContent } from '../flow/flow.ts'

export interface ProposedEdit {
  id: string
  /**
   * What it adds: an answer with its branch, an answer that leads to a step which is there, or a step
   * in a way that is there. Or that it takes out what follows an answer.
   */
  kind: 'branch' | 'answer' | 'step' | 'retire'
  /** The step of one's own that it was made of, by key; of what is taken out, where it hangs. */
  key: string
  edits: readonly FlowEdit[]
  /** Ids of changes that it builds on. */
  needs: readonly string[]
}

/** These and all that they build on. */
export function withNeeded(
  proposed: readonly Pick<ProposedEdit, 'id' | 'needs'>[],
  ids: ReadonlySet<string>,
): Set<string> {
  const needed = new Set(ids)
  // each builds on earlier ones alone
  for (const edit of proposed.toReversed()) {
    if (needed.has(edit.id)) for (const id of edit.needs) needed.add(id)
  }
  return needed
}

/** The flow with the accepted ones, in the order in which they were proposed. */
export function acceptEdits(
  flow: FlowContent,
  proposed: readonly Pick<ProposedEdit, 'id' | 'needs' | 'edits'>[],
  ids: ReadonlySet<string>,
): Edited {
  const accepted = proposed.filter(({ id }) => ids.has(id))
  const lacking = accepted.some(({ needs }) => needs.some((id) => !ids.has(id)))
  if (lacking) {
    const message = 'One of these builds on a change that is left out. Accept that one too.'
    return { ok: false, refusal: { code: 'does_not_fit', message } }
  }
  return applyEdits(
    flow,
    accepted.flatMap(({ edits }) => edits),
  )
}
