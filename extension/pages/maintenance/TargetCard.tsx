/** A target of a batch: how far it is, who is on it, and the one thing to do with it next. */
import { Circle, CircleDot, CircleSlash } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { BatchTarget } from '#shared/maintenance/batch.ts'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
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
  onLeaveOut,
}: {
  target: BatchTarget
  /** What has come of the wish to work on it. */
  shown: Shown | undefined
  isBusy: boolean
  onWork: () => void
  onLeaveOut: (reason: string) => Promise<unknown>
}) {
  const { account } = usePage()
  const [isLeaving, setLeaving] = useState(false)
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
          {target.leftOut && (
            <span className="min-w-0 break-words">
              {target.leftOut.reason}, {target.leftOut.by}
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
      {state === 'not_started' && mayWork && !isLeaving && (
        <Button look="quiet" aria-label={`Leave out: ${name}`} onClick={() => setLeaving(true)}>
          Leave out
        </Button>
      )}
      {state === 'complete' || (state === 'in_progress' && !mayWork) ? (
        <a
          href={`/sessions.html#${sessionId}`}
          aria-label={`View ${name}`}
          className="inline-flex h-8 items-center rounded-md border border-line bg-raised px-3 font-medium hover:bg-hover"
        >
          View
        </a>
      ) : (
        mayWork &&
        state !== 'left_out' && (
          <Button aria-label={`${begin}: ${name}`} isBusy={isBusy} onClick={onWork}>
            {begin}
          </Button>
        )
      )}
      {isLeaving && state === 'not_started' && (
        <WhyLeftOut name={name} onSay={onLeaveOut} onClose={() => setLeaving(false)} />
      )}
    </li>
  )
}

function WhyLeftOut({
  name,
  onSay,
  onClose,
}: {
  name: string
  onSay: (reason: string) => Promise<unknown>
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!reason.trim() || isBusy) return
    setBusy(true)
    await onSay(reason.trim())
    setBusy(false)
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
      className="flex w-full flex-wrap items-end gap-2"
    >
      <div className="min-w-0 flex-1 basis-52">
        <TextField
          label={`Why is ${name} left out?`}
          value={reason}
          maxLength={400}
          placeholder="Retired in spring"
          autoFocus
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <Button type="submit" isBusy={isBusy} why={reason.trim() ? undefined : 'Say why first.'}>
        Leave it out
      </Button>
      <Button look="quiet" onClick={onClose}>
        Keep it
      </Button>
    </form>
  )
}

function State({ target: { state, outcome } }: { target: BatchTarget }) {
  if (state === 'left_out') return <Badge icon={<CircleSlash aria-hidden />}>Left out</Badge>
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
