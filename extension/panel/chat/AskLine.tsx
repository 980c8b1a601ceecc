/** The line in which a question is written; secrets are masked before it leaves. */
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { LONGEST_QUESTION } from '#shared/chat/contract.ts'
import type { ChatStore } from '../../client/chat-store.ts'
import { keyOf } from '../../ui/keys.ts'
import { WriteLine } from '../../ui/WriteLine.tsx'
import { usePanel, usePanelState, useSessionState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useMask } from '../use-mask.ts'

export function AskLine({ chat }: { chat: ChatStore }) {
  const { store } = usePanel()
  const mask = useMask()
  const { typed, running, isSending } = useStore(chat)
  const session = usePanelState((state) => state.session?.sessionId)
  const isKnown = useSessionState((state) => state.version > 0)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  useKeys({ chat: () => field.current?.focus() })
  const send = async () => {
    const clean = await mask(typed)
    if (clean.summary) store.tell(`Masked before it was sent: ${clean.summary}.`)
    await chat.ask(clean.text, isKnown ? session : undefined)
  }
  return (
    <div className="sticky -bottom-3 z-10 -mx-3 -mb-3 border-t border-line bg-ground px-3 py-2">
      <WriteLine
        ref={field}
        label="Your question"
        placeholder="How do we …? Why did we …?"
        sendLabel="Ask"
        keyLabel={keyOf('chat')}
        value={typed}
        maxLength={LONGEST_QUESTION}
        isBusy={running !== null || isSending}
        onType={(text) => chat.type(text)}
        onSend={() => void send()}
      />
    </div>
  )
}
