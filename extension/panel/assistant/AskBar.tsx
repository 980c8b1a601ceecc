/** Where one writes to FlowPilot; what is typed is kept. */
import { Brain } from 'lucide-react'
import { useRef, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { WriteLine } from '../../ui/WriteLine.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useMask } from '../use-mask.ts'
import { type Pilot, useAssistant } from './use-pilot.ts'

const LONGEST = 20_000

export function AskBar({ pilot }: { pilot: Pilot }) {
  const { assistant } = pilot
  const { store } = usePanel()
  const mask = useMask()
  const typed = useAssistant(pilot, (state) => state.typed)
  const [isDeep, setDeep] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useKeys({ pilot: () => field.current?.focus() })
  const isSending = useRef(false)
  const send = async () => {
    // Pressed twice while it is masked, it is said once.
    if (isSending.current) return
    isSending.current = true
    const clean = await mask(typed).finally(() => {
      isSending.current = false
    })
    const now = assistant.getState().typed
    assistant.ask('message', { text: clean.text, isDeep })
    // What was typed meanwhile is said next.
    if (now !== typed) {
      assistant.type(now.startsWith(typed) ? now.slice(typed.length).trimStart() : now)
    }
    store.takeUp()
    setDeep(false)
    if (clean.summary) store.tell(`Masked before it was sent: ${clean.summary}.`)
  }
  return (
    <WriteLine
      ref={field}
      label="Words to FlowPilot"
      placeholder="Words to FlowPilot"
      sendLabel="Send to FlowPilot"
      keyLabel={keyOf('pilot')}
      value={typed}
      maxLength={LONGEST}
      onType={(text) => assistant.type(text)}
      onSend={() => void send()}
    >
      <IconButton
        label="Think harder about this one"
        aria-pressed={isDeep}
        className={isDeep ? 'bg-accent-soft text-accent-ink' : ''}
        icon={<Brain className="size-4" />}
        onClick={() => setDeep(!isDeep)}
      />
    </WriteLine>
  )
}
