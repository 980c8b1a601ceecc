/** Leads to what a notice is about, from the bell and from what the browser shows. */
import type { Notice } from '#shared/notice/notice.ts'
import { mayDo } from '#shared/person/rights.ts'
import { lookAtWork } from '../look-at-work.ts'
import type { PanelStore } from '../panel-store.ts'

/** It is read by being opened. */
export function openNotice(store: PanelStore, { id, opens, readAt }: Notice): void {
  const { world } = store.getState()
  if (!world) return
  if (readAt === null) void world.news.read([id])
  const { handoffId, proposalId, sessionId } = opens
  if (handoffId) store.openHandoff(handoffId)
  else if (proposalId && mayDo(world.account.person, 'reviewProposals')) {
    store.openProposals(proposalId)
  } else if (sessionId) void lookAtWork(store, sessionId)
}
