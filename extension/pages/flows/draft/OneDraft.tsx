/**
 * One draft of a flow, as a form: what the flow says of itself, its values, its steps, and what is
 * still to be mended. The same flow as a drawing stands beside it, or a fold away where it is narrow.
 */
import { ArrowLeft, GitFork, Redo2, Undo2 } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { checkDraft } from '#shared/flow/edit/check-draft.ts'
import { listBy } from '#shared/flow/flow-map.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import type { Trouble } from '../../../client/trouble.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Fold } from '../../../ui/Fold.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useIsWide } from '../../../ui/use-is-wide.ts'
import { usePage } from '../../page-context.ts'
import { useTurn } from '../../use-turn.ts'
import { AboutFlow } from './AboutFlow.tsx'
import { afterFrame } from './after-frame.ts'
import { newId } from './begin-draft.ts'
import { Differences } from './Differences.tsx'
import { DraftActs } from './DraftActs.tsx'
import { DraftConflict } from './DraftConflict.tsx'
import { DraftDrawing } from './DraftDrawing.tsx'
import { DropThis } from './DropThis.tsx'
import type { FlowEditor } from './editor-state.ts'
import { createFlowEditor } from './flow-editor.ts'
import type { ShownProblem } from './Problems.tsx'
import { type Opened, StepList } from './StepList.tsx'
import { makeSameProblems } from './same-problems.ts'
import { TakeFromOriginal } from './TakeFromOriginal.tsx'
import { useDraftKeys } from './use-draft-keys.ts'
import { Values } from './Values.tsx'

export function OneDraft({ draftId, db }: { draftId: string; db: LocalStore }) {
  const { around } = usePage()
  const [editor, setEditor] = useState<FlowEditor | null>(null)
  const turn = useTurn(`draft ${db.name} ${draftId}`, () => editor?.close())
  const isHere = turn.where === 'here'
  useEffect(() => {
    if (!isHere) return
    const { client } = around
    const now = () => new Date()
    const made = createFlowEditor({ db, client, draftId, now, newId, drawn: afterFrame })
    setEditor(made)
    void made.load()
    // Back at this tab: somebody else may have saved or published meanwhile.
    const onShown = () => document.visibilityState === 'visible' && void made.look()
    document.addEventListener('visibilitychange', onShown)
    return () => {
      document.removeEventListener('visibilitychange', onShown)
      setEditor(null)
    }
  }, [db, around, draftId, isHere])
  if (turn.where === 'elsewhere') return <Elsewhere onAskFor={turn.askFor} />
  if (!editor) return <Skeleton label="Reading the draft" lines={8} />
  return <Drawing editor={editor} draftId={draftId} />
}

const LONGEST_ASKED_MS = 5_000

function Elsewhere({ onAskFor }: { onAskFor: () => void }) {
  const [isAsked, setAsked] = useState(false)
  const ask = () => {
    setAsked(true)
    onAskFor()
  }
  useEffect(() => {
    // With a third tab it may have gone there: it can be asked for anew.
    const again = isAsked ? setTimeout(() => setAsked(false), LONGEST_ASKED_MS) : undefined
    return () => clearTimeout(again)
  }, [isAsked])
  return (
    <div className="flex flex-col gap-4">
      <ToAll />
      <Notice
        tone="amber"
        title="Open in another tab"
        actions={
          <Button size="small" isBusy={isAsked} onClick={ask}>
            Go on here
          </Button>
        }
      >
        This draft is being written in another tab of this browser. Once that is closed it goes on
        here by itself, with all that was written there.
      </Notice>
    </div>
  )
}

