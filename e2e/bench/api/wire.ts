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

export async function openWire(url: string): Promise<Wire> {
  const socket = await openSocket(url)
  let parts: Buffer[] = []
  let settle: { resolve: (body: Buffer) => void; reject: (why: Error) => void } | undefined
  /** Of the answer under way, once its head is there. */
  let awaited: number | undefined
  let received = 0

  const finish = () => {
    const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    const body = whole.subarray(whole.indexOf('\r\n\r\n') + 4)
    const isGood = whole.subarray(0, 12).toString('latin1') === 'HTTP/1.1 200'
    const waiting = settle
    parts = []
    awaited = settle = undefined
    received = 0
    if (isGood) waiting?.resolve(body)
    else waiting?.reject(new Error(whole.subarray(0, 2000).toString()))
  }
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    received += part.length
    if (awaited === undefined) {
      const soFar = parts.length === 1 ? part : Buffer.concat(parts)
      awaited = lengthOf(soFar)
      if (awaited === undefined) return
    }
    if (received >= awaited) finish()
  })
  socket.on('error', (error) => settle?.reject(error))
  socket.on('close', () => settle?.reject(new Error('The server hung up.')))
  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        settle = { resolve, reject }
        socket.write(request)
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
