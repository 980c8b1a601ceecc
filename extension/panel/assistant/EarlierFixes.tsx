/** Fixes that are no longer on the table, and why: superseded, dismissed, tried without success. */
import { useState } from 'react'
import type { Fix } from '#shared/session/lane.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useNow } from '../PanelContext.tsx'

export function EarlierFixes({ fixes }: { fixes: readonly Fix[] }) {
  const [isOpen, setOpen] = useState(false)
  const now = useNow(60_000)
  if (fixes.length === 0) return null
  return (
    <Fold
      title={fixes.length === 1 ? 'One earlier fix' : `${fixes.length} earlier fixes`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <ul className="flex flex-col">
        {fixes.map((fix) => (
          <li
            key={fix.id}
            className="flex flex-col gap-0.5 border-t border-line py-1.5 first:border-0 first:pt-0"
          >
            <p className="flex items-start gap-2">
              <span className="min-w-0 flex-1 break-words">{fix.title}</span>
              <Badge>{endOf(fix)}</Badge>
            </p>
            <p className="text-fine text-faint">
              suggested at {whenAt(fix.at, now)}
              {fix.supersededAt && `, off the table at ${whenAt(fix.supersededAt, now)}`}
            </p>
            {fix.tried && <p className="text-small break-words text-muted">{fix.tried.text}</p>}
          </li>
        ))}
      </ul>
    </Fold>
  )
}

function endOf({ tried, decision }: Fix): string {
  if (tried) {
    return { worked: 'Worked', partly: 'Partly', failed: 'Did not help' }[tried.outcome]
  }
  return decision === 'dismissed' ? 'Dismissed' : 'Superseded'
}
