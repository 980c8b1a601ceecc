/**
 * An answer with its footnotes: what rests on a passage carries its number, what rests on nothing
 * is lighter. Nothing in the words is a link; only passages that the server knows lead anywhere.
 */
import { FileText, History, Waypoints } from 'lucide-react'
import { useId, useState } from 'react'
import type { z } from 'zod/mini'
import type { TurnState } from '#shared/assistant/contract.ts'
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { ChatAnswer, ChatSource } from '#shared/chat/contract.ts'
import type { Excerpt } from '#shared/knowledge/excerpt.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FlowStep } from '../assistant/Citations.tsx'
import { usePanel } from '../PanelContext.tsx'

export function Answer({
  answer,
  state,
}: {
  answer: ChatAnswer
  state: z.infer<typeof TurnState>
}) {
  const { parts, sources, mode, failure, isPartial } = answer
  const [shown, setShown] = useState<number | null>(null)
  const name = useId()
  const isCited = parts.some(({ cites }) => cites.length > 0)
  const open = (place: number) => {
    setShown(place)
    document.getElementById(`${name}-${place}`)?.focus()
  }
  return (
    <div className="flex flex-col gap-2">
      {failure && state !== 'stopped' && (
        <Notice tone="amber">
          {tellFailure(failure)} {sources.length > 0 && 'This is what was found.'}
        </Notice>
      )}
      {parts.length > 0 && (
        <div className="flex flex-col gap-1">
          <p className="break-words whitespace-pre-line">
            {inOrder(parts).map(({ text, cites, at }) => (
              <span key={at} className={cites.length > 0 ? '' : 'text-muted'}>
                {text.replaceAll('**', '')}
                {cites.map((place) => (
                  <Footnote
                    key={place}
                    number={place + 1}
                    title={sources[place]?.citation.title ?? ''}
                    onOpen={() => open(place)}
                  />
                ))}
              </span>
            ))}
          </p>
          {mode === 'demo' && <Badge>Demonstration, not a model</Badge>}
        </div>
      )}
      {(isPartial || state === 'stopped') && (
        <p className="text-small text-amber-ink">
          {state === 'stopped' ? 'Stopped here.' : 'It broke off here.'}
        </p>
      )}
      {parts.length > 0 && !isCited && !isPartial && (
        <Notice>
          This rests on nothing your team has written down. Check it before you rely on it.
        </Notice>
      )}
      {parts.length === 0 && sources.length === 0 && state !== 'stopped' && (
        <Notice title="Nothing your team knows answers this">
          No flow, step, article or solved case holds enough of it. Name the product and the error,
          or try other words.
        </Notice>
      )}
      {sources.length > 0 && (
        <ol aria-label={isCited ? 'Sources' : 'Found'} className="flex flex-col gap-1.5">
          {sources.map((source, place) => (
            <li key={source.citation.id}>
              <Source
                id={`${name}-${place}`}
                number={place + 1}
                source={source}
                isOpen={shown === place}
                onToggle={() => setShown(shown === place ? null : place)}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** Each with the place in the whole at which it begins. */
function inOrder(parts: ChatAnswer['parts']) {
  let at = 0
  return parts.map((part) => {
    const placed = { ...part, at }
    at += part.text.length
    return placed
  })
}

function Footnote({
  number,
  title,
  onOpen,
}: {
  number: number
  title: string
  onOpen: () => void
}) {
  return (
    <button
      type="button"
      aria-label={`Source ${number}: ${title}`}
      title={title}
      onClick={onOpen}
      className="mx-0.5 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-md bg-accent-soft px-1 align-middle text-fine leading-none font-medium text-accent-ink tabular-nums hover:bg-hover"
    >
      {number}
    </button>
  )
}

function Source({
  id,
  number,
  source,
  isOpen,
  onToggle,
}: {
  id: string
  number: number
  source: ChatSource
  isOpen: boolean
  onToggle: () => void
}) {
  const { outside } = usePanel()
  const { citation, where, excerpt } = source
  const { flow, sessionId, articleId, title } = citation
  const Icon = sessionId ? History : articleId ? FileText : Waypoints
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border border-line bg-surface px-2.5 py-2">
      <button
        id={id}
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex items-start gap-1.5 rounded-sm text-left hover:text-accent-ink"
      >
        <span className="mt-px text-fine text-muted tabular-nums">{number}</span>
        <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="block text-small font-medium break-words">{title}</span>
          {where && <span className="line-clamp-1 text-fine text-muted">{where}</span>}
        </span>
      </button>
      <Marked excerpt={excerpt} isWhole={isOpen} />
      {isOpen && flow && <FlowStep slug={flow.slug} nodeId={flow.nodeId} />}
      {isOpen && sessionId && (
        <Button
          size="small"
          look="quiet"
          className="self-start"
          icon={<History aria-hidden="true" className="size-3.5" />}
          onClick={() => outside.openSession(sessionId)}
        >
          Open the session
        </Button>
      )}
      {isOpen && articleId && (
        <Button
          size="small"
          look="quiet"
          className="self-start"
          icon={<FileText aria-hidden="true" className="size-3.5" />}
          onClick={() => outside.openArticle(articleId)}
        >
          Open the article
        </Button>
      )}
    </div>
  )
}

/** The words that were asked stand out. */
function Marked({ excerpt: { text, marks }, isWhole }: { excerpt: Excerpt; isWhole: boolean }) {
  const pieces = marks.flatMap(({ start, end }, i) => [
    { at: `${start}-`, text: text.slice(marks[i - 1]?.end ?? 0, start), isMarked: false },
    { at: `${start}`, text: text.slice(start, end), isMarked: true },
  ])
  const rest = text.slice(marks.at(-1)?.end ?? 0)
  return (
    <p
      className={`text-small break-words text-muted ${isWhole ? 'whitespace-pre-line' : 'line-clamp-3'}`}
    >
      {pieces.map(({ at, text: piece, isMarked }) =>
        isMarked ? (
          <mark key={at} className="rounded-xs bg-accent-soft text-accent-ink">
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
      {rest}
    </p>
  )
}
