/** Locks that are waited for in a row and given up, and channels, as the tabs of one browser share them. */
import type { TurnBrowser } from '../take-turn.ts'

export function makeTurnBrowser(): TurnBrowser {
  const queue: { how: { signal?: AbortSignal }; start: () => void }[] = []
  let isHeld = false
  const next = () => {
    isHeld = false
    queue.shift()?.start()
  }
  const ears = new Set<{ onmessage: BroadcastChannel['onmessage'] }>()
  return {
    locks: {
      request: (_, how: { ifAvailable?: boolean; signal?: AbortSignal }, hold) =>
        new Promise((done, fail) => {
          const start = () => {
            isHeld = true
            void hold({}).then(() => {
              next()
              done(undefined)
            })
          }
          if (!isHeld) return start()
          if (how.ifAvailable) return void hold(null).then(done)
          const waiting = { how, start }
          queue.push(waiting)
          how.signal?.addEventListener('abort', () => {
            const place = queue.indexOf(waiting)
            if (place < 0) return
            queue.splice(place, 1)
            fail(new DOMException('Given up', 'AbortError'))
          })
        }),
    },
    openChannel: () => {
      const own: ReturnType<TurnBrowser['openChannel']> = {
        onmessage: null,
        postMessage: (data) => {
          for (const ear of ears)
            if (ear !== own)
              queueMicrotask(() =>
                ear.onmessage?.call(
                  new BroadcastChannel('unused'),
                  new MessageEvent('message', { data }),
                ),
              )
        },
        close: () => ears.delete(own),
      }
      ears.add(own)
      return own
    },
  }
}
