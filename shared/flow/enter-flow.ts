/** Going into a flow: the versions that a walk holds on to, and the event that begins a run. */
import type { EventData, FlowPin } from '../session/event.ts'
import type { Place } from '../session/place.ts'
import { beginOf } from './begin-of.ts'
import type { Flow } from './flow.ts'
import { flowsEnteredAt } from './flow-map.ts'

/** Every flow that can be entered from this one, directly or not, each once. */
export function pinsOf(flow: Flow, bySlug: (slug: string) => Flow | undefined): FlowPin[] {
  const pinned = new Map<string, Flow>()
  const queue = [flow]
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const node of next.content.nodes) {
      for (const slug of flowsEnteredAt(node)) {
        const sub = pinned.has(slug) ? undefined : bySlug(slug)
        if (!sub) continue
        pinned.set(slug, sub)
        queue.push(sub)
      }
    }
  }
  return [...pinned.values()].map(pinOf)
}

export const enterFlow = (
  flow: Flow,
  pins: readonly FlowPin[],
  runId: string,
  from: Place | null,
  /** Another place than its start, where it is one. */
  at?: string,
): EventData => ({
  type: 'flow_entered',
  runId,
  flow: pinOf(flow),
  pins: [...pins],
  ...beginOf(flow.content, at),
  from,
})

const pinOf = ({ id, version, content }: Flow): FlowPin => ({
  id,
  version,
  slug: content.slug,
  name: content.name,
})
