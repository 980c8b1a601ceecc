/**
 * The bound of following live: bare `node:http`, one buffer written to whoever has asked to
 * listen. What is posted is told to all; nothing is stored, nobody is asked who they are.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

if (import.meta.main) {
  process.channel?.ref() // nothing else keeps it waiting
  process.once('message', () => void serve())
}

async function serve(): Promise<void> {
  const listeners = new Set<ServerResponse>()
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
    for (const listener of listeners) listener.write(buffer)
    response.writeHead(200, { 'content-length': 2 }).end('{}')
  })
  server.listen(0, '127.0.0.1', 1024)
  await once(server, 'listening')
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
}
