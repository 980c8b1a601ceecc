/** What something rests on, as short names; pointing at one or focusing it shows its words. */
import { Popover } from '@base-ui/react/popover'
import type { Evidence } from '#shared/session/lane-event.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { ToldEvidence } from './tell-evidence.ts'

export function EvidenceChips({
  title,
  ids,
  tell,
}: {
  title: string
  ids: readonly Evidence[]
  tell: (id: Evidence) => ToldEvidence
}) {
  if (ids.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-1 text-fine text-faint">
      <span>{title}</span>
      {ids.map((id) => (
        <EvidenceChip key={id} evidence={tell(id)} />
      ))}
    </p>
  )
}

export function EvidenceChip({
  evidence: { label, what, isConfirmed },
}: {
  evidence: ToldEvidence
}) {
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={200}
        aria-label={`${label}: ${what}`}
        className="inline-flex h-5 min-w-6 items-center justify-center rounded-sm border border-line bg-raised px-1 text-fine text-muted tabular-nums hover:border-line-strong hover:text-ink data-popup-open:border-line-strong"
      >
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-50">
          <Popover.Popup className="flex max-w-[min(20rem,calc(100vw-1.5rem))] flex-col items-start gap-1 rounded-md border border-line-strong bg-raised p-2.5 text-small shadow-float">
            <Popover.Title className="line-clamp-6 break-words">{what}</Popover.Title>
            {!isConfirmed && <Badge tone="amber">Nobody has confirmed this</Badge>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
