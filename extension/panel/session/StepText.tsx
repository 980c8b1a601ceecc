/** A text of a step: Markdown, drawn as soon as it is loaded. */
import { lazy, Suspense } from 'react'
import { usePanel } from '../PanelContext.tsx'

const Markdown = lazy(() => import('../../ui/Markdown.tsx'))

export function Body({ text, fill }: { text: string; fill: (text: string) => string }) {
  const { walk } = usePanel()
  return (
    <Suspense fallback={<p className="whitespace-pre-line text-muted">{fill(text)}</p>}>
      <Markdown text={text} fill={fill} onLink={(link) => void walk.openLink(link)} />
    </Suspense>
  )
}
