/**
 * A flow drawn: its steps as cards, its answers as lines. Shown to be read, or with `edit` to be
 * drawn upon.
 *
 * The flow stays the truth. What the canvas keeps of its own is only what a pointer is just doing
 * and what is selected; every gesture that changes something ends in edits, and what is drawn next
 * is what became of them.
 */

import '@xyflow/react/dist/base.css'
import './canvas.css'
import {
  Background,
  type Connection,
  MarkerType,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { MarkedFlow } from '#shared/flow/edit/mark-changes.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { boxAround } from './box.ts'
import { cardHeight } from './card-size.ts'
import { FlowCard } from './FlowCard.tsx'
import { FlowLine } from './FlowLine.tsx'
import { FlowMap } from './FlowMap.tsx'
import type { Places } from './places.ts'
import { type Card, edgeOf, type Line, makeView } from './to-canvas.ts'
import { MANY, useNear } from './use-near.ts'
import { usePlaces } from './use-places.ts'

export interface FlowCanvasProps {
  flow: FlowContent
  /** The number of each step in the order of a walk. */
  numbers: ReadonlyMap<string, number>
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
  /** How much is wrong with each step. */
  problems?: ReadonlyMap<string, number>
  /** How steps and lines differ from another version. */
  changes?: Pick<MarkedFlow, 'steps' | 'lines'> | undefined
  /** Of the walks of the flow, how many take a line, from 0 to 1: it is as wide as that. */
  shares?: ReadonlyMap<string, number> | undefined
  /** Without it the flow is only shown. The edits of one gesture come together. */
  edit?: ((edits: readonly FlowEdit[]) => void) | undefined
  onInsert?: ((edge: string) => void) | undefined
  newId?: (() => string) | undefined
}

const NODE_TYPES = { card: FlowCard }
const EDGE_TYPES = { line: FlowLine }
const ARROW = { markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--color-line-strong)' } }
const NO_PROBLEMS: ReadonlyMap<string, number> = new Map()
const NOTHING_MOVED: ReadonlyMap<string, Partial<Card>> = new Map()
/** From here on one loses one's way without a map. */
const MAP_FROM = 12

export default function FlowCanvas(props: FlowCanvasProps) {
  const { places, isLate } = usePlaces(props.flow)
  if (!places) return <Skeleton label="Laying out the steps" lines={8} />
  return (
    <ReactFlowProvider>
      <Drawn {...props} places={places} isLate={isLate} />
    </ReactFlowProvider>
  )
}

function Drawn({
  flow,
  numbers,
  places,
  isLate,
  selected,
  onSelect,
  problems = NO_PROBLEMS,
  changes,
  shares,
  edit,
  onInsert,
  newId,
}: FlowCanvasProps & { places: Places; isLate: boolean }) {
  const frame = useRef<HTMLDivElement>(null)
  const mayEdit = edit !== undefined
  const [view] = useState(makeView)
  const cards = useMemo(
    () =>
      view.cardsOf(flow, places, {
        ...{ numbers, problems, selected, mayEdit },
        changes: changes?.steps,
      }),
    [view, flow, places, numbers, problems, selected, mayEdit, changes],
  )
  const [lineSelected, selectLine] = useState<string>()
  const lines = useMemo(
    () =>
      view.linesOf(flow, {
        ...{ selected: selected.size === 0 ? lineSelected : undefined, onInsert },
        changes: changes?.lines,
        shares,
      }),
    [view, flow, onInsert, lineSelected, selected, changes, shares],
  )
  const [moving, move] = useState<{ from: Card[]; to: ReadonlyMap<string, Partial<Card>> }>()
  // What is being moved is forgotten as soon as the flow says where it stands.
  const moved = moving?.from === cards ? moving.to : NOTHING_MOVED
  // What is moved is selected; it must not go, however far the drawing moves beneath it.
  const near = useNear(cards, lines, selected)
  const now = near.cards.map((card) => {
    const by = moved.get(card.id)
    return by ? { ...card, ...by } : card
  })

  const change = (changes: NodeChange<Card>[]) => {
    const chosen = changes.filter((one) => one.type === 'select')
    if (chosen.length > 0) {
      const next = new Set(selected)
      for (const { id, selected: isSelected } of chosen) isSelected ? next.add(id) : next.delete(id)
      onSelect(next)
    }
    const steps = changes.filter((one) => one.type === 'position')
    if (!edit || steps.length === 0) return
    const to = new Map(moved)
    for (const { id, position, dragging } of steps) {
      to.set(id, { ...to.get(id), ...(position && { position }), dragging: dragging ?? false })
    }
    move({ from: cards, to })
    if (steps.some(({ dragging }) => dragging)) return
    const places = [...to].flatMap(([id, { position }]) =>
      position ? [[id, whole(position)]] : [],
    )
    edit([{ type: 'moveNodes', to: Object.fromEntries(places) }])
  }
  const connect = (drawnLine: Connection) => {
    const edge = newId && edgeOf(drawnLine, newId)
    if (edge) edit?.([{ type: 'connect', edge }])
  }
  const remove = ({ nodes, edges }: { nodes: Card[]; edges: Line[] }) => {
    const gone = new Set(nodes.map(({ id }) => id))
    // The lines of a step that goes, go with it.
    const left = edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target))
    edit?.([
      ...left.map(({ id }): FlowEdit => ({ type: 'disconnect', edge: id })),
      ...nodes.map(({ id }): FlowEdit => ({ type: 'removeNode', node: id })),
    ])
    return false
  }

  return (
    <ReactFlow<Card, Line>
      nodes={now}
      edges={near.lines}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultEdgeOptions={ARROW}
      onNodesChange={change}
      onEdgesChange={(changes) => {
        for (const one of changes) {
          if (one.type === 'select') {
            selectLine((now) => (one.selected ? one.id : now === one.id ? undefined : now))
          }
        }
      }}
      onConnect={connect}
      onBeforeDelete={async (going) => remove(going)}
      nodesDraggable={mayEdit}
      nodesConnectable={mayEdit}
      edgesFocusable={mayEdit}
      elementsSelectable
      deleteKeyCode={mayEdit ? ['Delete', 'Backspace'] : null}
      onlyRenderVisibleElements={flow.nodes.length > MANY}
      minZoom={0.05}
      maxZoom={1.5}
      onInit={({ setViewport }) => {
        const height = frame.current?.clientHeight ?? 0
        void setViewport(lookAtStart(flow, places, height))
      }}
      ref={frame}
      aria-label="The flow as a drawing"
      aria-busy={isLate || undefined}
    >
      <Background gap={20} />
      <Zoom cards={cards} />
      {cards.length >= MAP_FROM && <FlowMap cards={cards} />}
    </ReactFlow>
  )
}

