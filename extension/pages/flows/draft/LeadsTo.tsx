/**
 * Where a way out of a step leads: nowhere yet, another step, or a new one made on the spot.
 *
 * New ones are buttons and not among the alternatives: the arrow keys take each alternative that
 * they pass.
 */
import { ArrowRight, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { leadTo, leadToNew, makeStep } from '#shared/flow/edit/begin-flow.ts'
import type { FlowContent, NodeKind } from '#shared/flow/flow.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import type { FlowEditor } from './editor-state.ts'
import { KindButtons } from './KindButtons.tsx'

/** Of more steps, a list holds them all only once it is asked: a form may have many such lists. */
const FEW = 30

export function LeadsTo({
  flow,
  from,
  choice,
  of,
  editor,
  onOpen,
}: {
  flow: FlowContent
  from: string
  choice?: string
  /** The answer it is about, said to those who hear the form. */
  of: string
  editor: FlowEditor
  onOpen: (id: string) => void
}) {
  const way = { from, ...(choice === undefined ? {} : { choice }) }
  const edge = flow.edges.find((one) => one.from === from && one.choice === choice)
  const pick = (to: string) => {
    if (to !== '') editor.edit([leadTo(flow, way, to, editor.newId)])
    else if (edge) editor.edit([{ type: 'disconnect', edge: edge.id }])
  }
  const make = (kind: NodeKind) => {
    const node = makeStep(kind, editor.newId)
    if (editor.edit(leadToNew(flow, way, node, editor.newId))) onOpen(node.id)
  }
  const [isAsked, setAsked] = useState(flow.nodes.length <= FEW)
  const offered = flow.nodes.flatMap(({ id, title }, n) =>
    isAsked || id === edge?.to
      ? [{ value: id, label: `${n + 1}. ${title.trim() || 'Without a title yet'}` }]
      : [],
  )
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-end gap-1">
        <div className="min-w-0 flex-1">
          <SelectField
            label={of ? `“${of}” leads to` : 'Leads to'}
            value={edge?.to ?? ''}
            options={[{ value: '', label: 'Nowhere yet' }, ...offered]}
            // Before it opens: a press of the mouse and the keyboard both come here first.
            onFocus={() => setAsked(true)}
            onPointerDown={() => setAsked(true)}
            onPick={pick}
          />
        </div>
        {edge && (
          <IconButton
            label={of ? `Open what “${of}” leads to` : 'Open what it leads to'}
            icon={<ArrowRight className="size-4" />}
            onClick={() => onOpen(edge.to)}
          />
        )}
      </div>
      <NewStep of={of} onMake={make} />
    </div>
  )
}

function NewStep({ of, onMake }: { of: string; onMake: (kind: NodeKind) => void }) {
  const [isPicking, setPicking] = useState(false)
  const kinds = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isPicking) kinds.current?.querySelector('button')?.focus()
  }, [isPicking])
  if (isPicking) {
    return (
      <div ref={kinds}>
        <KindButtons
          label={of ? `New step for “${of}”` : 'New step'}
          of="troubleshooting"
          onPick={onMake}
        />
      </div>
    )
  }
  return (
    <Button
      size="small"
      look="quiet"
      className="self-start"
      aria-label={of ? `To a new step from “${of}”` : 'To a new step'}
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={() => setPicking(true)}
    >
      To a new step
    </Button>
  )
}
