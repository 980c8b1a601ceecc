/** The steps of a draft in the order in which they were written; the one that is open is a form. */
import { ChevronRight } from 'lucide-react'
import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { makeStep } from '#shared/flow/edit/begin-flow.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import { moveStep } from '#shared/flow/edit/move-step.ts'
import { type FlowContent, type FlowNode, isChecklist } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { DropLine, Grip } from '../../../ui/Grip.tsx'
import { type GripEvents, useOrder } from '../../../ui/use-order.ts'
import type { FlowEditor } from './editor-state.ts'
import { KindButtons } from './KindButtons.tsx'
import { StepForm } from './StepForm.tsx'
import { TakeStep } from './TakeStep.tsx'
import { useNearRows } from './use-near-rows.ts'

/** Which step is open, and the field of it that is to be typed in. */
export interface Opened {
  id: string
  field?: string | undefined
  /** Picked in the drawing, where the keyboard stays. */
  isPicked?: boolean
}

export const StepList = memo(function StepList({
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
  const isList = isChecklist(flow)
  const ids = useMemo(() => flow.nodes.map(({ id }) => id), [flow.nodes])
  const { list, grips, drag, said } = useOrder<HTMLOListElement>({
    ids,
    nameOf: (id) => nameOf(flow.nodes.find((node) => node.id === id)),
    onMove: (id, before, isKey) =>
      editor.edit(moveStep(flow, id, before), isKey ? `${id} place` : undefined),
  })
  const isNear = useNearRows(list, ids)
  return (
    <section aria-labelledby="draft-steps" className="flex flex-col gap-2">
      <h2 id="draft-steps" className="text-title font-semibold">
        Steps
      </h2>
      <ol ref={list} className="flex flex-col gap-2">
        {flow.nodes.map((node, n) => {
          const ofStep = problems.get(node.id) ?? []
          const isOpen = opened?.id === node.id
          return (
            <Row
              key={node.id}
              node={node}
              number={n + 1}
              problems={ofStep.length}
              isNear={isOpen || isNear(n)}
              isStart={flow.start === node.id && !isList}
              isOpen={isOpen}
              onOpen={onOpen}
              grips={isList ? grips : undefined}
              isHeld={drag?.id === node.id}
              drop={drag?.at === node.id ? drag.edge : undefined}
            >
              {isOpen && (
                <FocusOn of={opened}>
                  <StepForm
                    node={node}
                    flow={flow}
                    editor={editor}
                    problems={ofStep}
                    onOpen={(id) => onOpen({ id, field: 'title' })}
                    onClose={() => onOpen(null)}
                  />
                </FocusOn>
              )}
            </Row>
          )
        })}
      </ol>
      <span className="sr-only" role="status">
        {said}
      </span>
      <div className="flex flex-wrap items-center gap-1.5">
        <KindButtons
          label="Add a step"
          of={flow.kind}
          onPick={(kind) => {
            const node = makeStep(kind, editor.newId)
            if (editor.edit([{ type: 'addNode', node }])) onOpen({ id: node.id, field: 'title' })
          }}
        />
        {isList && (
          <TakeStep flow={flow} editor={editor} onTaken={(id) => onOpen({ id, field: 'title' })} />
        )}
      </div>
    </section>
  )
})

/** Of thousands only what has changed is drawn again. */
const Row = memo(function Row({
  node,
  number,
  problems,
  isNear,
  isStart,
  isOpen,
  onOpen,
  grips,
  isHeld,
  drop,
  children,
}: {
  node: FlowNode
  number: number
  problems: number
  /** Otherwise it is its words alone, which can still be found and read out. */
  isNear: boolean
  isStart: boolean
  isOpen: boolean
  onOpen: (opened: Opened | null) => void
  /** Where their order matters. */
  grips: GripEvents | undefined
  isHeld: boolean
  /** At which edge of it the one that is dragged would come to stand. */
  drop: 'above' | 'below' | undefined
  children: ReactNode
}) {
  if (!isNear) {
    return (
      <li className="min-h-10.5 px-2.5">
        {number}. {node.title}
      </li>
    )
  }
  return (
    <li
      className={classNames(
        'relative rounded-lg border bg-surface',
        isOpen ? 'border-accent-ink' : 'border-line',
        isHeld && 'opacity-55',
        // Laid out and painted only where it is looked at; nothing of these stands out from its box.
        !isOpen && !drop && CLOSED,
      )}
    >
      {drop && <DropLine edge={drop} />}
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onOpen(isOpen ? null : { id: node.id, field: 'title' })}
        className={classNames(
          'flex min-h-10 w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-lg px-2.5 py-1.5 text-left hover:bg-hover',
          grips && 'pr-10',
        )}
      >
        <ChevronRight
          aria-hidden
          className={`size-3.5 shrink-0 text-faint transition-transform duration-100 ${isOpen ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0 flex-1 basis-40 font-medium break-words">
          {number}.{' '}
          {node.title.trim() || <span className="text-muted italic">Without a title yet</span>}
        </span>
        <span className="flex flex-wrap items-center gap-1.5">
          {isStart && <Badge tone="accent">First</Badge>}
          {node.group && <span className="text-fine text-faint">{node.group}</span>}
          <Badge>{NODE_KIND_WORDS[node.kind]}</Badge>
          {problems > 0 && (
            <Badge tone="amber">{problems === 1 ? '1 to mend' : `${problems} to mend`}</Badge>
          )}
        </span>
      </button>
      {grips && (
        <Grip
          id={node.id}
          name={nameOf(node)}
          grips={grips}
          className="absolute top-1.5 right-1.5"
        />
      )}
      {children}
    </li>
  )
})

const CLOSED =
  '[content-visibility:auto] [contain-intrinsic-size:auto_2.625rem] [overflow-clip-margin:0.5rem]'

const nameOf = (node: FlowNode | undefined): string =>
  node?.title.trim() ? `“${node.title.trim()}”` : 'the step without a title'

/** Where one is led to, one can type at once. */
function FocusOn({ of, children }: { of: Opened; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  // Another object: led there anew, also to the same field.
  useEffect(() => {
    const { field, isPicked } = of
    if (isPicked) {
      box.current?.parentElement?.scrollIntoView({ block: 'nearest' })
      return
    }
    const named = field && box.current?.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)
    const first = box.current?.querySelector<HTMLElement>('input, textarea, select')
    const target = named || first
    target?.focus({ preventScroll: true })
    target?.scrollIntoView({ block: 'center' })
  }, [of])
  return <div ref={box}>{children}</div>
}
