/**
 * The least client there is: one connection, one request at a time, answers as bytes.
 *
 * A full client costs more than a small answer does, and that time would be counted for both
 * sides and make them look alike.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Wire {
  /** Sends a request and gives the body; anything but 200 is thrown. */
  ask(request: string): Promise<Buffer>
  close(): void
}

/** Servers hang up on who is silent for five seconds. */
const SILENT_MS = 3_000

export async function openWire(url: string): Promise<Wire> {
  let line = await openLine(url)
  let usedAt = performance.now()
  return {
    async ask(request) {
      if (performance.now() - usedAt > SILENT_MS) {
        line.close()
        line = await openLine(url)
      }
      const body = await line.ask(request)
      usedAt = performance.now()
      return body
    },
    close: () => line.close(),
  }
}

async function openLine(url: string): Promise<Wire> {
  const socket = await openSocket(url)
  let parts: Buffer[] = []
  let received = 0
  /** The length of the answer under way, once its head is there. */
  let awaited: number | undefined
  let settle: { resolve: (body: Buffer) => void; reject: (why: Error) => void } | undefined

  const finish = () => {
    const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    const isGood = whole.subarray(0, 12).toString('latin1') === 'HTTP/1.1 200'
    const waiting = settle
    parts = []
    received = 0
    awaited = settle = undefined
    if (isGood) waiting?.resolve(whole.subarray(whole.indexOf('\r\n\r\n') + 4))
    else waiting?.reject(new Error(whole.subarray(0, 2000).toString()))
  }
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    received += part.length
    awaited ??= lengthOf(parts.length === 1 ? part : Buffer.concat(parts))
    if (awaited !== undefined && received >= awaited) finish()
  })
  socket.on('error', (error) => settle?.reject(error))
  socket.on('close', () => settle?.reject(new Error('The server hung up.')))
  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('The server has hung up.'))
        settle = { resolve, reject }
        socket.write(request)
        return undefined
      })
    },
    close: () => socket.destroy(),
  }
}

export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

export const writeGet = (path: string, token: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n${more}\r\n`

export const writePost = (path: string, token: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** The whole answer's length, head included. */
function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = answer.subarray(0, end).toString('latin1')
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? []
  if (length === undefined) throw new Error(`An answer without a length: ${head}`)
  return end + 4 + Number(length)
}
