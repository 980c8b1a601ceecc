/** Mend, save, publish: one thing first, as one's role and the state of the draft have it. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import { type SecretInFlow, secretsInFlow } from '#shared/flow/edit/secrets-in-flow.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { SecretsFound } from '../../../ui/SecretsFound.tsx'
import { useMay } from '../../page-context.ts'
import type { EditorState, FlowEditor } from './editor-state.ts'
import { Problems, type ShownProblem } from './Problems.tsx'
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
  onShow: (problem: ShownProblem) => void
}) {
  const { content, head, isBusy, isChanged, isGone, theirs, newer, told } = state
  const mayPublish = useMay('publishFlows')
  const queries = useQueryClient()
  const [isMending, setMending] = useState(false)
  const undecided = isGone
    ? 'Go on as a new draft first, above.'
    : theirs
      ? 'Decide first between theirs and yours, above.'
      : undefined
  const outdated = newer ? 'Take the newer version into the draft first, above.' : undefined
  const lacking = problems.length > 0 ? 'Mend what is marked first.' : undefined
  const saved = head && !isChanged ? 'Everything is saved.' : undefined
  const [asked, setAsked] = useState<{ of: FlowContent; found: SecretInFlow[] } | null>(null)
  // What was changed since is to be asked about anew.
  const found = asked?.of === content ? asked.found : []
  const ask = () => {
    const secrets = secretsInFlow(content)
    if (secrets.length === 0) return void publish()
    setAsked({ of: content, found: secrets })
  }
  const publish = async () => {
    if ((isChanged || !head) && !(await editor.save())) return
    const made = await editor.publish()
    if (!made) return
    await queries.invalidateQueries()
    location.hash = await editor.leave(made)
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
      {found.length > 0 && (
        <SecretsFound
          goOn="Publish anyway"
          isBusy={isBusy}
          onGoOn={() => void publish()}
          onStay={() => setAsked(null)}
          says="Everybody who walks the flow sees it, as it is written. Ask for a value in its place."
        >
          <Problems
            label="What looks like a secret"
            problems={found}
            flow={content}
            onShow={onShow}
          />
        </SecretsFound>
      )}
      {isMending && problems.length > 0 && (
        <Problems problems={problems} flow={content} onShow={onShow} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {mayPublish && (
          <Button
            look="primary"
            isBusy={isBusy}
            why={
              undecided ??
              outdated ??
              lacking ??
              (found.length > 0 ? 'Decide first, above.' : undefined)
            }
            onClick={ask}
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
