/**
 * The shell that both stand-ins stand in: listens on 127.0.0.1, writes every call down, notices
 * when the other side hangs up, and turns refusals into answers in the manner of the house that
 * is stood in for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback, shutServer } from '../loopback.ts'
import type { AskedCall, Ledger } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { type House, type Line, sendRefusal } from './send-answer.ts'

export interface Calls {
  ledger: Ledger
  house: House
  port: number | undefined
  answer(line: Line, path: string, incoming: IncomingMessage): Promise<void>
  /** Calls that are no calls of the house, and leave no trace; false for all others. */
  control?(asked: Pick<AskedCall, 'method' | 'path' | 'body'>, outgoing: ServerResponse): boolean
}

export async function serveCalls({ ledger, house, port: wanted, answer, control }: Calls) {
  const server = createServer((incoming, outgoing) => {
    void receive(incoming, outgoing).catch((error: unknown) => {
      // The other side went away while it was still speaking.
      if (!incoming.destroyed) outgoing.destroy(error instanceof Error ? error : undefined)
    })
  })

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming
    const body = await readWhole(incoming)
    if (control?.({ method, path, body }, outgoing)) return
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    )
    const call = ledger.open({ method, path, headers, body })
    const gone = new AbortController()
    outgoing.once('close', () => {
      if (call.end === 'open') call.end = 'left'
      gone.abort()
    })
    const line = { outgoing, call, gone: gone.signal, house }
    try {
      await answer(line, new URL(path, 'http://127.0.0.1').pathname, incoming)
    } catch (error) {
      if (gone.signal.aborted) return
      await sendRefusal(line, error instanceof Refusal ? error : new Refusal(500, `${error}`))
    }
  }

  const port = await listenOnLoopback(server, wanted ?? 0)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    /** Hangs up on everybody and stops listening. */
    stop: () => shutServer(server),
  }
}

async function readWhole(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
