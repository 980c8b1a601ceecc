/**
 * What can be undone: whole flows, one per gesture, sharing what has not changed between them.
 *
 * A gesture is what a person would take back at once: a word typed into one field, a step taken
 * out with its edges. What follows soon in the same field belongs to it.
 */
import type { FlowContent } from '#shared/flow/flow.ts'

export interface History {
  past: readonly FlowContent[]
  future: readonly FlowContent[]
  /** The field that is being typed in, and when it was typed in last. */
  open: { gesture: string; atMs: number } | null
}

export const NO_HISTORY: History = { past: [], future: [], open: null }

const MOST_KEPT = 200
/** Who pauses for longer has finished a thought. */
const PAUSE_MS = 2_000

export function addGesture(
  { past, open }: History,
  before: FlowContent,
  gesture: string | undefined,
  atMs: number,
): History {
  const goesOn = gesture !== undefined && open?.gesture === gesture && atMs - open.atMs < PAUSE_MS
  return {
    past: goesOn ? past : [...past, before].slice(-MOST_KEPT),
    future: [],
    open: gesture === undefined ? null : { gesture, atMs },
  }
}

export interface Moved {
  content: FlowContent
  history: History
}

export function undo({ past, future }: History, now: FlowContent): Moved | undefined {
  const content = past.at(-1)
  return (
    content && {
      content,
      history: { past: past.slice(0, -1), future: [now, ...future], open: null },
    }
  )
}

export function redo({ past, future }: History, now: FlowContent): Moved | undefined {
  const [content, ...later] = future
  return content && { content, history: { past: [...past, now], future: later, open: null } }
}
