/**
 * What an answer rests on in the team's own knowledge: a step of a flow, an article, or an earlier
 * session.
 */
import { BookOpen, History } from 'lucide-react'
import { useState } from 'react'
import type { Citation } from '#shared/session/lane-event.ts'
import { Button } from '../../ui/Button.tsx'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { fillHere } from '../session/fill-here.ts'
import { PilotText } from './PilotText.tsx'

export function Citations({ citations }: { citations: readonly Citation[] }) {
  const [shown, setShown] = useState<string | null>(null)
  const { outside } = usePanel()
  const open = citations.find(({ id }) => id === shown)
  return (
    <div className="flex flex-col gap-1.5">
      <ul aria-label="Rests on" className="flex flex-wrap gap-1">
        {citations.map(({ id, title, flow, sessionId, articleId }) => (
          <li key={id} className="max-w-full">
            <Button
              size="small"
              className="max-w-full"
              icon={
                sessionId ? (
                  <History aria-hidden="true" className="size-3.5 shrink-0" />
                ) : (
                  <BookOpen aria-hidden="true" className="size-3.5 shrink-0" />
                )
              }
              aria-expanded={flow ? shown === id : undefined}
              onClick={() => {
                if (sessionId) outside.openSession(sessionId)
                else if (articleId) outside.openArticle(articleId)
                else setShown(shown === id ? null : id)
              }}
            >
              <span className="truncate">{title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {open?.flow && <FlowStep slug={open.flow.slug} nodeId={open.flow.nodeId} />}
    </div>
  )
}

/** The step as the flow has it; walking the flow is one key away. */
export function FlowStep({ slug, nodeId }: { slug: string; nodeId: string | undefined }) {
  const { walk, store } = usePanel()
  const session = useSession()
  const flow = usePanelState((state) => state.world?.library.bySlug(slug))
  if (!flow) return <p className="text-small text-muted">This flow is not in this browser yet.</p>
  const { content, version } = flow
  const node = content.nodes.find(({ id }) => id === (nodeId ?? content.start))
  const fill = fillHere({ flow: content }, session)
  return (
    <div className="flex flex-col gap-1 border-l-2 border-line pl-2.5">
      <p className="text-small font-medium">
        {content.name}
        {node && ` › ${fill(node.title)}`}
      </p>
      {node?.body && <PilotText text={fill(node.body)} />}
      <Button
        size="small"
        look="quiet"
        className="self-start"
        onClick={async () => {
          if (await walk.start(version, node?.id)) store.look('flow')
        }}
      >
        {node && node.id !== content.start ? 'Walk this flow from here' : 'Walk this flow'}
      </Button>
    </div>
  )
}
