/**
 * Comes back once the next frame is on the screen; in a tab that draws none, soon all the same, and
 * at once in one that is closed: what waits for it is still kept.
 */
export const afterFrame = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, SOON_MS)
    requestAnimationFrame(() => setTimeout(done))
    addEventListener('pagehide', () => done(), { once: true })
  })

const SOON_MS = 100
