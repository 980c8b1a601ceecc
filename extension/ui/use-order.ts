/**
 * A list put in order by hand: a thing is dragged by its grip, or moved by the arrow keys, Home and
 * End while its grip has the focus.
 *
 * Expects a list whose children are the things, in the order of `ids`. Nothing moves while one
 * drags but a line that says where it would come to stand: the list is long, and what is drawn anew
 * under the hand is lost. Escape lets go and changes nothing. Where each thing came to stand is said
 * aloud. Whoever uses this also offers buttons for it, for those who can neither drag nor type.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

export interface Ordered {
  ids: readonly string[]
  nameOf: (id: string) => string
  /** In front of `before`, or last without it; `isKey`: one press of several, perhaps. */
  onMove: (id: string, before: string | undefined, isKey: boolean) => void
}

export interface Order<L extends HTMLElement> {
  list: RefObject<L | null>
  /** For each grip; the same as long as the list is there. */
  grips: GripEvents
  /** What is dragged now, and the thing whose edge it would come to stand at. */
  drag: { id: string; at: string | undefined; edge: 'above' | 'below' } | null
  said: string
}

export interface GripEvents {
  onPointerDown: (id: string, event: PointerEvent<HTMLElement>) => void
  onPointerMove: (event: PointerEvent<HTMLElement>) => void
  onPointerUp: () => void
  letGo: () => void
  onKeyDown: (id: string, event: KeyboardEvent<HTMLElement>) => void
}

export function useOrder<L extends HTMLElement>(given: Ordered): Order<L> {
  const list = useRef<L>(null)
  const latest = useRef(given)
  useLayoutEffect(() => {
    latest.current = given
  })
  const [held, hold] = useState<Held | null>(null)
  const [said, say] = useState('')
  const grips = useMemo(() => followGrips(list, latest, hold, say), [])
  useEffect(() => grips.letGo, [grips])
  return { list, grips, said, drag: held && dragOf(given.ids, held) }
}

interface Held {
  id: string
  /** Where it would come to stand; `ids.length` is last. */
  place: number
}

function followGrips(
  list: RefObject<HTMLElement | null>,
  latest: RefObject<Ordered>,
  hold: (held: Held | null) => void,
  say: (said: string) => void,
): GripEvents {
  let held: Held | null = null
  let [fromY, y, frame] = [0, 0, 0]
  let hasMoved = false

  const moveTo = (id: string, place: number, isKey: boolean) => {
    const { ids, nameOf, onMove } = latest.current
    const at = ids.indexOf(id)
    if (at === -1 || place === at || place === at + 1) return
    onMove(id, ids[place], isKey)
    say(`${nameOf(id)}: now ${place > at ? place : place + 1} of ${ids.length}.`)
  }
  /** Each frame, since the page also moves beneath a hand that rests near its edge. */
  const look = () => {
    if (!held || !list.current) return
    frame = requestAnimationFrame(look)
    if (!hasMoved) return
    scrollBy(0, scrollAt(y))
    const place = placeAt(list.current.children, y)
    if (place === held.place) return
    held = { ...held, place }
    hold(held)
  }
  const letGo = () => {
    cancelAnimationFrame(frame)
    held = null
    hold(null)
  }
  return {
    letGo,
    onPointerDown(id, event) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const place = latest.current.ids.indexOf(id)
      held = { id, place }
      hasMoved = false
      fromY = y = event.clientY
      hold(held)
      frame = requestAnimationFrame(look)
    },
    onPointerMove(event) {
      y = event.clientY
      hasMoved ||= Math.abs(y - fromY) >= LEAST_PX
    },
    onPointerUp() {
      if (held && hasMoved && list.current) {
        moveTo(held.id, placeAt(list.current.children, y), false)
      }
      letGo()
    },
    onKeyDown(id, event) {
      if (event.key === 'Escape' && held) {
        event.preventDefault()
        event.stopPropagation()
        return letGo()
      }
      const place = placeByKey(event.key, latest.current.ids, id)
      if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      moveTo(id, place, true)
    },
  }
}

/** A hand that only presses trembles less. */
const LEAST_PX = 4

function placeByKey(key: string, ids: readonly string[], id: string): number | undefined {
  const at = ids.indexOf(id)
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'ArrowDown':
      return Math.min(ids.length, at + 2)
    case 'Home':
      return 0
    case 'End':
      return ids.length
    default:
      return undefined
  }
}

/** Before the first thing whose middle is below the hand; they lie in order, so halves are enough. */
function placeAt(things: HTMLCollection, y: number): number {
  let [low, high] = [0, things.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const { top, bottom } = things[middle]?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
    if ((top + bottom) / 2 > y) high = middle
    else low = middle + 1
  }
  return low
}

const EDGE_PX = 56
const FASTEST_PX = 18

/** Faster the nearer to the edge of what is in sight. */
function scrollAt(y: number): number {
  const over = y < EDGE_PX ? y - EDGE_PX : Math.max(0, y - (innerHeight - EDGE_PX))
  return Math.max(-1, Math.min(1, over / EDGE_PX)) * FASTEST_PX
}

/** No edge where it would stay. */
function dragOf(ids: readonly string[], { id, place }: Held): Order<HTMLElement>['drag'] {
  const own = ids.indexOf(id)
  if (place === own || place === own + 1) return { id, at: undefined, edge: 'above' }
  return place < ids.length
    ? { id, at: ids[place], edge: 'above' }
    : { id, at: ids.at(-1), edge: 'below' }
}
