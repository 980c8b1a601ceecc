/**
 * Does in one go what several ask for at the same time.
 *
 * Whoever comes first is served at once. Who asks for something of the same key meanwhile waits
 * until that is done, and then all of them are served together: one transaction instead of many
 * that queue for the same row, each with a connection of its own. When serving several fails,
 * each is served by itself, so that nobody pays for another's fault.
 */
export function doTogether<A, B>(
  serve: (asked: readonly A[]) => Promise<readonly B[]>,
): (key: string, asked: A) => Promise<B> {
  const lines = new Map<string, Waiting<A, B>[]>()

  const serveLine = async (key: string, line: Waiting<A, B>[]) => {
    while (line.length > 0) await serveAll(line.splice(0))
    lines.delete(key)
  }
  const serveAll = async (together: readonly Waiting<A, B>[]): Promise<void> => {
    try {
      const served = await serve(together.map(({ asked }) => asked))
      for (const [at, { resolve }] of together.entries()) resolve(served[at] as B) // as many as asked
    } catch (error) {
      if (together.length === 1) return together[0]?.reject(error)
      for (const one of together) await serveAll([one])
    }
  }

  return (key, asked) => {
    const { promise, resolve, reject } = Promise.withResolvers<B>()
    const line = lines.get(key)
    if (line) line.push({ asked, resolve, reject })
    else {
      const mine = [{ asked, resolve, reject }]
      lines.set(key, mine)
      void serveLine(key, mine)
    }
    return promise
  }
}

interface Waiting<A, B> {
  asked: A
  resolve: (served: B) => void
  reject: (error: unknown) => void
}
