/** What one may do with a template: one thing first, as its state and one's role have it. */
import { useState } from 'react'
import { DeleteScript } from '#shared/script/contract.ts'
import type { ScriptContent } from '#shared/script/script.ts'
import { secretsInScript } from '#shared/script/secrets-in-script.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SecretList, SecretsFound } from '../../ui/SecretsFound.tsx'
import { useChange } from '../page-context.ts'
import type { EditorState, ScriptEditor } from './script-editor.ts'

export function Acts({
  editor,
  state: { script, content, isSaving, isChanged, isGone, theirs },
  scriptId,
  mayPublish,
  canSave,
  isReady,
}: {
  editor: ScriptEditor
  state: EditorState
  scriptId: string
  mayPublish: boolean
  canSave: boolean
  isReady: boolean
}) {
  const [isDeleting, setDeleting] = useState(false)
  const remove = useChange(DeleteScript)
  const [asked, setAsked] = useState<{ of: ScriptContent; found: string[] } | null>(null)
  const found = asked?.of === content ? asked.found : []
  const publish = () => void editor.save('published')
  const ask = () => {
    const secrets = secretsInScript(content)
    if (secrets.length === 0) return publish()
    setAsked({ of: content, found: secrets })
  }
  const state = script?.state ?? 'draft'
  const undecided = isGone
    ? 'Go on as a new template first, above.'
    : theirs
      ? 'Decide first between theirs and yours, above.'
      : undefined
  const notReady = isReady ? undefined : 'Mend what is marked first.'
  const notSaved = canSave ? undefined : 'Give it a name and a text first.'
  const unchanged = script && !isChanged ? 'Everything is saved.' : undefined
  const leave = () => {
    location.hash = 'all'
  }
  return (
    <section
      aria-label="Save and publish"
      className="sticky bottom-0 flex flex-col gap-2 border-t border-line bg-ground py-3"
    >
      {found.length > 0 && (
        <SecretsFound
          goOn="Publish anyway"
          isBusy={isSaving}
          onGoOn={publish}
          onStay={() => setAsked(null)}
          says="Everybody who uses the template sees it. Take it out, or make it a sensitive parameter."
        >
          <SecretList found={found} />
        </SecretsFound>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {mayPublish && (
          <Button
            look="primary"
            isBusy={isSaving}
            why={
              undecided ??
              notReady ??
              (found.length > 0 ? 'Decide first, above.' : undefined) ??
              (state === 'published' ? (unchanged ?? undefined) : undefined)
            }
            onClick={ask}
          >
            {PUBLISH[state]}
          </Button>
        )}
        {state === 'draft' && (
          <Button
            look={mayPublish ? 'secondary' : 'primary'}
            isBusy={isSaving}
            why={undecided ?? notSaved ?? unchanged ?? undefined}
            onClick={() => void editor.save('draft')}
          >
            Save the draft
          </Button>
        )}
        {isChanged && (
          <Button look="quiet" onClick={() => void editor.discard()}>
            {script ? 'Back to what was saved' : 'Discard'}
          </Button>
        )}
        <span className="flex-1" />
        {state === 'published' && (
          <Button
            look="quiet"
            why={undecided ?? (isChanged ? 'Publish or take back your changes first.' : undefined)}
            onClick={() => void editor.save('retired')}
          >
            Retire
          </Button>
        )}
        {script && state !== 'published' && (
          <Button look="quiet" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
      </div>
      {!mayPublish && state === 'draft' && (
        <p className="text-small text-muted">
          Leads see your draft and publish it. Until then only you and they can see it.
        </p>
      )}
      {isDeleting && (
        <Notice
          tone="amber"
          title="Delete this template?"
          actions={
            <>
              <Button
                size="small"
                look="danger"
                isBusy={remove.isPending}
                onClick={() =>
                  remove.mutate(
                    { scriptId },
                    {
                      onSuccess: () => {
                        void editor.discard().then(leave)
                      },
                    },
                  )
                }
              >
                Delete it
              </Button>
              <Button size="small" onClick={() => setDeleting(false)}>
                Keep it
              </Button>
            </>
          }
        >
          Its versions go with it. What was made from it stays in its sessions.
        </Notice>
      )}
      {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
    </section>
  )
}

const PUBLISH = {
  draft: 'Publish',
  published: 'Publish the changes',
  retired: 'Publish again',
} as const
