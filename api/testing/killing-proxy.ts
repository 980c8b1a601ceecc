/**
 * Stands between an API process and Postgres. A test can end the process at a chosen point of its
 * talk with the database: after so many statements, the last of them passed on or held back. Or it
 * can take the database away for a while, as a restart does.
 *
 * So every point between two statements can be reached without the process knowing of it, and it
 * can be counted how many there are. What is counted is statements, not packets: how the
 * network cuts them differs from run to run.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface KillingProxy {
  /** The address of the database, by way of here. */
  url: string
  /** Calls `kill` at the so-many-th statement from now; what is `heldBack` never arrives. */
  arm(at: { statement: number; isHeldBack: boolean; kill: () => void }): void
  /** True when it has come to that since it was armed; from now on it will not. */
  disarm(): boolean
  /** The statements so far, each by its first words. */
  said(): readonly string[]
  /** Breaks every connection, and takes no new one for so long. */
  takeAway(forMs: number): Promise<void>
  /** Breaks every connection, and never takes one again: all that a killed process leaves. */
  shut(): void
  close(): Promise<void>
}

export async function startKillingProxy(databaseUrl: string): Promise<KillingProxy> {
  const to = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let armed: { left: number; isHeldBack: boolean; kill: () => void } | undefined
  let hasKilled = false
  const endings: (() => void)[] = []
  const said: string[] = []
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
    const cut = cutStatements()
    from.on('data', (bytes: Buffer) => {
      for (const { sent, statement } of cut(bytes)) {
        if (isOver) return
        if (statement === undefined) {
          database.write(sent)
          continue
        }
        said.push(statement)
        if (armed) armed.left -= 1
        const point = armed?.left === 0 ? armed : undefined
        if (!point?.isHeldBack) database.write(sent)
        if (!point) continue
        armed = undefined
        hasKilled = true
        // Nothing more of this process arrives, on whichever connection.
        for (const end of endings.splice(0)) end()
        point.kill()
      }
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
  const breakAll = () => {
    isAway = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    arm({ statement, ...rest }) {
      hasKilled = false
      armed = { left: statement, ...rest }
    },
    disarm() {
      armed = undefined
      return hasKilled
    },
    said: () => said,
    async takeAway(forMs) {
      breakAll()
      await new Promise((resolve) => setTimeout(resolve, forMs))
      isAway = false
    },
    shut() {
      isAway = true
      // What was passed on arrives: the database's end is closed behind it.
      for (const socket of sockets) {
        if (socket.localPort === Number(url.port)) socket.destroy()
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A whole statement with its first words, or bytes that are none. */
interface Part {
  sent: Buffer
  statement?: string
}

/** Cuts what one connection sends into statements: each ends with a query or a sync. */
function cutStatements(): (bytes: Buffer) => Part[] {
  let rest = Buffer.alloc(0)
  let gathered: Buffer[] = []
  let words = ''
  let isBegun = false
  const prepared = new Map<string, string>()

  const take = (message: Buffer): Part | undefined => {
    const [type, body] = [String.fromCharCode(message[0] ?? 0), message.subarray(5)]
    gathered.push(message)
    if (type === 'Q') words = textsIn(body)[0] ?? ''
    if (type === 'P') {
      const [name = '', text = ''] = textsIn(body)
      prepared.set(name, text)
    }
    if (type === 'B') words = prepared.get(textsIn(body)[1] ?? '') ?? ''
    const isStatement = type === 'Q' || type === 'S'
    // Parts of a statement wait for its end, unless the sender waits for an answer meanwhile.
    if (!isStatement && 'PBDEC'.includes(type)) return undefined
    const sent = Buffer.concat(gathered)
    gathered = []
    return isStatement ? { sent, statement: firstWords(words) } : { sent }
  }

  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const parts: Part[] = []
    if (!isBegun && rest.length >= 4) {
      // The first message of a connection has no type.
      const length = rest.readUInt32BE(0)
      if (rest.length < length) return parts
      parts.push({ sent: rest.subarray(0, length) })
      rest = rest.subarray(length)
      isBegun = true
    }
    while (isBegun && rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
      const length = 1 + rest.readUInt32BE(1)
      const part = take(rest.subarray(0, length))
      if (part) parts.push(part)
      rest = rest.subarray(length)
    }
    return parts
  }
}

const textsIn = (body: Buffer): string[] => body.toString('utf8').split('\0')

const firstWords = (text: string): string =>
  text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
