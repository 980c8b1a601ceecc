/**
 * What is written in a draft goes on as a new one, once the draft itself is not there any more: a
 * colleague has published or dropped it, or one typed on while one's own publishing was on its way.
 */
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import type { DraftOf } from '#shared/flow/drafts.ts'
import { takeOver } from '#shared/flow/edit/take-over.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { Answer } from '../../../client/trouble.ts'
import type { Client } from '../../../client.ts'
import type { KeptDraft } from './kept-drafts.ts'

interface Gone {
  /** What it was to be the next version of. */
  of: DraftOf | null
  /** What mine and the newest both come from, as far as known. */
  base: FlowContent | null
  /** The flow as it is published now; none where it never was, or was taken out. */
  newest: Flow | null
}

/** The draft it goes on as: of the newest version, with what that has and mine has not changed. */
export function asNewDraft(mine: FlowContent, { of, base, newest }: Gone): KeptDraft {
  const begun = { basedOn: 0, saved: null }
  if (!newest) return { ...begun, of: null, content: mine }
  const now = { flowId: newest.id, version: newest.version }
  // Of an older version, the newer one is shown beside it when it is opened, and taken in there.
  if (!base) return { ...begun, of: of ?? now, content: mine }
  const { flow, leftOut } = takeOver(mine, base, newest.content)
  return {
    ...{ ...begun, of: now, content: flow },
    leftOut: tellEdits(leftOut, base, newest.content),
  }
}

/** The flow as it is published now, or none. */
export async function readNewest(
  client: Pick<Client, 'ask'>,
  flowId: string,
): Promise<Answer<Flow | null>> {
  const listed = await client.ask(ListFlows, {})
  if (!listed.ok) return listed
  const found = listed.value.flows.find(({ id }) => id === flowId)
  return found ? client.ask(GetFlowVersion, { version: found.version }) : { ok: true, value: null }
}
