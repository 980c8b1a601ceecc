/** What a decision to use a fix again has left: a draft, with the way there. */
import { FilePen } from 'lucide-react'
import type { Fix } from '#shared/session/lane.ts'
import { Button } from '../../ui/Button.tsx'
import { usePanel, useSessionState } from '../PanelContext.tsx'

export function DraftLink({ draftId, decision }: { draftId: string; decision: Fix['decision'] }) {
  const { outside } = usePanel()
  const isWaiting = useSessionState((state) => state.pending.some(({ id }) => id === draftId))
  if (isWaiting) {
    return (
      <p role="status" className="text-small text-muted">
        The draft of a template is made as soon as your decision has reached the server.
      </p>
    )
  }
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-small">
      <span className="text-muted">A draft of the template is there.</span>
      <Button
        size="small"
        look={decision === 'build_template' ? 'primary' : 'secondary'}
        icon={<FilePen aria-hidden="true" className="size-3.5" />}
        onClick={() => outside.openScripts(draftId)}
      >
        {decision === 'build_template' ? 'Build the template' : 'Open the draft'}
      </Button>
    </div>
  )
}
