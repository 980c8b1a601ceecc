/** What is suspected, with how likely it is after what was checked: number and words beside each bar. */
import type { Evidence } from '#shared/session/lane-event.ts'
import { EvidenceChips } from './EvidenceChips.tsx'
import type { CauseView } from './lane-view.ts'
import type { ToldEvidence } from './tell-evidence.ts'

export function Causes({
  causes,
  tell,
}: {
  causes: readonly CauseView[]
  tell: (id: Evidence) => ToldEvidence
}) {
  if (causes.length === 0) return null
  return (
    <section
      aria-labelledby="causes-title"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <h2 id="causes-title" className="text-small font-medium text-muted">
        What it may be
      </h2>
      <ul className="flex flex-col gap-2.5">
        {causes.map(({ key, cause, probability, hypothesis }) => {
          const percent = Math.round(probability * 100)
          return (
            <li key={key ?? ''} className="flex flex-col gap-1">
              <div className="flex items-baseline gap-2">
                <span
                  className={`min-w-0 flex-1 break-words ${key === null ? 'text-muted' : 'font-medium'}`}
                >
                  {cause}
                </span>
                <span className="shrink-0 text-small text-muted tabular-nums">
                  {wordOf(probability)}, {percent} %
                </span>
              </div>
              <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
                <div
                  className={`h-full rounded-full transition-[width] duration-300 ${key === null ? 'bg-line-strong' : 'bg-accent'}`}
                  style={{ width: `${Math.max(percent, 1)}%` }}
                />
              </div>
              {hypothesis && (
                <div className="flex flex-wrap gap-x-3 gap-y-1 empty:hidden">
                  <EvidenceChips title="for" ids={hypothesis.for} tell={tell} />
                  <EvidenceChips title="against" ids={hypothesis.against} tell={tell} />
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const wordOf = (probability: number): string =>
  probability >= 0.8
    ? 'very likely'
    : probability >= 0.5
      ? 'likely'
      : probability >= 0.15
        ? 'possible'
        : 'unlikely'
