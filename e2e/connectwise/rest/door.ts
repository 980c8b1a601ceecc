/**
 * Who may come in: the codebase in the address, the client id, the keys, the throttle. In this
 * order, so that a wrong address never tells whether the keys were right.
 */
import type { Member } from '../records.ts'
import type { World } from '../world.ts'
import { cannotRoute, RestRefusal } from './refusal.ts'
import type { Switches } from './switches.ts'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const CLOUD_HOST = /(^|\.)myconnectwise\.net$|(^|\.)connectwisedev\.com$/i

export type Hosting = { cloud: boolean; codebase: string }

export function hostingOf(switches: Switches, host: string): Hosting {
  const cloud =
    switches.hosting === 'cloud' || (switches.hosting === 'auto' && CLOUD_HOST.test(nameOf(host)))
  return { cloud, codebase: cloud ? switches.codebase : 'v4_6_release/' }
}

/** Company info, which needs no login. Null for a company that nobody has. */
export function companyInfo(world: World, switches: Switches, companyId: string, host: string) {
  if (companyId !== world.companyId) return null
  const { cloud, codebase } = hostingOf(switches, host)
  const older = switches.model === 'older'
  return {
    CompanyName: world.companyName,
    Codebase: codebase,
    VersionCode: 'v2026.4',
    VersionNumber: 'v4.6.105333',
    CompanyID: world.companyId,
    IsCloud: switches.isCloudAsText || older ? (cloud ? 'True' : 'False') : cloud,
    ...(cloud && !older ? { SiteUrl: apiHost(host) } : {}),
  }
}

/** Refuses a codebase this installation does not run. */
export function checkCodebase(switches: Switches, codebase: string, host: string) {
  const { cloud, codebase: own } = hostingOf(switches, host)
  if (codebase === own || (cloud && codebase === 'v4_6_release/')) {
    if (cloud && switches.plainHostRefused && CLOUD_HOST.test(nameOf(host)) && !/^api-/i.test(host))
      throw new RestRefusal(403, { code: 'Security', message: 'SSL is required.', errors: null })
    return
  }
  if (cloud) throw cannotRoute()
  throw new RestRefusal(
    404,
    '<html><head><title>404 - File or directory not found.</title></head></html>',
  )
}

export function checkClientId(switches: Switches, clientId: string | undefined) {
  const known =
    clientId !== undefined &&
    GUID.test(clientId) &&
    (switches.clientIds === null || switches.clientIds.includes(clientId))
  if (known) return
  throw new RestRefusal(switches.noClientId, {
    code: 'InvalidClientId',
    message: 'A valid clientId header is required.',
    errors: null,
  })
}

/** The API member behind the keys, or the refusal of this installation. */
export function signIn(world: World, switches: Switches, header: string | undefined): Member {
  const [scheme = '', encoded = ''] = (header ?? '').split(' ')
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const key = switches.keys.find(
    (k) => decoded === `${world.companyId}+${k.publicKey}:${k.privateKey}`,
  )
  const member = key && world.memberByIdentifier(key.member)
  if (scheme.toLowerCase() === 'basic' && member && !member.inactiveFlag) return member
  if (switches.badKeys === 404)
    throw new RestRefusal(404, {
      code: 'NotFound',
      message: 'The requested resource was not found.',
    })
  throw new RestRefusal(
    401,
    switches.unauthorizedBody === 'Unauthorized'
      ? { code: 'Unauthorized', message: 'Invalid username or password.' }
      : {
          code: 'ConnectWiseApi',
          message: 'UserNotAuthenticated',
          errors: null,
        },
  )
}

/** Counts calls of the last minute by key; the world's clock decides what a minute is. */
export function createThrottle() {
  const calls = new Map<string, number[]>()
  return (key: string, nowMs: number, limit: number) => {
    const recent = (calls.get(key) ?? []).filter((at) => at > nowMs - 60_000)
    recent.push(nowMs)
    calls.set(key, recent)
    if (limit > 0 && recent.length > limit) throw tooMany('30')
  }
}

export function tooMany(retryAfter: string | undefined): RestRefusal {
  return new RestRefusal(
    429,
    {
      error: 'ConnectWiseAPI',
      message: 'Too many requests. Please try again in 30 seconds.',
    },
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  )
}

/** People go to `na.…`, programs to `api-na.…`; a name of another kind serves both. */
export function apiHost(host: string): string {
  return CLOUD_HOST.test(nameOf(host)) && !/^api-/i.test(host) ? `api-${host}` : host
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '')
}
