/** Comes back once the next frame is on the screen; in a tab that draws none, soon all the same. */
export const afterFrame = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, SOON_MS)
    requestAnimationFrame(() => setTimeout(done))
  })

const SOON_MS = 100
