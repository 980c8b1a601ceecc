/**
 * A dialog over the panel: focus stays in it and begins at its first field, Escape leaves it,
 * Ctrl+Enter submits its form from anywhere in it, and focus returns to where it was.
 */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'

export function Dialog({
  title,
  description,
  isOpen,
  onClose,
  isReading,
  children,
  footer,
}: {
  title: string
  description?: string
  isOpen: boolean
  onClose: () => void
  /** Only words: the arrow keys scroll them. */
  isReading?: boolean
  children: ReactNode
  footer?: ReactNode
}) {
  const body = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Base.Popup
          initialFocus={() => (body.current && firstField(body.current)) ?? true}
          onKeyDown={submitForm}
          className="fixed inset-x-2 bottom-2 z-50 mx-auto flex max-h-[calc(100dvh-1rem)] max-w-lg animate-appear flex-col rounded-lg border border-line bg-surface shadow-float wide:bottom-auto wide:top-[8dvh] wide:max-h-[84dvh]"
        >
          <header className="flex items-start gap-2 border-b border-line px-3 py-2.5">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-title font-semibold">{title}</Base.Title>
              {description && (
                <Base.Description className="text-small text-muted">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label="Close"
              className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X className="size-4" />
            </Base.Close>
          </header>
          <div
            ref={body}
            tabIndex={isReading ? 0 : undefined}
            className="min-h-0 flex-1 overflow-y-auto px-3 py-3"
          >
            {children}
          </div>
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-3 py-2.5">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Where one begins: the picked one of a group, the first field, the first thing to press. */
function firstField(within: HTMLElement): HTMLElement | null {
  const field = within.querySelector<HTMLElement>('input, textarea, select')
  const picked =
    field instanceof HTMLInputElement && field.type === 'radio'
      ? [...within.querySelectorAll('input')].find((o) => o.name === field.name && o.checked)
      : undefined
  return (
    picked ??
    field ??
    within.querySelector<HTMLElement>('button') ??
    (within.tabIndex === 0 ? within : null)
  )
}

function submitForm(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  const form = event.currentTarget.querySelector('form')
  if (!form) return
  event.preventDefault()
  form.requestSubmit()
}
