/** What was said before the last exchange, by both sides, in order. */
import { useState } from 'react'
import type { Message } from '#shared/session/lane.ts'
import { Fold } from '../../ui/Fold.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useNow } from '../PanelContext.tsx'
import { Reply } from './Reply.tsx'

export function Talk({
  messages,
  askedAgain,
}: {
  messages: readonly Message[]
  askedAgain: ReadonlySet<string>
}) {
  const [isOpen, setOpen] = useState(false)
  const now = useNow(60_000)
  if (messages.length === 0) return null
  return (
    <Fold
      title="Said before"
      aside={`${messages.length} ${messages.length === 1 ? 'message' : 'messages'}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <ol className="flex flex-col gap-2.5">
        {messages.map((message) => (
          <li key={message.id} className="flex flex-col gap-0.5">
            <p className="text-fine text-faint">
              {message.by.kind === 'person' ? message.by.name : 'FlowPilot'}{' '}
              <time dateTime={message.at}>{whenAt(message.at, now)}</time>
            </p>
            {message.mode ? (
              <Reply message={message} />
            ) : askedAgain.has(message.id) ? (
              <p className="text-muted">Asked the same again</p>
            ) : (
              <p className="break-words whitespace-pre-line">{message.text}</p>
            )}
          </li>
        ))}
      </ol>
    </Fold>
  )
}
