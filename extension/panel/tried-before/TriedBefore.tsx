/**
 * What was tried before and did not help, and what did: the last thing on the screen, so that
 * nothing moves when it comes, and nothing at all where nothing is known. Open by itself where the
 * same device or the same symptom of this client was in front; one line otherwise.
 */
import { Ban, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { Likeness, TriedBefore as Tried } from '#shared/tried-before/contract.ts'
import { isStrong } from '#shared/tried-before/rank-tried.ts'
import { Fold } from '../../ui/Fold.tsx'
import { day } from '../../ui/time-words.ts'
import { usePanel } from '../PanelContext.tsx'
import { useTriedBefore } from './use-tried-before.ts'

export default function TriedBefore() {
  const tried = useTriedBefore()
  /** As somebody has left it; by itself until then. */
  const [left, setLeft] = useState<boolean | null>(null)
  if (tried.length === 0) return null
  const not = tried.filter(({ hasHelped }) => !hasHelped)
  const did = tried.filter(({ hasHelped }) => hasHelped)
  return (
    <section aria-label="Tried before">
      <Fold
        title="Tried before"
        aside={[
          not.length > 0 ? `${not.length} did not help` : '',
          did.length > 0 ? `${did.length} helped` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
        isOpen={left ?? tried.some(isStrong)}
        onOpenChange={setLeft}
      >
        <div className="flex flex-col gap-2.5">
          <Part title="Did not help" tried={not} />
          <Part title="Helped" tried={did} />
        </div>
      </Fold>
    </section>
  )
}

function Part({ title, tried }: { title: string; tried: readonly Tried[] }) {
  if (tried.length === 0) return null
  const Icon = title === 'Helped' ? CircleCheck : Ban
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-small font-medium text-muted">{title}</h3>
      <ul className="flex flex-col gap-2">
        {tried.map((one) => (
          <li key={one.text} className="flex items-start gap-1.5 text-small">
            <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-faint" />
            <span className="flex min-w-0 flex-1 flex-col gap-0.5">
              <span className="break-words">{one.text}</span>
              <span className="text-fine text-faint">{tellWhere(one)}</span>
              <Sessions of={one} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const NEAR: Readonly<Record<Likeness, string>> = {
  device: 'Same client and device',
  client_symptom: 'Same client, similar symptom',
  client: 'Same client',
  symptom: 'Another client, similar symptom',
}

const tellWhere = ({ likeness, times }: Tried): string =>
  times === 1 ? NEAR[likeness] : `${NEAR[likeness]}, in ${times} sessions`

function Sessions({ of: { text, sessions } }: { of: Tried }) {
  const { outside } = usePanel()
  return (
    <span className="flex flex-wrap gap-x-2 gap-y-0.5">
      {sessions.map(({ sessionId, at, ticket }) => {
        const says = [ticket, day(at)].filter(Boolean).join(', ')
        return (
          <button
            key={sessionId}
            type="button"
            aria-label={`${says}: open the session in which this was tried: ${text}`}
            onClick={() => outside.openSession(sessionId)}
            className="text-fine text-accent-ink underline underline-offset-2 hover:text-ink"
          >
            {says}
          </button>
        )
      })}
    </span>
  )
}
