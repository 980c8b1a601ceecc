/** On the page of a maintenance flow: what is under way, what is planned by it, and its batches. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { ListMaintenancePlans } from '#shared/maintenance/contract.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { ActiveBatches } from './ActiveBatches.tsx'
import { BatchHistory } from './BatchHistory.tsx'
import { PlanCard } from './PlanCard.tsx'
import { PlanDialog } from './PlanDialog.tsx'

export function MaintenanceOf({ flowId, db }: { flowId: string; db: LocalStore }) {
  const mayPlan = useMay('authorFlows')
  const asked = useAsk(ListMaintenancePlans, { flowId })
  const [opened, setOpened] = useState<string | null>(null)
  return (
    <>
      <ActiveBatches of={{ flowId }} />
      <section aria-labelledby="plans" className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h2 id="plans" className="flex-1 text-body font-semibold">
            Plans
          </h2>
          {mayPlan && (
            <Button
              size="small"
              icon={<Plus aria-hidden className="size-3.5" />}
              onClick={() => setOpened(v7())}
            >
              Plan it
            </Button>
          )}
        </div>
        <Asked of={asked} label="Reading the plans">
          {({ plans }) =>
            plans.length === 0 ? (
              <p className="text-small text-muted">Nothing is planned by this flow yet.</p>
            ) : (
              <ul className="flex flex-col gap-2">
                {plans.map((plan) => (
                  <li key={plan.id}>
                    <PlanCard plan={plan} onChange={() => setOpened(plan.id)} Title="h3" />
                  </li>
                ))}
              </ul>
            )
          }
        </Asked>
      </section>
      <BatchHistory of={{ flowId }} />
      {opened && (
        <PlanDialog
          key={opened}
          planId={opened}
          plan={asked.data?.plans.find(({ id }) => id === opened)}
          flowId={flowId}
          db={db}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}
