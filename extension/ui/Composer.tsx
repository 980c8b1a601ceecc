/**
 * A small place to write in the flow of the work: Enter keeps it, Shift+Enter makes a new
 * line, Escape leaves without a trace. The first field has the focus at once.
 */
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { TextArea } from './Field.tsx'

export function Composer({
  title,
  label,
  placeholder,
  submit,
  isOptional,
  maxLength = 480,
  children,
  text,
  onType,
  onSubmit,
  onCancel,
}: {
  title: string
  label: string
  placeholder?: string
  submit: string
  /** May be kept empty. */
  isOptional?: boolean
  maxLength?: number
  children?: ReactNode
  text: string
  onType: (text: string) => void
  onSubmit: (text: string) => void
  onCancel: () => void
}) {
  const isEmpty = text.trim() === ''
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isEmpty || isOptional) onSubmit(text.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onCancel()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    }
  }
  return (
    <form
      onSubmit={send}
      aria-label={title}
      className="flex animate-appear flex-col gap-2 rounded-lg border border-accent-ink/50 bg-surface p-2.5 shadow-float"
    >
      <TextArea
        autoFocus
        label={label}
        placeholder={placeholder}
        value={text}
        maxLength={maxLength}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        hint={
          text.length > maxLength - 60 ? `${maxLength - text.length} characters left` : undefined
        }
      />
      {children}
      <div className="flex items-center justify-end gap-2">
        <Button look="quiet" size="small" onClick={onCancel} keyLabel="Esc">
          Cancel
        </Button>
        <Button
          look="primary"
          size="small"
          type="submit"
          keyLabel="↵"
          why={isEmpty && !isOptional ? 'Write something first.' : undefined}
        >
          {submit}
        </Button>
      </div>
    </form>
  )
}
