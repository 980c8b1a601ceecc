/** Opens and shuts servers that only this machine can reach: what the stand-ins stand on. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { createAdaptorServer } from '@hono/node-server'

type Server = ReturnType<typeof createAdaptorServer>

/** Port 0 takes any free one; answers the one taken. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return isAddress(address) ? address.port : port
}

/** Also hangs up on calls that were told to hang. */
export async function shutServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await closed
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
