/** What would be published of a proposal as it was picked and reworded, and why it cannot be; none where it can. */
import { checkFlow } from '../flow/check-flow.ts'
import { applyEdits } from '../flow/edit/apply-edit.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import type { Proposal } from './contract.ts'
import { acceptEdits } from './proposed-edit.ts'
import { editsOfNew, type Reworded, reword, whyNotSaid, wordsOf } from './reword.ts'

type Proposed = Pick<Proposal, 'changes' | 'base' | 'newFlow'>

/** What is picked, or the whole new flow: its words can be said better. */
export function editsToWord({ newFlow, changes }: Proposed, picked: ReadonlySet<string>) {
  if (newFlow) return editsOfNew(newFlow.content)
  return changes.filter(({ id }) => picked.has(id)).flatMap(({ edits }): FlowEdit[] => edits)
}

export function whyNotPublish(
  proposal: Proposed,
  picked: ReadonlySet<string>,
  said: Reworded,
): string | undefined {
  const { changes, base, newFlow } = proposal
  const was = (newFlow ?? base?.flow)?.content
  if (!was) return 'The flow is no more. Decline the proposal.'
  if (!newFlow && picked.size === 0) return 'Check what is to be published, or decline it.'
  const edits = editsToWord(proposal, picked)
  for (const wording of wordsOf(edits)) {
    const why = whyNotSaid(wording, said[wording.key] ?? wording.text)
    if (why) return why
  }
  const accepted = newFlow ? { ok: true as const, flow: was } : acceptEdits(was, changes, picked)
  if (!accepted.ok) return accepted.refusal.message
  const next = applyEdits(accepted.flow, reword(edits, said))
  if (!next.ok) return next.refusal.message
  // What was wrong before is no reason not to take it.
  const before = new Set(checkFlow(was).map(({ code, at }) => `${code} ${at}`))
  return checkFlow(next.flow).find(({ code, at }) => !before.has(`${code} ${at}`))?.message
}
