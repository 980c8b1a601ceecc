/** Makes connections to ConnectWise as this installation is configured. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { createReach } from '../reach/reach.ts'
import { createConnectWise } from './connectwise/connectwise.ts'
import { createPace, type Pace } from './connectwise/pace.ts'
import type { OpenPsa } from './door.ts'

/** Sent where the operator has set none; ConnectWise then says that it wants one. */
const NO_CLIENT_ID = '00000000-0000-0000-0000-000000000000'

export function openConnectWise(
  config: Pick<Config, 'psaAllowedHosts' | 'psaClientId'>,
  log: Log,
): OpenPsa {
  const reach = createReach({ allowed: config.psaAllowedHosts })
  const clock = { now: () => performance.timeOrigin + performance.now(), sleep: sleepMs }
  // New keys for the same site keep the old pace: the other side counts on.
  const paces = new Map<string, Pace>()
  const paceOf = (teamId: string, site: string) => {
    const name = `${teamId} ${site}`
    const pace = paces.get(name) ?? createPace(clock)
    paces.set(name, pace)
    return pace
  }
  return (teamId, connection) =>
    createConnectWise({
      ...clock,
      connection,
      reach,
      pace: paceOf(teamId, connection.site),
      clientId: config.psaClientId ?? NO_CLIENT_ID,
      random: Math.random,
      onCall: (call) => log.debug({ team: teamId, ...call }, 'psa call'),
    })
}

const sleepMs = (ms: number) => wait(ms)
