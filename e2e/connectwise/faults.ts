/**
 * Faults on command, per call: what the network, a proxy or ConnectWise itself does to one of our
 * calls. A fault names the calls it is for (method, path, from the nth such call on, how many)
 * and is spent call by call. Whether the record was stored is in the world's ledger: after
 * `cutAfter` it was, after `cutBefore` it was not, and the client cannot tell the two apart.
 */
import * as z from 'zod/mini'

export const Play = z.discriminatedUnion('kind', [
  /** Does what was asked only after this time, also when the client has long given up. */
  z.object({ kind: z.literal('slow'), ms: z.int() }),
  /** Takes the call and never answers; nothing is stored. */
  z.object({ kind: z.literal('hang') }),
  /** Does what was asked and never says so. */
  z.object({ kind: z.literal('hangAfter') }),
  /** Closes the line before anything is done. */
  z.object({ kind: z.literal('cutBefore') }),
  /** Does what was asked and closes the line without a word. */
  z.object({ kind: z.literal('cutAfter') }),
  /** Does what was asked, sends half of the answer, closes the line. */
  z.object({ kind: z.literal('cutMiddle') }),
  /** Refuses with a JSON body in ConnectWise's shape; nothing is stored. */
  z.object({
    kind: z.literal('status'),
    status: z.literal([400, 401, 403, 404, 405, 409, 500, 503]),
    message: z.optional(z.string()),
  }),
  /** 429; `retryAfter` is sent as it is: seconds, a date, or nothing when left out. */
  z.object({ kind: z.literal('throttle'), retryAfter: z.optional(z.string()) }),
  /** A proxy's page in place of an answer; nothing is stored. */
  z.object({ kind: z.literal('htmlError'), status: z.literal([500, 502, 503, 504, 520]) }),
  /** 200 that claims JSON and is a page. */
  z.object({ kind: z.literal('htmlAsJson') }),
  /** The cloud's answer to a codebase or company it does not know. */
  z.object({ kind: z.literal('cannotRoute') }),
  /** Does what was asked, but the answer names another ticket. */
  z.object({ kind: z.literal('wrongTicket') }),
  /** 302 to somewhere else; credentials must not follow. */
  z.object({ kind: z.literal('redirect'), to: z.string() }),
])
export type Play = z.infer<typeof Play>

export const NewFault = z.object({
  /** GET, POST …; every method when left out. */
  method: z.optional(z.string()),
  /**
   * Path below `/apis/3.0`, or the whole one of company info: `*` is one segment, `**` any number.
   * Every path when left out.
   */
  path: z.optional(z.string()),
  /** The first matching call it plays on, counted from 1. */
  nth: z.optional(z.int().check(z.gte(1))),
  /** On how many calls it plays; once when left out. */
  count: z.optional(z.int().check(z.gte(1))),
  play: Play,
})
export type NewFault = z.infer<typeof NewFault>

export type Fault = NewFault & {
  id: number
  /** Matching calls so far. */
  seen: number
  played: number
}

export type Faults = ReturnType<typeof createFaults>

export function createFaults() {
  let faults: Fault[] = []
  let lastId = 0
  return {
    add(fault: NewFault): Fault {
      lastId += 1
      const added: Fault = { ...fault, id: lastId, seen: 0, played: 0 }
      faults.push(added)
      return added
    },
    list: (): readonly Fault[] => faults,
    remove(id: number) {
      faults = faults.filter((f) => f.id !== id)
    },
    clear() {
      faults = []
    },
    /** The fault to play on this call. The first one given wins; each counts the call as seen. */
    next(method: string, path: string): Play | undefined {
      let play: Play | undefined
      for (const fault of faults) {
        if (!isFor(fault, method, path)) continue
        fault.seen += 1
        if (play || fault.seen < (fault.nth ?? 1) || fault.played >= (fault.count ?? 1)) continue
        fault.played += 1
        play = fault.play
      }
      return play
    },
  }
}

function isFor(fault: Fault, method: string, path: string): boolean {
  if (fault.method && fault.method.toUpperCase() !== method) return false
  return fault.path === undefined || patternOf(fault.path).test(path)
}

function patternOf(path: string): RegExp {
  const body = path
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === '**') return '.*'
      return part === '*' ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${body}$`, 'i')
}
