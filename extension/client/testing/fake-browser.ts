/** The parts of a browser that panels of one profile share: locks, a channel, the network. */
import type { SessionDeps } from '../session-deps.ts'
import type { Locks, Shelf } from '../tokens.ts'

export function fakeLocks(): Locks {
  const held = new Map<string, Promise<unknown>>()
  return {
    async request(name, { ifAvailable }, run) {
      if (ifAvailable && held.has(name)) return run(null)
      const before = held.get(name) ?? Promise.resolve()
      const turn = before.then(
        () => run({ name }),
        () => run({ name }),
      )
      const settled = turn.catch(() => undefined)
      held.set(name, settled)
      void settled.then(() => {
        if (held.get(name) === settled) held.delete(name)
      })
      return turn
    },
  }
}

export function fakeChannel(): () => SessionDeps['channel'] {
  const ears = new Set<{ owner: object; tell: (id: string) => void }>()
  return () => {
    const owner = {}
    return {
      post: (id) => {
        for (const ear of ears) if (ear.owner !== owner) queueMicrotask(() => ear.tell(id))
      },
      hear: (tell) => {
        const ear = { owner, tell }
        ears.add(ear)
        return () => ears.delete(ear)
      },
    }
  }
}

export function fakeNetwork() {
  const ears = new Set<() => void>()
  let isOnline = true
  return {
    is: () => isOnline,
    watch: (tell: () => void) => {
      ears.add(tell)
      return () => ears.delete(tell)
    },
    set(next: boolean) {
      isOnline = next
      for (const tell of ears) tell()
    },
  }
}

export function memoryShelf(): Shelf {
  const values = new Map<string, unknown>()
  const ears = new Map<string, Set<() => void>>()
  const changed = (key: string) => {
    for (const tell of ears.get(key) ?? []) tell()
  }
  return {
    read: async (key) => values.get(key),
    async write(key, value) {
      values.set(key, structuredClone(value))
      changed(key)
    },
    async remove(key) {
      values.delete(key)
      changed(key)
    },
    watch(key, tell) {
      const of = ears.get(key) ?? new Set()
      ears.set(key, of.add(tell))
      return () => of.delete(tell)
    },
  }
}
