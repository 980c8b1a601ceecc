/** What the same target has shown at this step the last time, to hold what is found now against it. */
import { lastTimeAt } from '#shared/session/last-time-at.ts'
import type { Place } from '#shared/session/place.ts'
import type { Session } from '#shared/session/session.ts'
import { Aside } from '../../ui/Aside.tsx'
import { dayAndYear } from '../../ui/time-words.ts'

export function LastTime({ session, at }: { session: Session; at: Place }) {
  const last = lastTimeAt(session, at)
  if (!last) return null
  return (
    <Aside title={`Last time, ${dayAndYear(last.at)}`}>
      <dl className="flex flex-col gap-0.5 text-small">
        {last.values.map(({ label, value }) => (
          <div key={label} className="flex flex-wrap gap-x-1.5">
            <dt className="text-faint">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
        {last.text && (
          <div className="flex flex-wrap gap-x-1.5">
            <dt className="text-faint">Out of the ordinary</dt>
            <dd className="min-w-0 break-words">{last.text}</dd>
          </div>
        )}
      </dl>
    </Aside>
  )
}
