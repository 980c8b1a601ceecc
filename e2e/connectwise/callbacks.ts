/**
 * Tells registered addresses of changes, as ConnectWise does: a hint, signed, sent soon after.
 *
 * A note or time entry comes as its ticket "updated". The receiver has five seconds; only 404,
 * 409, 419 and 429 are tried again, twice; everything else is lost. An address that fails for
 * three days is switched off. Only loopback addresses are ever called: a stand-in must not be
 * able to reach anybody.
 */
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Callback, StandInTicket } from './records.ts'
import { ticketFields, timeFields } from './rest/fields.ts'
import { shapeRecord } from './rest/shape.ts'
import { showServiceTicket, showTimeEntry } from './rest/show-tickets.ts'
import type { SwitchBoard } from './rest/switches.ts'
import type { Change, World } from './world.ts'

const AGAIN = [404, 409, 419, 429]
const THREE_DAYS_MS = 3 * 86_400_000

export type CallbackOptions = {
  world: World
  switches: SwitchBoard
  /** Address of this installation, with its codebase and a slash at the end. */
  baseUrl: () => string
  /** Before the second and the third try. */
  waitsMs?: [number, number]
}

export type Callbacks = ReturnType<typeof startCallbacks>

export function startCallbacks(options: CallbackOptions) {
  const { world, baseUrl, waitsMs = [2000, 4000] } = options
  const signingKey = randomBytes(24).toString('base64')
  const keyId = randomUUID()
  const failingSince = new Map<number, number>()
  const underWay = new Set<Promise<void>>()
  const stopped = new AbortController()

  const stop = world.subscribe((change) => {
    for (const callback of world.records.callbacks) {
      if (!concerns(world, callback, change)) continue
      const body = JSON.stringify(message(callback, change))
      const sending = deliver(callback, body).finally(() => underWay.delete(sending))
      underWay.add(sending)
    }
  })

  function message(callback: Callback, change: Change) {
    return {
      MessageId: randomUUID(),
      FromUrl: new URL(baseUrl()).host,
      CompanyId: world.companyId,
      MemberId: change.by.member,
      Action: change.action,
      Type: callback.type,
      ID: change.id,
      ProductInstanceId: null,
      PartnerId: null,
      Entity: change.action === 'deleted' ? null : JSON.stringify(entityOf(options, change)),
      Metadata: {
        key_url: `${baseUrl()}system/callbackkey/index.rails?companyName=${world.companyId}&id=${keyId}`,
      },
      CallbackObjectRecId: callback.id,
    }
  }

  async function deliver(callback: Callback, body: string): Promise<void> {
    const { ID, Action, MessageId } = JSON.parse(body)
    // The record's id is appended to the address as is, whatever it ends with.
    const url = `${callback.url}${ID}&action=${Action}`
    const log = (status: number | 'failed' | 'notLoopback') =>
      world.logDelivery({ callbackId: callback.id, url, messageId: MessageId, status })
    if (!isLoopback(url)) return log('notLoopback')
    for (const waitMs of [0, ...waitsMs]) {
      if (waitMs > 0) await pause(waitMs, stopped.signal)
      if (stopped.signal.aborted) return
      const status = await post(url, body)
      log(status)
      if (typeof status === 'number' && status >= 200 && status < 300) {
        failingSince.delete(callback.id)
        return
      }
      if (typeof status !== 'number' || !AGAIN.includes(status)) break
    }
    noteFailure(callback)
  }

  async function post(url: string, body: string): Promise<number | 'failed'> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'x-content-signature': sign(signingKey, body),
        },
        body,
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(5000)]),
      })
      await response.body?.cancel()
      return response.status
    } catch {
      return 'failed'
    }
  }

  function noteFailure(callback: Callback) {
    const now = world.now().getTime()
    const since = failingSince.get(callback.id) ?? now
    failingSince.set(callback.id, since)
    const stillThere = world.records.callbacks.includes(callback)
    if (stillThere && now - since >= THREE_DAYS_MS)
      world.updateCallback(callback.id, { inactiveFlag: true }, { member: 'zAdmin', via: 'page' })
  }

  return {
    /** What the address in `key_url` answers, for an id that is ours. */
    keyFor: (id: string) =>
      id === keyId ? JSON.stringify({ signing_key: signingKey }) : undefined,
    /** Resolves when every delivery under way has ended. */
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    stop: () => {
      stop()
      stopped.abort()
    },
  }
}

/** base64(HMAC-SHA256(SHA-256(signing key), body)). */
export function sign(signingKey: string, body: string): string {
  const key = createHash('sha256').update(signingKey).digest()
  return createHmac('sha256', key).update(body).digest('base64')
}

function concerns(world: World, callback: Callback, change: Change): boolean {
  if (callback.inactiveFlag || callback.type !== change.record) return false
  const own = world.member(callback.memberId)?.identifier
  if (callback.isSelfSuppressedFlag && change.by.via === 'rest' && change.by.member === own)
    return false
  const level = callback.level.toLowerCase()
  if (level === 'owner') return true
  if (level === change.record) return callback.objectId === change.id
  const ticket = change.ticketId === undefined ? undefined : world.ticket(change.ticketId)
  return ticket !== undefined && callback.objectId === levelId(ticket, level)
}

function levelId(ticket: StandInTicket, level: string): number | undefined {
  if (level === 'board') return ticket.boardId
  if (level === 'status') return ticket.statusId
  if (level === 'company') return ticket.companyId
  if (level === 'project') return ticket.projectId
  return level === 'phase' ? ticket.phaseId : undefined
}

function entityOf({ world, switches, baseUrl }: CallbackOptions, change: Change) {
  const show = { world, href: (path: string) => `${baseUrl()}apis/3.0${path}` }
  const ticket = change.record === 'ticket' ? world.ticket(change.id) : undefined
  if (ticket)
    return shapeRecord(showServiceTicket(show, ticket), ticketFields, switches.now, undefined)
  const entry = change.record === 'time' ? world.timeEntry(change.id) : undefined
  return entry
    ? shapeRecord(showTimeEntry(show, entry), timeFields, switches.now, undefined)
    : { id: change.id }
}

function isLoopback(url: string): boolean {
  return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(url).hostname)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
