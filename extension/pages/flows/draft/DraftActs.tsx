/** Mend, save, publish: one thing first, as one's role and the state of the draft have it. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useMay } from '../../page-context.ts'
import type { EditorState, FlowEditor } from './flow-editor.ts'
import { Problems } from './Problems.tsx'
import { TryDraft } from './TryDraft.tsx'

export function DraftActs({
  editor,
  state,
  problems,
  onShow,
}: {
  editor: FlowEditor
  state: EditorState
  problems: readonly DraftProblem[]
  onShow: (problem: DraftProblem) => void
}) {
  const { content, head, isBusy, isChanged, theirs, newer, told } = state
  const mayPublish = useMay('publishFlows')
  const queries = useQueryClient()
  const [isMending, setMending] = useState(false)
  const undecided = theirs ? 'Decide first between theirs and yours, above.' : undefined
  const outdated = newer ? 'Take the newer version into the draft first, above.' : undefined
  const lacking = problems.length > 0 ? 'Mend what is marked first.' : undefined
  const saved = head && !isChanged ? 'Everything is saved.' : undefined
  const publish = async () => {
    if ((isChanged || !head) && !(await editor.save())) return
    const made = await editor.publish()
    if (!made) return
    await editor.forget()
    await queries.invalidateQueries()
    location.hash = made.flowId
  }
  const save = async () => {
    if (await editor.save()) await queries.invalidateQueries()
  }
  return (
    <section
      aria-label="Mend, save and publish"
      className="sticky bottom-0 z-10 flex flex-col gap-2 border-t border-line bg-ground py-2.5"
    >
      {told && <Notice tone={told.tone}>{told.text}</Notice>}
      {isMending && problems.length > 0 && (
        <Problems problems={problems} flow={content} onShow={onShow} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {mayPublish && (
          <Button
            look="primary"
            isBusy={isBusy}
            why={undecided ?? outdated ?? lacking}
            onClick={() => void publish()}
          >
            Publish
          </Button>
        )}
        <Button
          look={mayPublish ? 'secondary' : 'primary'}
          keyLabel="Ctrl+S"
          isBusy={isBusy}
          why={undecided ?? saved ?? undefined}
          onClick={() => void save()}
        >
          Save the draft
        </Button>
        <TryDraft flow={content} />
        {problems.length > 0 ? (
          <Button look="quiet" aria-expanded={isMending} onClick={() => setMending(!isMending)}>
            {problems.length} to mend
          </Button>
        ) : (
          <span className="text-small text-muted">Nothing to mend</span>
        )}
      </div>
    </section>
  )
}
