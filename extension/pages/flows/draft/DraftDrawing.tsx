/**
 * The drawing of a draft, to be drawn upon: steps are picked, moved, led to one another, put
 * between, copied, grouped and taken out; what is picked alone is open in the form beside it.
 */
import { Copy, Sparkles, Trash2 } from 'lucide-react'
import { type KeyboardEvent, lazy, memo, Suspense, useCallback, useMemo, useState } from 'react'
import { makeStep } from '#shared/flow/edit/begin-flow.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import { copySteps, pasteSteps, readCopied } from '#shared/flow/edit/copy-steps.ts'
import type { FlowContent, NodeKind } from '#shared/flow/flow.ts'
import { Button } from '../../../ui/Button.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { FlowEditor } from './editor-state.ts'
import { GroupPicked } from './GroupPicked.tsx'
import { KindButtons } from './KindButtons.tsx'
import type { Opened } from './StepList.tsx'
import { useClipboard } from './use-clipboard.ts'

const FlowCanvas = lazy(() => import('../canvas/FlowCanvas.tsx'))

export const DraftDrawing = memo(function DraftDrawing({
  flow,
  editor,
  problems,
  opened,
  onOpen,
}: {
  flow: FlowContent
  editor: FlowEditor
  problems: ReadonlyMap<string, readonly DraftProblem[]>
  opened: Opened | null
  onOpen: (opened: Opened | null) => void
}) {
  const { newId } = editor
  const numbers = useMemo(() => new Map(flow.nodes.map(({ id }, n) => [id, n + 1])), [flow.nodes])
  const counts = useMemo(
    () => new Map([...problems].map(([id, all]) => [id, all.length])),
    [problems],
  )
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const openedId = opened?.id
  // Opened in the form, it is the one that is picked here too.
  const selected = useMemo(() => {
    const there = [...picked].filter((id) => numbers.has(id))
    if (openedId === undefined) return new Set(there.length > 1 ? there : [])
    return new Set(picked.has(openedId) ? there : [openedId])
  }, [picked, openedId, numbers])

  const pick = (ids: ReadonlySet<string>) => {
    setPicked(ids)
    const [id] = ids
    onOpen(ids.size === 1 && id !== undefined ? { id, isPicked: true } : null)
  }
  const add = (kind: NodeKind) => {
    const node = makeStep(kind, newId)
    if (editor.edit([{ type: 'addNode', node }])) onOpen({ id: node.id, field: 'title' })
  }
  // The same one from drawing to drawing: every line holds it.
  const insert = useCallback(
    (edge: string) => {
      const node = makeStep('check', newId)
      const [first] = 'choices' in node ? node.choices : []
      const onward = { id: newId(), ...(first ? { choice: first.id } : {}) }
      if (editor.edit([{ type: 'insertOnEdge', edge, node, onward }])) {
        onOpen({ id: node.id, field: 'title' })
      }
    },
    [editor, newId, onOpen],
  )
  const paste = (text: string): boolean => {
    const copied = readCopied(text)
    if (!copied) return false
    const { edits, ids } = pasteSteps(copied, newId)
    if (editor.edit(edits)) pick(ids)
    return true
  }
  const takeOut = () => {
    const gone = [...selected].map((node) => ({ type: 'removeNode' as const, node }))
    if (editor.edit(gone)) pick(new Set())
  }
  const copied = () => (selected.size > 0 ? copySteps(flow, selected) : undefined)
  useClipboard({ copied, onCut: takeOut, onPaste: paste })
  const tidy = () => {
    const placed = flow.nodes.filter(({ position }) => position).map(({ id }) => [id, null])
    editor.edit([{ type: 'moveNodes', to: Object.fromEntries(placed) }])
  }
  const isTidy = flow.nodes.every(({ position }) => !position)
  /** On a step that is picked, Enter goes into its form. */
  const enterForm = (event: KeyboardEvent) => {
    const id = (event.target as Element).closest('.react-flow__node')?.getAttribute('data-id')
    if (event.key !== 'Enter' || !id || !selected.has(id)) return
    event.preventDefault()
    event.stopPropagation()
    onOpen({ id, field: 'title' })
  }

  return (
    <section aria-label="The drawing" className="flex h-full min-h-0 flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center gap-1.5">
        {selected.size > 1 ? (
          <>
            <span className="text-small text-muted">{selected.size} steps picked</span>
            <Button
              size="small"
              icon={<Copy aria-hidden className="size-3.5" />}
              onClick={() => paste(copySteps(flow, selected))}
            >
              Double them
            </Button>
            <GroupPicked
              key={[...selected].sort().join(' ')}
              flow={flow}
              picked={selected}
              editor={editor}
            />
            <Button
              size="small"
              look="quiet"
              icon={<Trash2 aria-hidden className="size-3.5" />}
              onClick={takeOut}
            >
              Take them out
            </Button>
          </>
        ) : (
          <KindButtons label="Add a step to the drawing" of={flow.kind} onPick={add} />
        )}
        {!isTidy && (
          <Button
            size="small"
            look="quiet"
            icon={<Sparkles aria-hidden className="size-3.5" />}
            onClick={tidy}
          >
            Tidy up
          </Button>
        )}
      </div>
      <div
        className="min-h-0 flex-1 overflow-hidden rounded-md border border-line"
        onKeyDownCapture={enterForm}
      >
        <Suspense fallback={<Skeleton label="Drawing the flow" lines={8} />}>
          <FlowCanvas
            flow={flow}
            numbers={numbers}
            problems={counts}
            selected={selected}
            onSelect={pick}
            edit={(edits) => editor.edit(edits)}
            onInsert={insert}
            newId={newId}
          />
        </Suspense>
      </div>
    </section>
  )
})
