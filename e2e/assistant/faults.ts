/**
 * Faults on command: what the network or the other side does to one of our calls, laid over
 * whatever would have been answered, and spent call by call.
 */
import { purposeOf } from './purpose.ts'
import type { Play } from './reply.ts'
import type { MessagesRequest } from './request.ts'

/** A purpose, as the first line of the system prompt names it, or a question about the request. */
export type When = string | ((request: MessagesRequest) => boolean)

/** Which calls a fault is for. */
export interface Reach {
  /** On how many of them it plays; once when left out. */
  times?: number
  /** Only requests for a message have a purpose. */
  when?: When
  /** The address without its query; the usual one of the stand-in when left out. */
  path?: string
}

export type Faults = ReturnType<typeof createFaults>

export function createFaults(usualPath: string) {
  let faults: { play: Play; path: string; when: When | undefined; left: number }[] = []
  return {
    add(play: Play, { times = 1, when, path = usualPath }: Reach = {}) {
      faults.push({ play, when, path, left: times })
    },
    /** The fault to play on this call, if there is one. */
    next(path: string, request?: MessagesRequest): Play | undefined {
      const fault = faults.find(
        (one) => one.left > 0 && one.path === path && isFor(one.when, request),
      )
      if (fault) fault.left -= 1
      return fault?.play
    },
    clear() {
      faults = []
    },
  }
}

/** Whether something meant for certain requests is for this one. */
export function isFor(when: When | undefined, request: MessagesRequest | undefined): boolean {
  if (when === undefined) return true
  if (!request) return false
  return typeof when === 'string' ? purposeOf(request) === when : when(request)
}
