/** Where one writes to FlowPilot: Enter sends, Shift+Enter makes a line; what is typed is kept. */
import { Brain, SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { keyOf } from '../../ui/keys.ts'
import { maskText } from '../mask.ts'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { type Pilot, useAssistant } from './use-pilot.ts'

const LONGEST = 20_000

export function AskBar({ pilot }: { pilot: Pilot }) {
  const { assistant } = pilot
  const { store } = usePanel()
  const typed = useAssistant(pilot, (state) => state.typed)
  const [isDeep, setDeep] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useKeys({ pilot: () => field.current?.focus() })
  const send = async () => {
    if (typed.trim() === '') return
    const clean = await maskText(typed)
    assistant.ask('message', { text: clean.text, isDeep })
    store.takeUp()
    setDeep(false)
    if (clean.summary) store.tell(`Masked before it was sent: ${clean.summary}.`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      field.current?.blur()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      void send()
    }
  }
  return (
    <div className="flex items-end gap-1 rounded-lg border border-line-strong/60 bg-surface p-1.5">
      <div className="relative min-w-0 flex-1">
        <TextArea
          ref={field}
          isLow
          isLabelHidden
          label="Words to FlowPilot"
          placeholder="Words to FlowPilot"
          className="max-h-40 border-transparent pr-8 hover:border-transparent"
          value={typed}
          maxLength={LONGEST}
          onChange={(event) => assistant.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {typed === '' && (
          <span className="pointer-events-none absolute top-1.5 right-1.5">
            <Kbd>{keyOf('pilot')}</Kbd>
          </span>
        )}
      </div>
      <IconButton
        label="Think harder about this one"
        aria-pressed={isDeep}
        className={isDeep ? 'bg-accent-soft text-accent-ink' : ''}
        icon={<Brain className="size-4" />}
        onClick={() => setDeep(!isDeep)}
      />
      <IconButton
        label="Send to FlowPilot"
        icon={<SendHorizontal className="size-4" />}
        onClick={() => void send()}
      />
    </div>
  )
}
