/** Many who follow a session, as cheaply as they can be had: a socket each, and a number. */
import type { Socket } from 'node:net'
import { openSocket } from './wire.ts'

export interface Listeners {
  /** Resolves once everybody has received the event with this number. */
  untilAllHave: (seq: number) => Promise<void>
  /** The same of any words that stand in what they are told. */
  untilAllHear: (words: string) => Promise<void>
  close: () => void
}

/** Connects them, some at a time, and waits until each stream has begun. */
export async function openListeners(url: string, requests: readonly string[]): Promise<Listeners> {
  let awaited: { mark: string; missing: Set<Socket>; done: () => void } | undefined
  const sockets: Socket[] = []
  const tails = new Map<Socket, string>()

  const open = async (request: string) => {
    const socket = await openSocket(url)
    sockets.push(socket)
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('A listener was let go.')))
      socket.once('data', (part: Buffer) => {
        const head = part.toString('latin1')
        if (!head.startsWith('HTTP/1.1 200')) reject(new Error(head))
        resolve()
      })
      socket.write(request)
    })
    socket.on('data', (part: Buffer) => hear(socket, part.toString('latin1')))
  }
  /** What is looked for may be cut in two by the network. */
  const hear = (socket: Socket, part: string) => {
    const text = (tails.get(socket) ?? '') + part
    tails.set(socket, text.slice(-LONGEST_MARK))
    if (!awaited?.missing.has(socket) || !text.includes(awaited.mark)) return
    awaited.missing.delete(socket)
    if (awaited.missing.size === 0) awaited.done()
  }

  const waiting = [...requests]
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await open(next)
  }
  await Promise.all(Array.from({ length: 32 }, lane))
  const untilAllHear = (mark: string): Promise<void> =>
    new Promise((done) => {
      awaited = { mark, missing: new Set(sockets), done }
    })
  return {
    untilAllHave: (seq) => untilAllHear(`id: ${seq}\n`),
    untilAllHear,
    close() {
      for (const socket of sockets) socket.removeAllListeners('close').destroy()
    },
  }
}

const LONGEST_MARK = 40
