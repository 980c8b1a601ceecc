/** A plan in a list: what, for whom, when next, and the two things one does with it. */
import { CalendarClock, CirclePause, Hand, Pencil } from 'lucide-react'
import type { MaintenancePlan } from '#shared/maintenance/contract.ts'
import { tellSchedule } from '#shared/maintenance/schedule.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMay } from '../page-context.ts'
import { BeginNow } from './BeginNow.tsx'
import { momentAt } from './when-words.ts'

export function PlanCard({
  plan,
  onChange,
  Title = 'h2',
}: {
  plan: MaintenancePlan
  onChange: () => void
  Title?: 'h2' | 'h3'
}) {
  return (
    <article className="flex flex-wrap items-start gap-3 rounded-lg border border-line bg-surface p-3">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
        <Title className="font-medium break-words">
          <a href={`/maintenance.html#plan/${plan.id}`} className="hover:underline">
            {plan.name}
          </a>
        </Title>
        <p className="text-small break-words text-muted">
          {plan.client}, {plan.targets.length} {plan.targets.length === 1 ? 'target' : 'targets'}
        </p>
        <NextDue plan={plan} />
        {!plan.flowName && (
          <Badge tone="bad">Its flow is gone, or no maintenance flow: choose another one</Badge>
        )}
      </div>
      <PlanActs plan={plan} onChange={onChange} />
    </article>
  )
}

export function NextDue({ plan: { schedule, nextDue, isPaused } }: { plan: MaintenancePlan }) {
  if (!schedule) return <Badge icon={<Hand aria-hidden />}>Begun by hand</Badge>
  return (
    <div className="flex flex-col items-start gap-1">
      {isPaused || !nextDue ? (
        <Badge tone="amber" icon={<CirclePause aria-hidden />}>
          Paused
        </Badge>
      ) : (
        <Badge tone="accent" icon={<CalendarClock aria-hidden />}>
          Next {momentAt(nextDue, schedule.timeZone)}
        </Badge>
      )}
      <p className="text-small break-words text-muted">{tellSchedule(schedule)}</p>
    </div>
  )
}

export function PlanActs({ plan, onChange }: { plan: MaintenancePlan; onChange: () => void }) {
  const mayPlan = useMay('authorFlows')
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {mayPlan && (
        <Button
          look="quiet"
          aria-label={`Change: ${plan.name}`}
          icon={<Pencil aria-hidden className="size-4" />}
          onClick={onChange}
        >
          Change
        </Button>
      )}
      <BeginNow plan={plan} />
    </div>
  )
}
