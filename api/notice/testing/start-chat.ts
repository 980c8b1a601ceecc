/** A chat's webhook on this computer, over real connections: what came, and answers as told. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

export interface Chat {
  host: string
  address: string
  /** The messages as they came. */
  came: unknown[]
  /** From now on. */
  answers(how: (response: ServerResponse) => void): void
  close(): Promise<void>
}

function asSlack(response: ServerResponse): void {
  response.end('ok')
}

export async function startChat(): Promise<Chat> {
  const came: unknown[] = []
  let how: (response: ServerResponse) => void = asSlack
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    came.push(text === '' ? null : JSON.parse(text))
    how(response)
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const at = server.address()
  const host = `localhost:${typeof at === 'object' ? at?.port : 0}`
  return {
    ...{ host, came },
    address: `http://${host}/services/T0/B0/a-secret-of-the-chat`,
    answers: (next) => {
      how = next
    },
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
