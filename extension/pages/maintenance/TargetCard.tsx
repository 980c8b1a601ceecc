/** A target of a batch: how far it is, who is on it, and the one thing to do with it next. */
import { Circle, CircleDot } from 'lucide-react'
import type { BatchTarget } from '#shared/maintenance/batch.ts'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { OUTCOME_LOOKS } from '../../ui/session/OutcomeCard.tsx'
import { since } from '../../ui/time-words.ts'
import { useMay, usePage } from '../page-context.ts'
import type { Shown } from './use-work-on.ts'

const TOLD: Record<Shown, string> = {
  'in the panel': 'It stands in the side panel now.',
  'no panel': 'Open the side panel: it is there among your open sessions.',
  'not read': 'It has begun, but could not be read. Press it again.',
}

export function TargetCard({
  target,
  shown,
  isBusy,
  onWork,
}: {
  target: BatchTarget
  /** What has come of the wish to work on it. */
  shown: Shown | undefined
  isBusy: boolean
  onWork: () => void
}) {
  const { account } = usePage()
  const mayWork = useMay('workOnSessions')
  const { name, detail, state, settled, steps, sessionId, ownerId, ownerName, lastAt } = target
  const isOwn = ownerId === account?.person.id
  const begin = state === 'not_started' ? 'Start' : isOwn ? 'Resume' : 'Look at it'
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface p-3">
      <div className="flex min-w-0 flex-1 basis-52 flex-col gap-1">
        <h2 className="font-medium break-words">
          {name} {detail && <span className="text-small font-normal text-muted">{detail}</span>}
        </h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-muted">
          <State target={target} />
          {state === 'in_progress' && (
            <span className="tabular-nums">
              {settled} of {steps}
            </span>
          )}
          {ownerName && <span>{ownerName}</span>}
          {lastAt && <span>{since(lastAt, Date.now())}</span>}
        </p>
        {shown && state === 'in_progress' && (
          <p role="status" className="text-small text-accent-ink">
            {TOLD[shown]}
          </p>
        )}
      </div>
      {state === 'complete' ? (
        <a
          href={`/sessions.html#${sessionId}`}
          aria-label={`View ${name}`}
          className="inline-flex h-8 items-center rounded-md border border-line bg-raised px-3 font-medium hover:bg-hover"
        >
          View
        </a>
      ) : (
        mayWork && (
          <Button aria-label={`${begin}: ${name}`} isBusy={isBusy} onClick={onWork}>
            {begin}
          </Button>
        )
      )}
    </li>
  )
}

function State({ target: { state, outcome } }: { target: BatchTarget }) {
  if (state === 'not_started') return <Badge icon={<Circle aria-hidden />}>Not started</Badge>
  if (state === 'in_progress') {
    return (
      <Badge tone="amber" icon={<CircleDot aria-hidden />}>
        In progress
      </Badge>
    )
  }
  if (!outcome) return <Badge>Complete</Badge>
  const { tone, Icon } = OUTCOME_LOOKS[outcome]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {OUTCOME_WORDS[outcome]}
    </Badge>
  )
}
