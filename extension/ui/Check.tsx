/** A box to tick, with its words, and below it what ticking means. */
import { Checkbox } from '@base-ui/react/checkbox'
import { Check as Tick } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Kbd } from './Kbd.tsx'

export function Check({
  label,
  detail,
  keyLabel,
  isOn,
  onChange,
  why,
}: {
  label: ReactNode
  detail?: ReactNode
  /** The key that does the same. */
  keyLabel?: string | undefined
  isOn: boolean
  onChange: (isOn: boolean) => void
  /** Why it cannot be ticked. */
  why?: string | undefined
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <Checkbox.Root
        id={id}
        checked={isOn}
        disabled={why !== undefined}
        onCheckedChange={onChange}
        aria-keyshortcuts={keyLabel}
        aria-describedby={detail || why ? `${id}-detail` : undefined}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Checkbox.Indicator className="text-on-accent">
          <Tick className="size-3" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {keyLabel && <Kbd>{keyLabel}</Kbd>}
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-small font-medium">
          {label}
        </label>
        {(why ?? detail) && (
          <p id={`${id}-detail`} className="text-fine text-muted">
            {why ?? detail}
          </p>
        )}
      </div>
    </div>
  )
}
