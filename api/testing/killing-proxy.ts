/**
 * Stands between an API process and Postgres. A test can end the process at a chosen point of its
 * talk with the database: after so many messages, the last of them passed on or held back. Or it can
 * take the database away for a while, as a restart does.
 *
 * So every point between two statements can be reached without the process knowing of it.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface KillingProxy {
  /** The address of the database, by way of here. */
  url: string
  /** Calls `kill` at the so-many-th message from now; what is `heldBack` never arrives. */
  arm(at: { message: number; isHeldBack: boolean; kill: () => void }): void
  /** True when it has come to that since it was armed; from now on it will not. */
  disarm(): boolean
  /** Breaks every connection, and takes no new one for so long. */
  takeAway(forMs: number): Promise<void>
  close(): Promise<void>
}

export async function startKillingProxy(databaseUrl: string): Promise<KillingProxy> {
  const to = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let armed: { left: number; isHeldBack: boolean; kill: () => void } | undefined
  let hasKilled = false
  const endings: (() => void)[] = []
  let isAway = false

  const server = createServer((from) => {
    if (isAway) {
      from.on('error', () => undefined).destroy()
      return
    }
    const database = connect(Number(to.port || 5432), to.hostname)
    for (const socket of [from, database]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let isOver = false
    endings.push(() => {
      isOver = true
    })
    from.on('data', (bytes) => {
      if (isOver) return
      if (armed) armed.left -= 1
      const point = armed?.left === 0 ? armed : undefined
      if (!point?.isHeldBack) database.write(bytes)
      if (!point) return
      armed = undefined
      hasKilled = true
      // Nothing more of this process arrives, on whichever connection.
      for (const end of endings.splice(0)) end()
      point.kill()
    })
    database.on('data', (bytes) => from.write(bytes))
    from.on('close', () => database.end())
    database.on('close', () => from.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    arm({ message, ...rest }) {
      hasKilled = false
      armed = { left: message, ...rest }
    },
    disarm() {
      armed = undefined
      return hasKilled
    },
    async takeAway(forMs) {
      isAway = true
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => setTimeout(resolve, forMs))
      isAway = false
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
