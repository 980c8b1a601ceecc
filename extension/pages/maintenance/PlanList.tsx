/** Every maintenance plan: what is due next foremost; batches that are under way above them. */
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, Plus } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { ListMaintenancePlans } from '#shared/maintenance/contract.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { Unsaved } from '../Unsaved.tsx'
import { ActiveBatches } from './ActiveBatches.tsx'
import { listKept } from './kept-plans.ts'
import { PlanCard } from './PlanCard.tsx'
import { PlanDialog } from './PlanDialog.tsx'

export function PlanList({ db }: { db: LocalStore }) {
  const mayPlan = useMay('authorFlows')
  const asked = useAsk(ListMaintenancePlans, {}, { everyMs: 60_000 })
  const kept = useQuery({ queryKey: ['kept plans', db.name], queryFn: () => listKept(db) })
  const [opened, setOpened] = useState<string | null>(null)
  const close = () => {
    setOpened(null)
    void kept.refetch()
  }
  const newOne = mayPlan && (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpened(v7())}
    >
      New plan
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-large font-semibold">Maintenance</h1>
          <p className="text-muted">
            What is looked after again and again: by which flow, on which targets, and when. Each
            batch begins by itself when it is due.
          </p>
        </div>
        {newOne}
      </div>
      <ActiveBatches />
      {mayPlan && (
        <Unsaved
          things={(kept.data ?? []).map(({ id, kept: { form, basedOn } }) => ({
            ...{ id, name: form.name, isChange: basedOn > 0 },
          }))}
          onOpen={setOpened}
        />
      )}
      <Asked of={asked} label="Reading the plans">
        {({ plans }) =>
          plans.length === 0 ? (
            <Empty icon={<CalendarCheck />} title="Nothing is planned yet" action={newOne}>
              Plan the monthly check of a client’s servers, and its batches begin by themselves.
            </Empty>
          ) : (
            <ul className="flex flex-col gap-2">
              {plans.map((plan) => (
                <li key={plan.id}>
                  <PlanCard plan={plan} onChange={() => setOpened(plan.id)} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {opened && (
        <PlanDialog
          key={opened}
          planId={opened}
          plan={asked.data?.plans.find(({ id }) => id === opened)}
          db={db}
          onClose={close}
        />
      )}
    </div>
  )
}
