/** Checks that can wait, each with why it stands there; one may be done first. */
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import type { CheckView } from './lane-view.ts'

export function FurtherChecks({
  checks,
  onPick,
}: {
  checks: readonly CheckView[]
  onPick: (checkId: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  if (checks.length === 0) return null
  return (
    <Fold
      title={checks.length === 1 ? 'One further check' : `${checks.length} further checks`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <ol className="flex flex-col">
        {checks.map(({ check, reason }) => (
          <li
            key={check.id}
            className="flex flex-col gap-1 border-t border-line py-2 first:border-0 first:pt-0"
          >
            <p className="font-medium break-words">{check.title}</p>
            <p className="text-small break-words text-muted">{reason}</p>
            <div className="flex items-center gap-1.5">
              <SafetyMark safety={check.safety} />
              <span className="flex-1 text-fine text-faint">{check.minutes} min</span>
              <Button size="small" look="quiet" onClick={() => onPick(check.id)}>
                Do this first
              </Button>
            </div>
          </li>
        ))}
      </ol>
    </Fold>
  )
}
