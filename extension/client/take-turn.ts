/**
 * Of several tabs of one browser one at a time writes a thing: what each keeps of it would go over
 * what the other has kept. Whoever comes later waits until that tab is closed or left, or asks it
 * to let go; it does so once all that was typed in it is kept, so the next one goes on from there.
 *
 * A browser without locks has no way to tell, and nobody waits.
 */
export interface Turn {
  /** Asks whichever tab has it to let go. */
  askFor(): void
  /** Not wanted any more: the next one may have it, once all is kept. */
  end(kept?: Promise<void>): void
}

export interface TurnTaker {
  onHere(): void
  onElsewhere(): void
  /** Somebody asked for it: nothing is written any more, and all of it is kept. */
  letGo(): Promise<void>
}

type Hold = (lock: unknown) => Promise<void>
export interface TurnBrowser {
  locks: { request(name: string, how: object, hold: Hold): Promise<unknown> } | undefined
  openChannel(name: string): Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>
}

const thisBrowser = (): TurnBrowser => ({
  // Not everywhere, whatever the types say.
  locks: navigator.locks as LockManager | undefined,
  openChannel: (name) => new BroadcastChannel(name),
})

export function takeTurn(
  name: string,
  taker: TurnTaker,
  { locks, openChannel }: TurnBrowser = thisBrowser(),
): Turn {
  if (!locks) {
    taker.onHere()
    return { askFor: () => undefined, end: () => undefined }
  }
  const over = new AbortController()
  const { signal } = over
  const channel = openChannel(name)
  let release: (() => void) | undefined
  const hold: Hold = (lock) =>
    new Promise((done) => {
      if (!lock || signal.aborted) return done()
      release = done
      taker.onHere()
    })
  channel.onmessage = async () => {
    const mine = release
    release = undefined // asked for twice, it is let go of once
    if (!mine) return
    await taker.letGo()
    mine()
  }
  const wait = async () => {
    while (!signal.aborted) {
      let isTaken = false
      await locks.request(name, { ifAvailable: true }, async (lock) => {
        isTaken = !lock
        await hold(lock)
      })
      if (!isTaken || signal.aborted) continue
      taker.onElsewhere()
      await locks.request(name, { signal }, hold)
    }
  }
  void wait().catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return {
    askFor: () => channel.postMessage('ask'),
    end: (kept) => {
      over.abort()
      channel.close()
      const mine = release
      release = undefined
      if (mine) void Promise.resolve(kept).then(mine, mine)
    },
  }
}