function Drawing({ editor, draftId }: { editor: FlowEditor; draftId: string }) {
  const state = useStore(editor)
  const { content, published, refused, of, history } = state
  const [opened, open] = useState<Opened | null>(null)
  const [isAboutOpen, setAboutOpen] = useState(true)
  const [areValuesOpen, setValuesOpen] = useState(false)
  const [isDrawn, setDrawn] = useState(false)
  const isWide = useIsWide(WIDE_REM)
  // Checked when the hand pauses: a flow of thousands of steps must not hold up a letter.
  const checked = useDeferredValue(content)
  const [same] = useState(makeSameProblems)
  const problems = useMemo(
    () => same([...refused, ...checkDraft(checked)]),
    [same, refused, checked],
  )
  const byPlace = useMemo(() => listBy(problems, ({ at }) => at), [problems])
  useDraftKeys(editor)
  const show = (problem: ShownProblem) => {
    const { at, field } = problem
    if (content.nodes.some(({ id }) => id === at)) return open({ id: at, field: field ?? 'title' })
    if (content.variables.some(({ name }) => name === at)) return setValuesOpen(true)
    setAboutOpen(true)
    requestAnimationFrame(() => document.getElementsByName(field ?? at)[0]?.focus())
  }
  if (state.failed) return <NotRead trouble={state.failed} onAgain={() => void editor.load()} />
  if (!state.isLoaded) return <Skeleton label="Reading the draft" lines={8} />
  const drawing = (
    <DraftDrawing flow={content} editor={editor} problems={byPlace} opened={opened} onOpen={open} />
  )
  const form = (
    <div className="flex min-w-0 flex-col gap-4">
      <Head editor={editor} state={state} />
      <DraftConflict state={state} editor={editor} />
      <TakeFromOriginal content={checked} editor={editor} />
      <Fold title="About the flow" isOpen={isAboutOpen} onOpenChange={setAboutOpen}>
        <AboutFlow
          flow={content}
          editor={editor}
          problems={problems.filter(({ code }) => code === 'flow_incomplete')}
          isNew={of === null}
        />
      </Fold>
      <Fold
        title="Values to fill in"
        aside={content.variables.length > 0 ? String(content.variables.length) : undefined}
        isOpen={areValuesOpen}
        onOpenChange={setValuesOpen}
      >
        <Values flow={content} editor={editor} problems={problems} />
      </Fold>
      {!isWide && content.nodes.length > 0 && (
        <Fold title="As a drawing" isOpen={isDrawn} onOpenChange={setDrawn}>
          <div className="h-[min(32rem,70dvh)]">{drawing}</div>
        </Fold>
      )}
      <StepList flow={content} editor={editor} problems={byPlace} opened={opened} onOpen={open} />
      {published && <Differences before={published} after={checked} />}
      <DropThis editor={editor} state={state} draftId={draftId} />
      <DraftActs editor={editor} state={state} problems={problems} onShow={show} />
      <span className="sr-only" role="status">
        {history.future.length > 0 ? `Undone, ${history.future.length} to redo` : ''}
      </span>
    </div>
  )
  if (!isWide) return form
  return (
    <div data-wide className="grid grid-cols-[minmax(0,1fr)_30rem] items-start gap-5">
      <div className="sticky top-4 h-[calc(100dvh-2rem)]">{drawing}</div>
      {form}
    </div>
  )
}

function NotRead({ trouble, onAgain }: { trouble: Trouble; onAgain: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <ToAll />
      <Notice
        tone="bad"
        title="This draft cannot be shown"
        actions={
          trouble.code !== 'notFound' && (
            <Button size="small" onClick={onAgain}>
              Try again
            </Button>
          )
        }
      >
        {trouble.message}
      </Notice>
    </div>
  )
}

const ToAll = () => (
  <a
    href="#all"
    className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
  >
    <ArrowLeft aria-hidden className="size-3.5" />
    All flows
  </a>
)

/** From here on the drawing and the form stand beside each other. */
const WIDE_REM = 76

function Head({
  editor,
  state: { content, head, of, isChanged, history },
}: {
  editor: FlowEditor
  state: ReturnType<FlowEditor['getState']>
}) {
  return (
    <header className="flex flex-wrap items-start gap-3">
      <div className="min-w-0 flex-1">
        <ToAll />
        <h1 className="text-large font-semibold break-words">{content.name || 'New flow'}</h1>
        <p className="flex flex-wrap items-center gap-2 pt-1 text-small text-muted">
          <Badge tone="amber">{of ? 'Draft of the next version' : 'Draft of a new flow'}</Badge>
          {content.fork && <Badge icon={<GitFork aria-hidden />}>Fork</Badge>}
          {head ? (
            <span>
              {head.authorName}, saved {head.revision === 1 ? 'once' : `${head.revision} times`}
            </span>
          ) : (
            <span>Not saved yet</span>
          )}
          {head && isChanged && <Badge tone="amber">Changes not saved</Badge>}
        </p>
      </div>
      <div className="flex gap-1">
        <IconButton
          label="Undo"
          keyLabel="Ctrl+Z"
          icon={<Undo2 className="size-4" />}
          aria-disabled={history.past.length === 0 || undefined}
          className={history.past.length === 0 ? 'opacity-55' : ''}
          onClick={() => editor.undo()}
        />
        <IconButton
          label="Redo"
          keyLabel="Ctrl+Y"
          icon={<Redo2 className="size-4" />}
          aria-disabled={history.future.length === 0 || undefined}
          className={history.future.length === 0 ? 'opacity-55' : ''}
          onClick={() => editor.redo()}
        />
      </div>
    </header>
  )
}
