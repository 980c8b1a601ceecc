/** The line in which a question is written; secrets are masked before it leaves. */
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { LONGEST_QUESTION } from '#shared/chat/contract.ts'
import type { ChatStore } from '../../client/chat-store.ts'
import { IconButton } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { maskText } from '../mask.ts'
import { usePanel, usePanelState, useSessionState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'

export function AskLine({ chat }: { chat: ChatStore }) {
  const { store } = usePanel()
  const { typed, running, isSending } = useStore(chat)
  const session = usePanelState((state) => state.session?.sessionId)
  const isKnown = useSessionState((state) => state.version > 0)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  useKeys({ chat: () => field.current?.focus() })
  const send = async () => {
    if (typed.trim() === '' || running || isSending) return
    const clean = await maskText(typed)
    if (clean.summary) store.tell(`Masked before it was sent: ${clean.summary}.`)
    await chat.ask(clean.text, isKnown ? session : undefined)
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
    <div className="sticky -bottom-3 z-10 -mx-3 -mb-3 border-t border-line bg-ground px-3 py-2">
      <div className="flex items-end gap-1 rounded-lg border border-line-strong/60 bg-surface p-1.5">
        <div className="min-w-0 flex-1">
          <TextArea
            ref={field}
            isLow
            isLabelHidden
            label="Your question"
            placeholder="How do we …? What did we do when …?"
            className="max-h-40 border-transparent hover:border-transparent"
            value={typed}
            maxLength={LONGEST_QUESTION}
            onChange={(event) => chat.type(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <IconButton
          label="Ask"
          aria-disabled={running !== null || isSending || undefined}
          className={running || isSending ? 'opacity-55' : ''}
          icon={<SendHorizontal className="size-4" />}
          onClick={() => void send()}
        />
      </div>
    </div>
  )
}