const FIRST_ZOOM = 0.85

/** Where a walk begins, at the left, with what comes after it. */
function lookAtStart({ start, nodes }: FlowContent, places: Places, height: number) {
  const at = places.get(start) ?? { x: 0, y: 0 }
  const node = nodes.find(({ id }) => id === start)
  const middle = at.y + (node ? cardHeight(node) / 2 : 0)
  return { x: 24 - at.x * FIRST_ZOOM, y: height / 2 - middle * FIRST_ZOOM, zoom: FIRST_ZOOM }
}

const whole = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x), y: Math.round(y) })

function Zoom({ cards }: { cards: readonly Card[] }) {
  const { zoomIn, zoomOut, fitBounds } = useReactFlow()
  const showAll = () => {
    const all = boxAround(cards)
    if (all) void fitBounds(all)
  }
  return (
    <div className="absolute top-2 right-2 z-5 flex gap-0.5 rounded-md border border-line bg-surface p-0.5">
      <IconButton
        label="Larger"
        icon={<ZoomIn aria-hidden className="size-4" />}
        onClick={() => void zoomIn()}
      />
      <IconButton
        label="Smaller"
        icon={<ZoomOut aria-hidden className="size-4" />}
        onClick={() => void zoomOut()}
      />
      <IconButton
        label="All of it"
        icon={<Maximize aria-hidden className="size-4" />}
        onClick={showAll}
      />
    </div>
  )
}
