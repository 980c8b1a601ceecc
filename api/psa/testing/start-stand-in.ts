/**
 * The ConnectWise stand-in over loopback with the real client in front of it, for tests.
 *
 * Real sockets, real JSON, real faults; only the waiting between tries takes no time.
 */
import type { SwitchChanges } from '#e2e/connectwise/rest/switches.ts'
import { startConnectWise } from '#e2e/connectwise/server.ts'
import { createWorld } from '#e2e/connectwise/world.ts'
import { createReach, type Reach } from '../../reach/reach.ts'
import { stampTicket } from '../../ticket/stamp-ticket.ts'
import { type ClientOptions, createClient } from '../connectwise/client.ts'
import { createConnectWise } from '../connectwise/connectwise.ts'
import { createPace } from '../connectwise/pace.ts'

export const CLIENT_ID = '9b1c0e6a-7d3f-4a52-8c1e-5f2b6d7a8c90'
export const COMPANY = 'northwind'

export async function startStandIn(
  changes: SwitchChanges = {},
  now: () => Date = () => new Date(),
) {
  const world = createWorld({ now, companyId: COMPANY })
  // Tests ask more in a second than people in a minute.
  const roomy = { callsPerMinute: 1_000_000, ...changes }
  const server = await startConnectWise({ world, switches: roomy })
  const { switches, faults, port } = server
  const site = `http://localhost:${port}`
  const key = switches.now.keys[0]
  const connection = {
    site,
    companyId: COMPANY,
    publicKey: key?.publicKey ?? '',
    privateKey: key?.privateKey ?? '',
  }
  const reach = createReach({ allowed: [{ protocol: 'http:', host: `localhost:${port}` }] })

  function optionsFor(more: Partial<ClientOptions> = {}): ClientOptions {
    // Sleeping moves the clock instead of taking time.
    let sleptMs = 0
    const clock = {
      now: () => Date.now() + sleptMs,
      sleep: async (ms: number) => {
        sleptMs += ms
      },
    }
    return {
      ...clock,
      connection,
      reach,
      pace: createPace(clock),
      clientId: CLIENT_ID,
      random: () => 0.5,
      ...more,
    }
  }

  return {
    world,
    switches,
    faults,
    site,
    connection,
    reach,
    psa: (more?: Partial<ClientOptions>) => createConnectWise(optionsFor(more)),
    /** As somebody who looks at the ticket sees it; null where it cannot be read. */
    async look(ticketId: number) {
      const psa = createConnectWise(optionsFor())
      const glance = await psa.glanceAtTicket({ ticketId, recordType: 'unknown' })
      return glance.kind === 'ok' ? stampTicket(glance.body) : null
    },
    client: (more?: Partial<ClientOptions>) => createClient(optionsFor(more)),
    /** Calls that came in, as `GET /service/tickets/1`. */
    calls: () => world.ledger.flatMap((e) => (e.kind === 'call' ? [`${e.method} ${e.path}`] : [])),
    reset() {
      world.reset()
      switches.reset()
      faults.clear()
    },
    close: server.close,
  }
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>

/** Answers as a network would that a test makes up. */
export const reachSaying =
  (status: number, text: string, headers: Record<string, string> = {}): Reach =>
  async () => ({ kind: 'answer', status, text, header: (name) => headers[name.toLowerCase()] })
