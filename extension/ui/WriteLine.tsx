/** A line at the bottom in which one writes to the program: Enter sends, Shift+Enter makes a new line. */
import { SendHorizontal } from 'lucide-react'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { IconButton } from './Button.tsx'
import { TextArea } from './Field.tsx'
import { Kbd } from './Kbd.tsx'

export function WriteLine({
  ref,
  label,
  placeholder,
  sendLabel,
  keyLabel,
  value,
  maxLength,
  isBusy = false,
  children,
  onType,
  onSend,
}: {
  ref: Ref<HTMLTextAreaElement>
  label: string
  placeholder: string
  sendLabel: string
  /** The key that leads here, shown while nothing is typed. */
  keyLabel?: string | undefined
  value: string
  maxLength: number
  /** Nothing can be sent now; what is typed stays. */
  isBusy?: boolean
  /** What else one may say about what is sent. */
  children?: ReactNode
  onType: (text: string) => void
  onSend: () => void
}) {
  const send = () => {
    if (value.trim() !== '' && !isBusy) onSend()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.currentTarget.blur()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    }
  }
  return (
    <div className="flex items-end gap-1 rounded-lg border border-line-strong/60 bg-surface p-1.5">
      <div className="relative min-w-0 flex-1">
        <TextArea
          ref={ref}
          isLow
          isLabelHidden
          label={label}
          placeholder={placeholder}
          className="max-h-40 border-transparent pr-8 hover:border-transparent"
          value={value}
          maxLength={maxLength}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {value === '' && keyLabel && (
          <span className="pointer-events-none absolute top-1.5 right-1.5">
            <Kbd>{keyLabel}</Kbd>
          </span>
        )}
      </div>
      {children}
      <IconButton
        label={sendLabel}
        aria-disabled={isBusy || undefined}
        className={isBusy ? 'opacity-55' : ''}
        icon={<SendHorizontal className="size-4" />}
        onClick={send}
      />
    </div>
  )
}
