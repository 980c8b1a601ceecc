/** What becomes of a draft when it is published, saved or dropped; dropping asks once more. */
import { useState } from 'react'
import { DropDraft } from '#shared/flow/drafts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useChange, useMay } from '../../page-context.ts'
import type { EditorState, FlowEditor } from './editor-state.ts'

export function DropThis({
  editor,
  state: { basedOn, isChanged, isGone },
  draftId,
}: {
  editor: FlowEditor
  state: EditorState
  draftId: string
}) {
  const mayPublish = useMay('publishFlows')
  const [isAsking, setAsking] = useState(false)
  const drop = useChange(DropDraft)
  const leave = async () => {
    await editor.forget()
    location.hash = 'all'
  }
  const begin = () =>
    basedOn > 0 && !isGone
      ? drop.mutate({ draftId }, { onSuccess: () => void leave() })
      : void leave()
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-small text-muted">
        {isChanged ? 'Kept in this browser until you save. ' : ''}
        {mayPublish
          ? 'Published, it is offered to your team. Sessions under way go on with the version they began with.'
          : 'Leads see your draft once it is saved, and publish it. Until then nobody is offered it.'}
      </p>
      {isAsking ? (
        <Notice
          tone="amber"
          actions={
            <>
              <Button size="small" look="danger" isBusy={drop.isPending} onClick={begin}>
                Drop it
              </Button>
              <Button size="small" onClick={() => setAsking(false)}>
                Keep it
              </Button>
            </>
          }
        >
          {drop.error?.message ?? 'What is written in it is gone. What is published stays.'}
        </Notice>
      ) : (
        <Button look="quiet" onClick={() => setAsking(true)}>
          Drop this draft
        </Button>
      )}
    </div>
  )
}
