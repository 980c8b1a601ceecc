/** The steps of a checklist by group: each with its sign, to be ticked or opened. */
import { Check, Minus, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ChecklistHere, RuntimeStep } from '#shared/session/checklist.ts'
import type { Tick } from '#shared/session/checklist-event.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { usePanel } from '../../PanelContext.tsx'
import { useWhyNot } from './use-why-not.ts'

export function ListedSteps({
  list: { steps, at },
  isLow,
  onOpen,
}: {
  list: ChecklistHere
  /** It stands above the step and leaves room for it. */
  isLow: boolean
  onOpen: (step: RuntimeStep) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const opened = at?.place.nodeId
  useEffect(() => {
    const list = box.current
    const row = opened && list?.querySelector<HTMLElement>('[aria-current="step"]')
    if (!list || !row) return
    // Only the list moves, not what stands around it.
    const { offsetTop: top, offsetHeight: height } = row
    if (top < list.scrollTop + ROOM) list.scrollTop = top - ROOM
    else if (top + height > list.scrollTop + list.clientHeight) {
      list.scrollTop = top + height - list.clientHeight + ROOM
    }
  }, [opened])
  return (
    <div
      ref={box}
      className={`relative flex flex-col overflow-y-auto px-1 pb-1 ${isLow ? 'max-h-[38dvh]' : 'max-h-[75dvh]'}`}
    >
      {groupsOf(steps).map(({ group, steps: grouped }) => (
        <section key={grouped[0]?.place.nodeId} aria-label={group ?? 'Steps'}>
          {group && (
            <h3 className="px-1.5 pt-1.5 pb-0.5 text-fine font-semibold text-muted">{group}</h3>
          )}
          <ol className="flex flex-col">
            {grouped.map((step) => (
              <Row
                key={step.place.nodeId}
                step={step}
                isAt={step.place.nodeId === opened}
                onOpen={() => onOpen(step)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

/** Of the heading above it a step in sight shows something. */
const ROOM = 28

function groupsOf(steps: readonly RuntimeStep[]) {
  const groups: { group: string | undefined; steps: RuntimeStep[] }[] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last && last.group === step.group) last.steps.push(step)
    else groups.push({ group: step.group, steps: [step] })
  }
  return groups
}

function Row({ step, isAt, onOpen }: { step: RuntimeStep; isAt: boolean; onOpen: () => void }) {
  const { number, title, isCustom, isMandatory, settled, whyNot } = step
  const isDone = settled?.tick.kind === 'done'
  return (
    <li
      className={`flex items-center gap-1 rounded-md ${isAt ? 'bg-accent-soft' : 'hover:bg-hover'}`}
    >
      <TickBox step={step} />
      <button
        type="button"
        aria-current={isAt ? 'step' : undefined}
        onClick={onOpen}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-1.5 py-1 pr-1.5 text-left text-small"
      >
        <span
          className={`min-w-0 flex-1 break-words ${settled ? 'text-muted' : ''} ${isDone ? 'line-through decoration-line-strong' : ''}`}
        >
          {number}. {title}
          {settled && <span className="sr-only">, {TOLD[settled.tick.kind]}</span>}
          {whyNot && <span className="sr-only">, waits</span>}
        </span>
        {isCustom && <Badge tone="amber">Custom</Badge>}
        {isMandatory && !settled && <span className="text-fine text-faint">required</span>}
      </button>
    </li>
  )
}

const TOLD: Readonly<Record<Tick['kind'], string>> = {
  done: 'done',
  not_applicable: 'not applicable',
  exception: 'exception',
}

/** Ticks the step from the list, or takes its tick back. */
function TickBox({ step: { title, settled, place } }: { step: RuntimeStep }) {
  const { walk } = usePanel()
  const why = useWhyNot(place.nodeId)
  const kind = settled?.tick.kind
  return (
    <button
      type="button"
      aria-pressed={settled ? (kind === 'done' ? 'true' : 'mixed') : 'false'}
      aria-disabled={why !== undefined || undefined}
      aria-label={`Tick “${title}”`}
      title={why ?? (settled ? 'Take the tick back' : 'Done')}
      onClick={() => {
        if (settled) void walk.untick(settled.step.id)
        else void walk.tick(place.nodeId, { kind: 'done' })
      }}
      className="flex size-8 shrink-0 items-center justify-center"
    >
      <span
        className={`flex size-4 items-center justify-center rounded-sm border ${looks(kind, why)}`}
      >
        {kind === 'done' && <Check aria-hidden className="size-3" />}
        {kind === 'not_applicable' && <Minus aria-hidden className="size-3" />}
        {kind === 'exception' && <TriangleAlert aria-hidden className="size-3" />}
      </span>
    </button>
  )
}

function looks(kind: Tick['kind'] | undefined, why: string | undefined): string {
  if (kind === 'done') return 'border-accent bg-accent text-on-accent'
  if (kind === 'exception') return 'border-amber-line bg-amber-soft text-amber-ink'
  if (kind) return 'border-line-strong bg-hover text-muted'
  return why ? 'border-dashed border-line-strong opacity-60' : 'border-line-strong bg-surface'
}
