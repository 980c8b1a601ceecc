/**
 * The text as it will be written. Each sentence shows what it rests on when it is pointed at
 * or focused; one that rests on nothing is marked with a word.
 */
import { Popover } from '@base-ui/react/popover'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { ComposedNote } from '#shared/note/note.ts'
import { traceText } from '#shared/note/trace-text.ts'
import { ledgerOf } from '#shared/session/ledger.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useNow } from '../PanelContext.tsx'
import { type Evidence, evidenceIndex } from './evidence.ts'

export function NoteText({
  text,
  note,
  session,
  sessionId,
  mark,
}: {
  text: string
  note: ComposedNote
  session: Session
  sessionId: string
  /** The last line of what is posted. */
  mark?: ReactNode
}) {
  const index = useMemo(() => evidenceIndex(session, sessionId), [session, sessionId])
  const parts = useMemo(() => traceText(text, note, ledgerOf(session)), [text, note, session])
  const now = useNow(60_000)
  const lines = text.split('\n')
  let at = 0
  return (
    <section
      aria-label="The text as it will be written"
      className="flex flex-col rounded-md border border-line bg-sunken p-2.5 text-body leading-5 select-text"
    >
      {lines.map((line, i) => {
        const start = at
        at += line.length + 1
        const own = parts.filter((part) => part.start >= start && part.end <= start + line.length)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <p key={i} className="min-h-5 break-words">
            {own.map((part) =>
              part.isFrame ? (
                <span key={part.start} className="font-semibold">
                  {part.text}
                </span>
              ) : (
                <Sentence
                  key={part.start}
                  text={part.text}
                  evidence={part.evidence.flatMap((id) => index.get(id) ?? [])}
                  now={now}
                />
              ),
            )}
          </p>
        )
      })}
      {mark}
    </section>
  )
}

function Sentence({ text, evidence, now }: { text: string; evidence: Evidence[]; now: number }) {
  const isBare = evidence.length === 0
  const [isOpen, setOpen] = useState(false)
  const isByFocus = useRef(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        openOnHover
        delay={250}
        nativeButton={false}
        render={<span />}
        onFocus={({ currentTarget }) => {
          isByFocus.current = currentTarget.matches(':focus-visible')
          if (isByFocus.current) setOpen(true)
        }}
        onBlur={({ relatedTarget }) => {
          // What the popover sets beside it leads on by itself, and closes it.
          const isLedOn = relatedTarget?.hasAttribute('data-base-ui-focus-guard')
          if (isByFocus.current && !isLedOn) setOpen(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !isOpen) return
          event.preventDefault() // the note itself stays
          setOpen(false)
        }}
        className={`inline rounded-sm decoration-dotted underline-offset-4 hover:bg-accent-soft hover:underline focus-visible:bg-accent-soft data-popup-open:bg-accent-soft ${isBare ? 'underline decoration-amber-line decoration-wavy' : ''}`}
      >
        {text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-50">
          <Popover.Popup
            // One goes on from sentence to sentence.
            initialFocus={false}
            finalFocus={false}
            className="max-w-[min(20rem,calc(100vw-1.5rem))] rounded-md border border-line-strong bg-raised p-2.5 text-small shadow-float"
          >
            <Popover.Title className="pb-1 text-fine font-semibold text-faint">
              {isBare ? 'Rests on nothing in the record' : 'Rests on'}
            </Popover.Title>
            {isBare ? (
              <p className="flex flex-col items-start gap-1">
                <Badge tone="amber">Your words</Badge>
                Nothing that was recorded says this. Record it, or write it on purpose.
              </p>
            ) : (
              <ul className="flex flex-col gap-1">
                {evidence.map((one) => (
                  <li key={one.id} className="flex gap-2">
                    <time dateTime={one.at} className="shrink-0 text-fine text-faint tabular-nums">
                      {whenAt(one.at, now)}
                    </time>
                    <span className="min-w-0 break-words">
                      {one.what} <span className="text-faint">· {one.who}</span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
