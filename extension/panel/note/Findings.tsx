/** What the checks found: what blocks first, each with what one click does about it. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { CHECKS, type Finding } from '#shared/note/finding.ts'
import { Button } from '../../ui/Button.tsx'

const LOOKS = {
  block: { Icon: CircleAlert, ink: 'text-bad-ink', word: 'Stops the note' },
  warn: { Icon: TriangleAlert, ink: 'text-amber-ink', word: 'Look at it' },
  hint: { Icon: Info, ink: 'text-muted', word: 'Hint' },
} as const

const SHOWN = 3

export function Findings({
  findings,
  onRepair,
  onOverride,
}: {
  findings: readonly Finding[]
  onRepair: (finding: Finding) => void
  onOverride: (finding: Finding) => void
}) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? findings : findings.slice(0, SHOWN)
  // There before the first finding comes, or that one would not be read out.
  if (findings.length === 0) {
    return <section aria-label="Checks" aria-live="polite" className="sr-only" />
  }
  return (
    <section aria-label="Checks" aria-live="polite" className="flex flex-col gap-1.5">
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
        {shown.map((finding) => (
          <li
            key={keyOf(finding)}
            data-check={finding.check}
            className="flex flex-col gap-1.5 px-2.5 py-2"
          >
            <p className="flex gap-2 text-small">
              <Mark severity={finding.severity} />
              <span className="min-w-0 flex-1 break-words">
                {isSaid(finding) || (
                  <span className="line-clamp-2 font-medium">“{finding.found}”</span>
                )}
                {finding.message}
              </span>
            </p>
            <div className="flex flex-wrap gap-1.5 pl-6">
              {finding.repair.kind === 'tell' && (
                <p className="text-small text-muted">{finding.repair.label}</p>
              )}
              {finding.repair.kind !== 'confirm' && finding.repair.kind !== 'tell' && (
                <Button size="small" onClick={() => onRepair(finding)}>
                  {finding.repair.label}
                </Button>
              )}
              {(finding.repair.kind === 'confirm' ||
                (finding.severity === 'block' && CHECKS[finding.check].canOverride)) && (
                <Button
                  size="small"
                  look={finding.repair.kind === 'confirm' ? 'secondary' : 'quiet'}
                  onClick={() => onOverride(finding)}
                >
                  {finding.repair.kind === 'confirm'
                    ? finding.repair.label
                    : 'Write it all the same'}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {findings.length > SHOWN && (
        <Button size="small" look="quiet" className="self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Fewer' : `${findings.length - SHOWN} more`}
        </Button>
      )}
    </section>
  )
}

const keyOf = ({ check, at, message, repair }: Finding): string =>
  `${check} ${at?.start ?? 'all'} ${message} ${'statementId' in repair ? repair.statementId : ''}`

/** Whether the message tells which words it is about, where it is about words. */
const isSaid = ({ at, message, found, repair }: Finding): boolean =>
  at === null || repair.kind === 'replace' || message.includes(found)

function Mark({ severity }: { severity: Finding['severity'] }) {
  const { Icon, ink, word } = LOOKS[severity]
  return <Icon aria-label={word} className={`mt-px size-4 shrink-0 ${ink}`} />
}
