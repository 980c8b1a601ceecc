/**
 * A step of the library, put into the work at hand: found by its words, taken with a key.
 */
import { Lock, Star } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type LibraryStep, ListLibrarySteps } from '#shared/step-library/contract.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { inputLook } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'

const SHOWN = 8

export function PickStep({
  onPicked,
  onBack,
}: {
  /** The step stands in the work. */
  onPicked: () => void
  onBack: () => void
}) {
  const { walk, outside } = usePanel()
  const [query, setQuery] = useState('')
  const { steps, trouble, isReading } = useSteps(query)
  const pick = ({ content }: LibraryStep) => {
    onPicked()
    void walk.addLibraryStep(content)
  }
  return (
    <section
      aria-label="Step library"
      className="flex flex-col gap-2 rounded-lg border border-line-strong bg-surface p-2.5 shadow-float"
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: one has just asked for it, and types
        autoFocus
        type="search"
        aria-label="Search the step library"
        placeholder="Search the step library"
        value={query}
        maxLength={200}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={(event) => {
          // Only of what is asked for now: an older answer may still be shown.
          if (event.key === 'Enter' && !isReading && steps?.[0]) pick(steps[0])
          if (event.key === 'Escape') {
            event.stopPropagation()
            onBack()
          }
        }}
        className={`${inputLook} h-9`}
      />
      {trouble && <Notice tone="amber">{trouble}</Notice>}
      {!steps && !trouble && <Skeleton label="Steps are being fetched" lines={3} />}
      {steps?.length === 0 && !isReading && (
        <p className="px-0.5 text-small text-muted">
          {query.trim()
            ? 'No step has these words. Try fewer of them.'
            : 'The library is empty yet.'}
        </p>
      )}
      {steps && steps.length > 0 && (
        <ul className="flex max-h-[45dvh] flex-col gap-1.5 overflow-y-auto">
          {steps.map((step, n) => (
            <li key={step.id}>
              <Choice
                isFirst={n === 0}
                label={step.content.title}
                detail={<Told step={step} />}
                onPick={() => pick(step)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" look="quiet" onClick={onBack}>
          Write it yourself
        </Button>
        <Button size="small" look="quiet" onClick={() => outside.openSteps()}>
          See and change steps
        </Button>
      </div>
    </section>
  )
}

function Told({ step: { content, source, stars } }: { step: LibraryStep }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <SafetyMark safety={content.safety} />
      {content.group && <Badge>{content.group}</Badge>}
      {source && (
        <span className="inline-flex items-center gap-1 text-fine">
          <Lock aria-hidden className="size-3" />
          From “{source.flowName}”
        </span>
      )}
      {stars !== null && (
        <span className="inline-flex items-center gap-1 text-fine">
          <Star aria-hidden className="size-3 fill-current text-accent-ink" />
          {stars.toFixed(1)}
          <span className="sr-only"> of 5 stars</span>
        </span>
      )}
    </span>
  )
}

/** The last answer stands until the next one is there; an older one never replaces a newer. */
function useSteps(query: string) {
  const client = usePanelState((state) => state.world?.client)
  const [read, setRead] = useState<{ steps?: readonly LibraryStep[]; trouble?: string }>({})
  const q = query.trim()
  const [answered, setAnswered] = useState<string>()
  useEffect(() => {
    const gone = new AbortController()
    const ask = async () => {
      const answer = await client?.ask(
        ListLibrarySteps,
        { q, limit: SHOWN },
        { signal: gone.signal },
      )
      if (!answer || gone.signal.aborted) return
      setAnswered(q)
      if (answer.ok) setRead({ steps: answer.value.steps })
      else setRead((before) => ({ ...before, trouble: answer.trouble.message }))
    }
    void ask()
    return () => gone.abort()
  }, [client, q])
  return { ...read, isReading: answered !== q }
}
