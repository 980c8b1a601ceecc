/**
 * To a target's session, begun where it is not yet: it is kept in this browser and put in front in
 * the side panel of this window, where there is one.
 */
import { useState } from 'react'
import { browser } from 'wxt/browser'
import type { BatchTarget } from '#shared/maintenance/batch.ts'
import { StartTarget } from '#shared/maintenance/contract.ts'
import { ask } from '../../bridge/send.ts'
import { fetchRecord } from '../../client/fetch-record.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { useChange, usePage } from '../page-context.ts'

export type Shown = 'in the panel' | 'no panel' | 'not read'

export function useWorkOn(batchId: string, db: LocalStore) {
  const { around } = usePage()
  const start = useChange(StartTarget)
  const [shown, setShown] = useState<{ position: number; how: Shown }>()
  const workOn = async ({ position }: BatchTarget) => {
    const begun = await start.mutateAsync({ batchId, position }).catch(() => undefined)
    if (!begun) return
    const { sessionId } = begun
    const { id: windowId } = await browser.windows.getCurrent()
    if (!(await fetchRecord(db, around.client, sessionId))) {
      return setShown({ position, how: 'not read' })
    }
    const answered = await ask('workOn', { windowId: windowId ?? 0, sessionId })
    setShown({ position, how: answered.ok ? 'in the panel' : 'no panel' })
  }
  return {
    workOn,
    shown,
    busyAt: start.isPending ? start.variables?.position : undefined,
    error: start.error,
  }
}
