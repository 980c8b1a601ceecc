/** The texts of a step: Markdown, drawn as soon as it is loaded, and what stands beside it. */
import { lazy, type ReactNode, Suspense } from 'react'
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

export function Aside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-l-2 border-line pl-2.5 text-muted">
      <p className="text-fine font-semibold tracking-wide text-faint uppercase">{title}</p>
      {children}
    </div>
  )
}
