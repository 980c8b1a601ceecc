/**
 * Maintenance: all plans, one plan with its batches (`maintenance.html#plan/<id>`), or one batch
 * with its targets (`maintenance.html#batch/<id>`).
 */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneBatch } from './OneBatch.tsx'
import { OnePlan } from './OnePlan.tsx'
import { PlanList } from './PlanList.tsx'

export function MaintenancePage() {
  const { account, db } = usePage()
  const planId = useFragment('plan/')
  const batchId = useFragment('batch/')
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  if (batchId) return <OneBatch key={batchId} batchId={batchId} db={db} />
  return planId ? <OnePlan key={planId} planId={planId} db={db} /> : <PlanList db={db} />
}
