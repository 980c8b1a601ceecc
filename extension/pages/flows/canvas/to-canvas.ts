/**
 * A flow as the canvas draws it. A view and nothing else: it holds nothing that the flow, where
 * its steps stand and what is wrong with them do not say.
 */
import {
  type Edge as DrawnEdge,
  type Node as DrawnNode,
  type NodeHandle,
  Position,
} from '@xyflow/react'
import type { ChangeMark } from '#shared/flow/edit/mark-changes.ts'
import type { Edge, FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { CARD_WIDTH, cardHeight, HANDLE_SIZE, wayInAt, wayOutAt, waysOutOf } from './card-size.ts'
import type { Places } from './places.ts'

export interface CardData extends Record<string, unknown> {
  step: FlowNode
  /** In the order of a walk, as in the list of steps. */
  number: number
  isStart: boolean
  /** How much is wrong with it. */
  problems: number
  mayConnect: boolean
  /** How it differs from another version, where two are compared. */
  change: ChangeMark | undefined
}
export type Card = DrawnNode<CardData, 'card'>
export type Line = DrawnEdge<
  {
    onInsert: ((edge: string) => void) | undefined
    change: ChangeMark | undefined
    /** Of the walks of the flow, from 0 to 1, where it is shown how it is walked. */
    share: number | undefined
  },
  'line'
>

/** The way in of each card, and the way out of one that asks for a value. */
export const WAY_IN = 'in'
export const ONLY_WAY_OUT = 'then'

export interface Marks {
  numbers: ReadonlyMap<string, number>
  problems: ReadonlyMap<string, number>
  selected: ReadonlySet<string>
  mayEdit: boolean
  changes?: ReadonlyMap<string, ChangeMark> | undefined
}

interface LineMarks {
  selected: string | undefined
  onInsert: ((edge: string) => void) | undefined
  changes?: ReadonlyMap<string, ChangeMark> | undefined
  shares?: ReadonlyMap<string, number> | undefined
}

/**
 * Views of flows one after the other: a card or line that would look the same is the very same
 * object, so that a letter typed into one step of thousands draws one card anew.
 */
export function makeView() {
  let cards = new Map<string, Card>()
  let lines = new Map<string, Line>()
  return {
    cardsOf(flow: FlowContent, places: Places, marks: Marks): Card[] {
      const next = flow.nodes.map((step) =>
        keepSame(cards.get(step.id), toCard(flow, step, places, marks)),
      )
      cards = new Map(next.map((card) => [card.id, card]))
      return next
    },
    linesOf(flow: FlowContent, marks: LineMarks): Line[] {
      const titles = new Map(flow.nodes.map(({ id, title }) => [id, title]))
      const next = flow.edges.map((edge) =>
        keepSame(lines.get(edge.id), toLine(edge, titles, marks)),
      )
      lines = new Map(next.map((line) => [line.id, line]))
      return next
    },
  }
}

/**
 * What React Flow otherwise finds out by drawing each card of a flow once and measuring it, and again
 * whenever one has changed. Of the same step it is the same, so that what looks the same is known by it.
 */
const sizes = new WeakMap<FlowNode, Pick<Card, 'measured' | 'handles'>>()

function sizeOf(step: FlowNode): Pick<Card, 'measured' | 'handles'> {
  const known = sizes.get(step)
  if (known) return known
  const handle = (id: string, type: NodeHandle['type'], at: { x: number; y: number }) => ({
    ...{ id, type, ...at, width: HANDLE_SIZE, height: HANDLE_SIZE },
    position: type === 'target' ? Position.Left : Position.Right,
  })
  const size = {
    measured: { width: CARD_WIDTH, height: cardHeight(step) },
    handles: [
      handle(WAY_IN, 'target', wayInAt),
      ...waysOutOf(step).map(({ choice }, n) =>
        handle(choice ?? ONLY_WAY_OUT, 'source', wayOutAt(n)),
      ),
    ],
  }
  sizes.set(step, size)
  return size
}

function toCard(
  { start }: FlowContent,
  step: FlowNode,
  places: Places,
  { numbers, problems, selected, mayEdit, changes }: Marks,
): Card {
  const number = numbers.get(step.id) ?? 0
  const change = changes?.get(step.id)
  return {
    id: step.id,
    type: 'card',
    position: places.get(step.id) ?? { x: 0, y: 0 },
    width: CARD_WIDTH,
    height: cardHeight(step),
    ...sizeOf(step),
    selected: selected.has(step.id),
    ariaLabel: `Step ${number}${tellMark(change)}: ${step.title || 'without a title'}`,
    data: {
      ...{ step, number, isStart: step.id === start },
      ...{ problems: problems.get(step.id) ?? 0, mayConnect: mayEdit, change },
    },
  }
}

function toLine(
  { id, from, choice, to }: Edge,
  titles: ReadonlyMap<string, string>,
  { onInsert, selected, changes, shares }: LineMarks,
): Line {
  const change = changes?.get(id)
  const share = shares && (shares.get(id) ?? 0)
  return {
    id,
    type: 'line',
    source: from,
    sourceHandle: choice ?? ONLY_WAY_OUT,
    target: to,
    targetHandle: WAY_IN,
    selected: id === selected,
    ariaLabel: `From ${titles.get(from) ?? from} to ${titles.get(to) ?? to}${tellMark(change)}${share === undefined ? '' : `, ${tellShare(share)} of walks`}`,
    data: { onInsert, change, share },
  }
}

export const MARK_WORDS: Readonly<Record<ChangeMark, string>> = {
  new: 'New',
  changed: 'Changed',
  gone: 'Taken out',
}

const tellMark = (change: ChangeMark | undefined): string =>
  change ? `, ${MARK_WORDS[change].toLowerCase()}` : ''

export const tellShare = (share: number): string => `${Math.round(100 * share)} %`

const keepSame = <T extends Card | Line>(before: T | undefined, next: T): T =>
  before && looksSame(before, next) ? before : next

/** What is nested is flat itself. Asked for every step and line at each edit: no list is made of it. */
function looksSame(one: object, other: object, depth = 1): boolean {
  for (const key in other) {
    const [before, value] = [valueAt(one, key), valueAt(other, key)]
    if (before === value) continue
    if (depth === 0 || !isPlain(before) || !isPlain(value)) return false
    if (!looksSame(before, value, depth - 1)) return false
  }
  return true
}
const valueAt = (thing: object, key: string): unknown => (thing as Record<string, unknown>)[key]
const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What was drawn between two handles, as the edge of a flow; undefined where it can be none. */
export function edgeOf(
  drawn: { source: string | null; sourceHandle?: string | null; target: string | null },
  newId: () => string,
) {
  const { source: from, sourceHandle, target: to } = drawn
  if (!from || !to || !sourceHandle) return undefined
  const choice = sourceHandle === ONLY_WAY_OUT ? {} : { choice: sourceHandle }
  return { id: newId(), from, to, ...choice }
}
