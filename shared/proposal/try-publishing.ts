/**
 * What would be published of a proposal as it was picked and reworded, what in its words looks like
 * a secret, or why it cannot be published.
 */
import { checkFlow } from '../flow/check-flow.ts'
import { applyEdits } from '../flow/edit/apply-edit.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import { secretsInFlow } from '../flow/edit/secrets-in-flow.ts'
import type { FlowContent } from '../flow/flow.ts'
import type { Proposal } from './contract.ts'
import { acceptEdits } from './proposed-edit.ts'
import { editsOfNew, type Reworded, reword, whyNotSaid, wordsOf } from './reword.ts'

type Proposed = Pick<Proposal, 'changes' | 'base' | 'newFlow' | 'isStale'>

export type Tried =
  | {
      ok: true
      flow: FlowContent
      /** What looks like one, and where; a person decides. */
      secrets: readonly string[]
    }
  | { ok: false; why: string }

/** What is picked, or the whole new flow: its words can be said better. */
export function editsToWord({ newFlow, changes }: Proposed, picked: ReadonlySet<string>) {
  if (newFlow) return editsOfNew(newFlow.content)
  return changes.filter(({ id }) => picked.has(id)).flatMap(({ edits }): FlowEdit[] => edits)
}

export function tryPublishing(
  proposal: Proposed,
  picked: ReadonlySet<string>,
  said: Reworded,
): Tried {
  const { changes, base, newFlow, isStale } = proposal
  const was = (newFlow ?? base?.flow)?.content
  if (isStale) return no(NOT_DRAWN)
  if (!was) return no('The flow is no more. Decline the proposal.')
  if (!newFlow && picked.size === 0) return no('Check what is to be published, or decline it.')
  const edits = editsToWord(proposal, picked)
  for (const wording of wordsOf(edits, said)) {
    const why = whyNotSaid(wording, said[wording.key] ?? wording.text)
    if (why) return no(why)
  }
  const accepted = newFlow ? { ok: true as const, flow: was } : acceptEdits(was, changes, picked)
  if (!accepted.ok) return no(accepted.refusal.message)
  const next = applyEdits(accepted.flow, reword(edits, said))
  if (!next.ok) return no(next.refusal.message)
  // Whatever it is of: nothing is published that its checks find fault with.
  const [wrong] = checkFlow(next.flow)
  return wrong
    ? no(wrong.message)
    : { ok: true, flow: next.flow, secrets: newSecrets(proposal, next.flow) }
}

/** Only in what it touches: the rest is published already. */
function newSecrets({ base, newFlow }: Proposed, flow: FlowContent): string[] {
  const known = new Set(newFlow ? [] : base?.flow.content.nodes)
  const nodes = flow.nodes.filter((node) => !known.has(node))
  const found = secretsInFlow({ ...flow, nodes, variables: newFlow ? flow.variables : [] })
  return [...new Set(found.map(({ message }) => message))]
}

const NOT_DRAWN =
  'The flow has changed since, and this could not be drawn against it as it is now. Decline it, or open it again later.'

const no = (why: string): Tried => ({ ok: false, why })
