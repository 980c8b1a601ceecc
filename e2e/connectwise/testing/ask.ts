/**
 * A stand-in to ask without a network: the same app as the server's, with good keys filled in.
 * Faults that cut the line need a real one, see `startConnectWise`.
 */
import { Hono } from 'hono'
import { createFaults } from '../faults.ts'
import type { Json, JsonRecord } from '../rest/json.ts'
import { mountRest } from '../rest/mount.ts'
import { createSwitches, DEMO_KEY, type SwitchChanges } from '../rest/switches.ts'
import { createWorld } from '../world.ts'

export const NOW = new Date('2026-03-02T14:05:09Z')
export const CLIENT_ID = '6f1d2c3b-1111-4222-8333-9a8b7c6d5e4f'

export type Answer = {
  status: number
  headers: Headers
  /** The body as JSON, or null when it is none. */
  json: Json
  /** The body as one record, for short tests; empty when it is none. */
  record: JsonRecord
  /** The body as a list of records. */
  list: JsonRecord[]
  text: string
}

export function basic(
  publicKey = DEMO_KEY.publicKey,
  privateKey = DEMO_KEY.privateKey,
  companyId = 'northwind',
): string {
  return `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`
}

export function makeStandIn(changes: SwitchChanges = {}) {
  const world = createWorld({ now: () => NOW, companyId: 'northwind' })
  const switches = createSwitches(changes)
  const faults = createFaults()
  const app = new Hono()
  mountRest(app, { world, switches, faults })

  async function ask(
    method: string,
    path: string,
    body?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const below = path.startsWith('/login') || path.startsWith('/v')
    const response = await app.request(
      `http://127.0.0.1${below ? '' : '/v4_6_release/apis/3.0'}${path}`,
      {
        method,
        headers: {
          host: '127.0.0.1',
          authorization: basic(),
          clientId: CLIENT_ID,
          accept: 'application/vnd.connectwise.com+json; version=2026.4',
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    )
    const text = await response.text()
    const json = readJson(text)
    return {
      status: response.status,
      headers: response.headers,
      json,
      record: isRecord(json) ? json : {},
      list: Array.isArray(json) ? json.filter(isRecord) : [],
      text,
    }
  }

  return {
    world,
    switches,
    faults,
    app,
    ask,
    get: (path: string, headers?: Record<string, string>) => ask('GET', path, undefined, headers),
    post: (path: string, body: Json) => ask('POST', path, body),
    patch: (path: string, body: Json) => ask('PATCH', path, body),
    /** A list filtered by a condition, as ids. */
    idsWhere: async (path: string, conditions: string, more = '') => {
      const query = `conditions=${encodeURIComponent(conditions)}&pageSize=1000&fields=id${more}`
      const answer = await ask('GET', `${path}?${query}`)
      return answer.status === 200 ? answer.list.map((r) => r.id) : answer.record.code
    },
  }
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
