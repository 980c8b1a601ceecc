/**
 * What stands between a session and a model: secrets do not go out at all, people and their
 * addresses as tokens; machines and theirs too, where the team wants that (`hostsKnown`).
 *
 * The same person is the same token in a whole conversation: what was met in earlier turns is
 * met again first, in the same order. `hide` before anything leaves the house, `restore` for
 * what comes back.
 */
import { TOKEN } from '#shared/assistant/growing-text.ts'
import { openPseudonyms } from '#shared/assistant/pseudonyms.ts'
import { type Marking, maskIn } from '#shared/session/mask-session.ts'

export interface Veil {
  hide(text: string): string
  restore(text: string): string
  /** For words that grow: as much as can be shown without cutting into a token. */
  restoreGrowing: ReturnType<typeof openPseudonyms>['restoreGrowing']
  /** What got a token that was not in `before`, in that order. */
  met(): string[]
}

export interface Veiled {
  people: readonly string[]
  /** What got a token in earlier turns, in that order. */
  before?: readonly string[]
  /** Machines known by name; none where machines may be named. */
  hosts: readonly string[] | null
  /** The session that is talked about, where there is one. */
  session: Marking
}

export function makeVeil({ people, before = [], hosts, session }: Veiled): Veil {
  const mask = maskIn(session)
  const names = openPseudonyms(people, hosts)
  const known = new Set(before.map((original) => names.hide(original)))
  const met: string[] = []
  return {
    hide(text) {
      const hidden = names.hide(mask(text))
      for (const [token] of hidden.matchAll(TOKEN)) {
        if (known.has(token)) continue
        known.add(token)
        met.push(names.restore(token))
      }
      return hidden
    },
    restore: names.restore,
    restoreGrowing: names.restoreGrowing,
    met: () => [...met],
  }
}

/** Every text within a value, however deep. */
export function eachText<T>(value: T, change: (text: string) => string): T {
  const walk = (inner: unknown): unknown => {
    if (typeof inner === 'string') return change(inner)
    if (Array.isArray(inner)) return inner.map(walk)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, walk(one)]))
  }
  return walk(value) as T // each text is replaced by a text, and nothing else is touched
}
