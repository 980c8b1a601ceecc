/** A part that folds away under its heading, closed or open as it was left. */
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Kbd } from './Kbd.tsx'

export function Fold({
  title,
  aside,
  keyLabel,
  isOpen,
  onOpenChange,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  keyLabel?: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}) {
  const partId = useId()
  return (
    <div className="rounded-lg border border-line bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? partId : undefined}
        aria-keyshortcuts={keyLabel}
        onClick={() => onOpenChange(!isOpen)}
        className="flex h-9 w-full items-center gap-2 rounded-lg px-2.5 text-left text-small font-medium text-muted hover:text-ink"
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-3.5 shrink-0 transition-transform duration-100 ${isOpen ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {aside && <span className="shrink-0 text-fine text-faint">{aside}</span>}
        {keyLabel && <Kbd>{keyLabel}</Kbd>}
      </button>
      {isOpen && (
        <div id={partId} className="px-2.5 pb-2.5">
          {children}
        </div>
      )}
    </div>
  )
}
