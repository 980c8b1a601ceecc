/** One template: its text and parameters, what comes of it, and what one may do with it. */
import { useEffect, useState } from 'react'
import { v7 } from 'uuid'
import { useStore } from 'zustand'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useMay, usePage } from '../page-context.ts'
import { TakenAway } from '../TakenAway.tsx'
import { Acts } from './Acts.tsx'
import { Conflict } from './Conflict.tsx'
import { keep } from './kept-scripts.ts'
import { Parameters } from './Parameters.tsx'
import { Preview } from './Preview.tsx'
import { ScriptFields } from './ScriptFields.tsx'
import { createScriptEditor, problemsOf, type ScriptEditor } from './script-editor.ts'
import { STATES } from './state-words.ts'
import { Versions } from './Versions.tsx'

export function OneScript({ scriptId, db }: { scriptId: string; db: LocalStore }) {
  const { around } = usePage()
  const [editor, setEditor] = useState<ScriptEditor | null>(null)
  useEffect(() => {
    const now = () => new Date().toISOString()
    const made = createScriptEditor({ db, client: around.client, scriptId, now })
    setEditor(made)
    void made.load()
    // Back at this tab: somebody else may have saved meanwhile.
    const onShown = () => document.visibilityState === 'visible' && void made.look()
    document.addEventListener('visibilitychange', onShown)
    return () => document.removeEventListener('visibilitychange', onShown)
  }, [db, around, scriptId])
  return editor && <Editing editor={editor} scriptId={scriptId} db={db} />
}

function Editing({
  editor,
  scriptId,
  db,
}: {
  editor: ScriptEditor
  scriptId: string
  db: LocalStore
}) {
  const state = useStore(editor)
  const { script, content, theirs, told, isChanged, refused } = state
  const mayWrite = useMay('authorFlows')
  const mayPublish = useMay('publishFlows')
  const isOthers = script !== null && script.state !== 'draft' && !mayPublish
  const canEdit = mayWrite && !script?.isBuiltIn && !isOthers
  const { all, canSave } = problemsOf(content)
  const problems = [...refused, ...all]
  const copy = async () => {
    const id = v7()
    const named = { ...content, name: `${content.name} (copy)` }
    await keep(db, id, { basedOn: 0, content: named }, new Date().toISOString())
    location.hash = id
  }
  const goOnAsNew = async () => {
    const id = await editor.goOnAsNew()
    if (id) location.hash = id
  }
  if (!state.isLoaded) return <Skeleton label="Reading the template" lines={6} />
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <a href="#all" className="text-small text-muted hover:text-ink">
            All templates
          </a>
          <h1 className="text-large font-semibold break-words">
            {content.name || 'New script template'}
          </h1>
          <p className="flex flex-wrap items-center gap-2 pt-1 text-small text-muted">
            {script ? (
              <>
                <Badge tone={STATES[script.state].tone}>{STATES[script.state].word}</Badge>
                <span>{script.isBuiltIn ? 'Built in' : script.authorName}</span>
                <span>Version {script.revision}</span>
              </>
            ) : (
              <Badge tone="amber">Not saved yet</Badge>
            )}
            {script?.from && (
              <a
                href={`/sessions.html#${script.from.sessionId}`}
                className="text-accent-ink underline"
              >
                Drafted from a fix
              </a>
            )}
            {script && isChanged && <Badge tone="amber">Changes not saved</Badge>}
          </p>
        </div>
      </header>
      {state.isGone && <TakenAway what="template" onGoOn={() => void goOnAsNew()} />}
      {theirs && <Conflict theirs={theirs} editor={editor} />}
      {told && <Notice tone={told.tone}>{told.text}</Notice>}
      {!canEdit && (
        <Notice
          actions={
            mayWrite && (
              <Button size="small" onClick={() => void copy()}>
                Make a copy of your own
              </Button>
            )
          }
        >
          {script?.isBuiltIn
            ? 'This one is built in and the same for everybody.'
            : mayWrite
              ? 'A lead changes what is published. A copy of it is yours to change.'
              : 'You may read templates; engineers write them.'}
        </Notice>
      )}
      <div className="grid gap-5 page:grid-cols-[minmax(0,1fr)_22rem]">
        <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-5">
          <legend className="sr-only">The template</legend>
          <ScriptFields content={content} problems={problems} onEdit={editor.edit} />
          <Parameters content={content} problems={problems} onEdit={editor.edit} />
        </fieldset>
        <Preview content={content} problems={problems} />
      </div>
      {canEdit && (
        <Acts
          editor={editor}
          state={state}
          scriptId={scriptId}
          mayPublish={mayPublish}
          canSave={canSave}
          isReady={canSave && all.length === 0}
        />
      )}
      {script && (
        <Versions
          scriptId={scriptId}
          revision={script.revision}
          onPutBack={canEdit ? editor.edit : undefined}
        />
      )}
    </div>
  )
}
