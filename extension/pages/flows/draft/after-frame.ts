/**
 * Comes back once the next frame is on the screen; in a tab that draws none, soon all the same, and
 * at once in one that is closed: what waits for it is still kept.
 */
export const afterFrame = (): Promise<void> =>
  new Promise((come) => {
    const over = new AbortController()
    const done = () => {
      over.abort()
      come()
    }
    setTimeout(done, SOON_MS)
    requestAnimationFrame(() => setTimeout(done))
    addEventListener('pagehide', done, { signal: over.signal })
  })

const SOON_MS = 100
