/**
 * `npm run connectwise`: the stand-in alone, to look at it or to try the product against it.
 * Says where it is, which company and keys it knows, and which tickets are worth opening.
 */
import { DEMO_KEY } from './rest/switches.ts'
import { ticketSeeds } from './seed/tickets.ts'
import { startConnectWise } from './server.ts'
import { createWorld } from './world.ts'

const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
const port = Number(process.env.CONNECTWISE_PORT ?? 4444)
const connectWise = await startConnectWise({
  world,
  port,
  tls: process.env.CONNECTWISE_TLS === '1',
}).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error
  console.error(`Port ${port} is taken. Set CONNECTWISE_PORT to a free one and start again.`)
  process.exit(1)
})
const { url, tlsPort } = connectWise

const link = (id: number) =>
  `${url}/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=${id}`
const shown = ticketSeeds.filter((t) => t.callsFor.length > 0 && t.status !== 23).slice(-8)

console.log(`
ConnectWise stand-in

  Page          ${url}/v4_6_release/ConnectWise.aspx${tlsPort ? `\n  https         127.0.0.1:${tlsPort}` : ''}
  Company id    ${world.companyId}
  Public key    ${DEMO_KEY.publicKey}
  Private key   ${DEMO_KEY.privateKey}
  Steer it      ${url}/_standin/

Tickets to open
${shown.map((t) => `  ${t.summary}\n    ${link(t.id)}`).join('\n')}

Stop it with Ctrl+C.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await connectWise.close()
    process.exit(0)
  })
