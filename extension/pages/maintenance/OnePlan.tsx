/** One plan: when it is due, what is looked after, its batches, and the way to take it away. */
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import {
  ListMaintenancePlans,
  type MaintenancePlan,
  RemoveMaintenancePlan,
} from '#shared/maintenance/contract.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useChange, useMay } from '../page-context.ts'
import { ActiveBatches } from './ActiveBatches.tsx'
import { BatchHistory } from './BatchHistory.tsx'
import { forget } from './kept-plans.ts'
import { NextDue, PlanActs } from './PlanCard.tsx'
import { PlanDialog } from './PlanDialog.tsx'

export function OnePlan({ planId, db }: { planId: string; db: LocalStore }) {
  const asked = useAsk(ListMaintenancePlans, {})
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-col gap-4">
      <a
        href="#all"
        className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        All plans
      </a>
      <Asked of={asked} label="Reading the plan">
        {({ plans }) => {
          const plan = plans.find(({ id }) => id === planId)
          if (plan) return <Whole plan={plan} db={db} onChange={() => setOpen(true)} />
          return <Notice>This plan is not there any more. Its batches are kept.</Notice>
        }}
      </Asked>
      <BatchHistory of={{ planId }} />
      {isOpen && (
        <PlanDialog
          planId={planId}
          plan={asked.data?.plans.find(({ id }) => id === planId)}
          db={db}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

function Whole({
  plan,
  db,
  onChange,
}: {
  plan: MaintenancePlan
  db: LocalStore
  onChange: () => void
}) {
  const mayPlan = useMay('authorFlows')
  return (
    <>
      <header className="flex flex-wrap items-start gap-3">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
          <h1 className="text-large font-semibold break-words">{plan.name}</h1>
          <p className="text-muted">
            {plan.client}, by{' '}
            <a href={`/flows.html#${plan.flowId}`} className="underline hover:text-ink">
              {plan.flowName || 'a flow that is gone'}
            </a>
          </p>
          <NextDue plan={plan} />
        </div>
        <PlanActs plan={plan} onChange={onChange} />
      </header>
      <ActiveBatches of={{ planId: plan.id }} />
      <section aria-labelledby="targets" className="flex flex-col gap-2">
        <h2 id="targets" className="text-body font-semibold">
          {plan.targets.length === 1 ? '1 target' : `${plan.targets.length} targets`}
        </h2>
        <ul className="grid gap-x-4 gap-y-1 wide:grid-cols-2">
          {plan.targets.map(({ name, detail }) => (
            <li key={name} className="min-w-0 truncate">
              {name} {detail && <span className="text-small text-muted">{detail}</span>}
            </li>
          ))}
        </ul>
      </section>
      {mayPlan && <TakeAway plan={plan} db={db} />}
    </>
  )
}

function TakeAway({ plan, db }: { plan: MaintenancePlan; db: LocalStore }) {
  const remove = useChange(RemoveMaintenancePlan)
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) {
    return (
      <Button look="quiet" className="self-start" onClick={() => setAsked(true)}>
        Take this plan away
      </Button>
    )
  }
  return (
    <Notice
      tone="amber"
      title={`Take “${plan.name}” away?`}
      actions={
        <>
          <Button
            size="small"
            look="danger"
            isBusy={remove.isPending}
            onClick={() =>
              remove.mutateAsync({ planId: plan.id }).then(
                async () => {
                  await forget(db, plan.id)
                  location.assign('#all')
                },
                () => undefined,
              )
            }
          >
            Take it away
          </Button>
          <Button size="small" onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </>
      }
    >
      Nothing is due any more. Batches that have begun go on, and all of them are kept.
      {remove.error && ` ${remove.error.message}`}
    </Notice>
  )
}
