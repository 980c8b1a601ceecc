/**
 * Asking what the team knows, beside a ticket or without one: questions, answers with the places
 * they come from, and one line to write in. What is cited is opened here, and a flow can be walked
 * from the very step.
 */
import { ArrowLeft, BookOpenText, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ChatQuestion } from '#shared/chat/contract.ts'
import type { ChatStore, RunningQuestion } from '../../client/chat-store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TurnCard } from '../../ui/TurnCard.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { Answer } from './Answer.tsx'
import { AskLine } from './AskLine.tsx'
import { useChat } from './use-chat.ts'

export default function ChatScreen() {
  const chat = useChat()
  return chat && <Conversation chat={chat} />
}

function Conversation({ chat }: { chat: ChatStore }) {
  const { store } = usePanel()
  const { isLoaded, questions, running, refusal } = useStore(chat)
  const [isForgetting, setForgetting] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const ended = new AbortController()
    void chat.follow(ended.signal)
    return () => ended.abort()
  }, [chat])
  const last = questions.at(-1)
  const shown = last && `${last.id} ${last.answer ? 'answered' : 'asked'}`
  // The question stands at the top, so that its answer is read from the beginning.
  useEffect(() => {
    if (shown) list.current?.querySelector('article:last-of-type')?.scrollIntoView()
  }, [shown])
  useKeys({ stop: () => (running ? void chat.stop() : false) })
  return (
    <section
      aria-label="Ask what your team knows"
      className="-mx-3 flex min-h-full shrink-0 flex-col gap-3 px-3"
    >
      {/* In sight in a long conversation too, with what is asked before it is deleted. */}
      <div className="sticky -top-3 z-10 -mx-3 -mt-3 flex flex-col gap-2 bg-ground px-3 pt-3 pb-1">
        <div className="flex items-center gap-1.5">
          <IconButton
            label="Back to the work"
            keyLabel={keyOf('close')}
            icon={<ArrowLeft className="size-4" />}
            onClick={() => store.show('work')}
          />
          <h2 className="min-w-0 flex-1 truncate text-title font-semibold">What your team knows</h2>
          {questions.length > 0 && (
            <IconButton
              label="Delete this conversation"
              icon={<Trash2 className="size-4" />}
              aria-expanded={isForgetting}
              onClick={() => setForgetting(!isForgetting)}
            />
          )}
        </div>
        {isForgetting && (
          <ForgetQuestion
            onNo={() => setForgetting(false)}
            onYes={() => {
              setForgetting(false)
              void chat.forget()
            }}
          />
        )}
      </div>
      <div ref={list} role="log" aria-label="Conversation" className="flex flex-1 flex-col gap-4">
        {!isLoaded && <Skeleton label="Your conversation is being read" lines={4} />}
        {isLoaded && questions.length === 0 && (
          <Empty icon={<BookOpenText />} title="Ask in your own words">
            Flows, their steps, articles and solved cases answer, each with the place it comes from.
          </Empty>
        )}
        {questions.map((question) => (
          <Exchange
            key={question.id}
            question={question}
            running={running?.id === question.id ? running : null}
            onStop={() => void chat.stop()}
          />
        ))}
        {refusal && <Notice tone="amber">{refusal}</Notice>}
      </div>
      <AskLine chat={chat} />
    </section>
  )
}

function ForgetQuestion({ onNo, onYes }: { onNo: () => void; onYes: () => void }) {
  useKeys({ close: onNo }, { isFirst: true })
  return (
    <Notice
      title="Delete this conversation?"
      actions={
        <>
          <Button size="small" look="danger" onClick={onYes}>
            Delete it
          </Button>
          <Button size="small" look="quiet" keyLabel={keyOf('close')} onClick={onNo}>
            Keep it
          </Button>
        </>
      }
    >
      What you asked here and what was answered is gone for good. The next question begins a new
      one.
    </Notice>
  )
}

function Exchange({
  question,
  running,
  onStop,
}: {
  question: ChatQuestion
  running: RunningQuestion | null
  onStop: () => void
}) {
  return (
    <article className="flex scroll-mt-12 flex-col gap-2">
      <p className="border-l-2 border-accent-ink/50 pl-2 text-small font-medium break-words whitespace-pre-line">
        {question.text}
      </p>
      {question.answer ? (
        <Answer answer={question.answer} state={question.state} />
      ) : (
        running && (
          <TurnCard
            phase={running.phase}
            isStopping={running.isStopping}
            className="min-h-28"
            onStop={onStop}
          >
            <p aria-hidden="true" className="break-words whitespace-pre-line text-muted">
              {running.text}
            </p>
          </TurnCard>
        )
      )}
    </article>
  )
}
