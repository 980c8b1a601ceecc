/** What a model has written: Markdown of the safe kind, never a link, drawn once it is loaded. */
import { lazy, Suspense } from 'react'
import type { Cite } from '../../ui/Markdown.tsx'

const Markdown = lazy(() => import('../../ui/Markdown.tsx'))

export function PilotText({ text, cite }: { text: string; cite?: Cite | undefined }) {
  return (
    <Suspense fallback={<p className="break-words whitespace-pre-line text-muted">{text}</p>}>
      <Markdown text={text} {...(cite ? { cite } : {})} />
    </Suspense>
  )
}
