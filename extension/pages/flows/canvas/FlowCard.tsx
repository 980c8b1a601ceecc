/** A step on the canvas: what it is, what it is called, and its ways out, each with its handle. */
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Minus, PencilLine, Play, Plus, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { ChangeMark } from '#shared/flow/edit/mark-changes.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { ENDING_WORDS, NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { classNames } from '../../../ui/class-names.ts'
import { NODE_KIND_ICONS } from '../../../ui/kind-icons.ts'
import { HEAD_HEIGHT, WAY_HEIGHT, waysOutOf } from './card-size.ts'
import { type Card, MARK_WORDS, ONLY_WAY_OUT, WAY_IN } from './to-canvas.ts'

/** The colour says again what the word says: what changes something is amber, what disrupts red. */
const toneOf = (step: FlowNode): string => {
  if (step.kind !== 'action' || step.safety === 'reads') return 'text-muted'
  return step.safety === 'disrupts' ? 'text-bad-ink' : 'text-amber-ink'
}

export const FlowCard = memo(function FlowCard({ data, selected }: NodeProps<Card>) {
  const { step, number, isStart, problems, mayConnect, change } = data
  const Icon = NODE_KIND_ICONS[step.kind]
  return (
    <div
      className={classNames(
        'flex h-full flex-col rounded-lg border bg-surface text-left',
        change === 'gone' && 'border-dashed bg-sunken',
        selected
          ? 'border-accent-ink ring-2 ring-accent-ink'
          : change
            ? MARK_LINES[change]
            : 'border-line-strong',
      )}
    >
      <Handle
        type="target"
        position={Position.Left}
        id={WAY_IN}
        isConnectable={mayConnect}
        style={{ top: HEAD_HEIGHT / 2 }}
      />
      <div
        style={{ height: HEAD_HEIGHT }}
        className="flex shrink-0 flex-col gap-0.5 overflow-hidden px-2.5 pt-2"
      >
        <p className={classNames('flex items-center gap-1 text-fine font-medium', toneOf(step))}>
          <Icon aria-hidden className="size-3 shrink-0" />
          {tellKind(step)}
          {isStart && (
            <span className="inline-flex items-center gap-0.5 text-accent-ink">
              <Play aria-hidden className="size-3" />
              Start
            </span>
          )}
          {change && <Mark change={change} />}
          {problems > 0 && (
            <span className="ml-auto inline-flex items-center gap-0.5 text-amber-ink">
              <TriangleAlert aria-hidden className="size-3" />
              {problems} to mend
            </span>
          )}
        </p>
        <p
          className={classNames(
            'line-clamp-2 text-body leading-snug font-semibold break-words',
            change === 'gone' ? 'text-muted line-through' : 'text-ink',
          )}
        >
          {number}. {step.title || 'Without a title'}
        </p>
      </div>
      {waysOutOf(step).map(({ choice, label }) => (
        <div
          key={choice ?? ONLY_WAY_OUT}
          style={{ height: WAY_HEIGHT }}
          className="relative flex shrink-0 items-center border-t border-line px-2.5"
        >
          <span className="truncate text-small text-muted">{label || 'Without words'}</span>
          <Handle
            type="source"
            position={Position.Right}
            id={choice ?? ONLY_WAY_OUT}
            isConnectable={mayConnect}
          />
        </div>
      ))}
    </div>
  )
})

/** What the border says in colour, a sign and a word say too. */
const MARK_LINES: Record<ChangeMark, string> = {
  new: 'border-good-line ring-1 ring-good-line',
  changed: 'border-amber-line ring-1 ring-amber-line',
  gone: 'border-bad-line',
}
const MARK_SIGNS = { new: Plus, changed: PencilLine, gone: Minus } as const
const MARK_TONES: Record<ChangeMark, string> = {
  new: 'text-good-ink',
  changed: 'text-amber-ink',
  gone: 'text-bad-ink',
}

function Mark({ change }: { change: ChangeMark }) {
  const Sign = MARK_SIGNS[change]
  return (
    <span
      className={classNames(
        'ml-auto inline-flex items-center gap-0.5 font-semibold',
        MARK_TONES[change],
      )}
    >
      <Sign aria-hidden className="size-3" />
      {MARK_WORDS[change]}
    </span>
  )
}

const tellKind = (step: FlowNode): string =>
  step.kind === 'end' ? ENDING_WORDS[step.ending] : NODE_KIND_WORDS[step.kind]
