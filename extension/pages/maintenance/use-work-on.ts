/**
 * To a target's session, begun where it is not yet: it is kept in this browser and put in front in
 * the side panel of this window, where there is one.
 */
import { useState } from 'react'
import type { BatchTarget } from '#shared/maintenance/batch.ts'
import { StartTarget } from '#shared/maintenance/contract.ts'
import { askToWorkOn } from '../../bridge/work-on.ts'
import { bringRecord } from '../../client/bring-record.ts'
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
    if (!(await bringRecord(db, around.client, sessionId))) {
      return setShown({ position, how: 'not read' })
    }
    setShown({ position, how: (await askToWorkOn(sessionId)) ? 'in the panel' : 'no panel' })
  }
  return {
    workOn,
    shown,
    busyAt: start.isPending ? start.variables?.position : undefined,
    error: start.error,
  }
}
