/**
 * The bound of following live: bare `node:http`, one buffer written to whoever has asked to
 * listen. What is posted is told to all, by way of a `NOTIFY` where a database is given; nothing is
 * stored, nobody is asked who they are.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import pg from 'pg'

const CHANNEL = 'bench_live'

if (import.meta.main) {
  process.channel?.ref() // nothing else keeps it waiting
  process.once('message', (told: { databaseUrl?: string }) => void serve(told))
}

async function serve({ databaseUrl }: { databaseUrl?: string }): Promise<void> {
  const listeners = new Set<ServerResponse>()
  const tellAll = (buffer: Buffer) => {
    for (const listener of listeners) listener.write(buffer)
  }
  const sender = await openNotifications(databaseUrl, tellAll)
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('retry: 2000\n\n')
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
      return
    }
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const buffer = Buffer.concat(parts)
    if (sender) await sender.query('select pg_notify($1, $2)', [CHANNEL, buffer.toString()])
    else tellAll(buffer)
    response.writeHead(200, { 'content-length': 2 }).end('{}')
  })
  server.listen(0, '127.0.0.1', 1024)
  await once(server, 'listening')
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
}

/** Who sends; what arrives is told. None where no database is given. */
async function openNotifications(
  connectionString: string | undefined,
  tell: (buffer: Buffer) => void,
): Promise<pg.Client | undefined> {
  if (!connectionString) return undefined
  const [listener, sender] = [
    new pg.Client({ connectionString }),
    new pg.Client({ connectionString }),
  ]
  await listener.connect()
  await sender.connect()
  listener.on('notification', ({ payload }) => tell(Buffer.from(payload ?? '')))
  await listener.query(`listen ${CHANNEL}`)
  return sender
}
