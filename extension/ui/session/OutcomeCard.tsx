/** A finished session in short: how it ended, by sign, word and colour; time, cause, next steps. */
import {
  BadgeCheck,
  CircleHelp,
  CornerUpRight,
  ListChecks,
  PhoneOff,
  RotateCcw,
  ShieldAlert,
  Store,
  ThumbsDown,
  Wrench,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tellValidation } from '#shared/note/tell-validation.ts'
import { CAUSE_WORDS, OUTCOME_WORDS } from '#shared/note/wording.ts'
import type { SessionOutcome } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import { Button } from '../Button.tsx'
import { Composer } from '../Composer.tsx'
import { span } from '../time-words.ts'

type Look = { tone: 'good' | 'amber' | 'bad' | 'plain'; Icon: typeof BadgeCheck }

export const OUTCOME_LOOKS: Readonly<Record<SessionOutcome, Look>> = {
  resolved: { tone: 'good', Icon: BadgeCheck },
  done: { tone: 'good', Icon: ListChecks },
  workaround: { tone: 'amber', Icon: Wrench },
  escalate: { tone: 'amber', Icon: CornerUpRight },
  vendor: { tone: 'amber', Icon: Store },
  not_reproduced: { tone: 'plain', Icon: CircleHelp },
  security: { tone: 'bad', Icon: ShieldAlert },
  no_contact: { tone: 'plain', Icon: PhoneOff },
  refused: { tone: 'plain', Icon: ThumbsDown },
}
const EDGES = {
  good: 'border-good-line',
  amber: 'border-amber-line',
  bad: 'border-bad-line',
  plain: 'border-line-strong',
}
const INKS = {
  good: 'text-good-ink',
  amber: 'text-amber-ink',
  bad: 'text-bad-ink',
  plain: 'text-ink',
}

const REOPEN = {
  act: 'Reopen',
  ask: 'Why is it opened again?',
  example: 'The same error came back after a restart',
}

export function OutcomeCard({
  session,
  main,
  secondary,
  onReopen,
  reopen = REOPEN,
}: {
  session: Session
  main: ReactNode
  secondary?: ReactNode
  onReopen?: (reason: string) => void
  /** In which words that is offered and asked. */
  reopen?: { act: string; ask: string; example: string }
}) {
  const [reason, setReason] = useState<string | null>(null)
  const { outcome } = session
  if (!outcome) return null
  const { tone, Icon } = OUTCOME_LOOKS[outcome.outcome]
  return (
    <section
      aria-labelledby="outcome-title"
      className={`flex animate-appear flex-col gap-3 rounded-lg border bg-surface p-3 ${EDGES[tone]}`}
    >
      <header className={`flex items-center gap-2 ${INKS[tone]}`}>
        <Icon aria-hidden="true" className="size-5" />
        <h2 id="outcome-title" className="flex-1 text-title font-semibold">
          {OUTCOME_WORDS[outcome.outcome]}
        </h2>
        <span className="text-small text-muted">{span(minutesWorked(session))} h worked</span>
      </header>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-small">
        {/* Of a list that is done nothing was broken. */}
        {outcome.outcome !== 'done' && (
          <Row name="Cause">
            <span className="inline-block first-letter:uppercase">
              {CAUSE_WORDS[outcome.cause.status]}
            </span>
            {outcome.cause.text && `: ${outcome.cause.text}`}
          </Row>
        )}
        <Row name="Verified">
          {outcome.verification.by === 'nobody'
            ? 'Not verified'
            : `${outcome.verification.by === 'user' ? 'With the user' : 'By the technician'}${outcome.verification.text ? `: ${outcome.verification.text}` : ''}`}
        </Row>
        {outcome.told && <Row name="Told">{outcome.told}</Row>}
        {outcome.nextSteps.length > 0 && (
          <Row name="Next">
            <ul>
              {outcome.nextSteps.map((step) => (
                <li key={step.text}>
                  {step.text}
                  <span className="text-faint">
                    {step.owner && ` · ${step.owner}`}
                    {step.due && ` · ${step.due}`}
                  </span>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {outcome.remark && <Row name="Remark">{outcome.remark}</Row>}
        {tellValidation(session).map((text) => (
          <Row key={text} name="Validated">
            <span className="inline-block first-letter:uppercase">{text}</span>
          </Row>
        ))}
      </dl>
      {reason !== null && onReopen ? (
        <Composer
          title={reopen.act}
          label={reopen.ask}
          placeholder={reopen.example}
          submit="Reopen"
          maxLength={280}
          text={reason}
          onType={setReason}
          onCancel={() => setReason(null)}
          onSubmit={onReopen}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          {main}
          {onReopen && (
            <Button
              look="quiet"
              icon={<RotateCcw aria-hidden="true" className="size-3.5" />}
              onClick={() => setReason('')}
            >
              {reopen.act}
            </Button>
          )}
        </div>
      )}
      {secondary}
    </section>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
