/**
 * Asks ConnectWise's REST API on behalf of one team.
 *
 * Adds what every call needs (address, keys, client id, pinned version), keeps the pace, and
 * turns whatever comes back into an outcome. A GET is tried again on silence, 429 and server
 * errors; a POST never is: it may have been stored, and only the caller knows what to read before
 * it asks anew. Nothing in here throws for what the other side does.
 *
 * The address of the API is asked for once and again when a call finds nothing there; if it
 * changed, that call is repeated once at the new one, which is safe for a POST too, since what
 * answered does not know the question.
 */

import type { Ask, Reach, Reached, WhyNot } from '../../reach/reach.ts'
import type { PsaFailure, PsaOutcome } from '../psa.ts'
import { type Meaning, readAnswer, type Why } from './answer.ts'
import { baseUrl, CompanyInfo, OWN_CODEBASE, signInOrigin } from './company-info.ts'
import type { Clock, Pace } from './pace.ts'
import { sayAnswer, sayResting, sayUnexpected, sayUnknownCompany, sayUnreached } from './words.ts'

export interface Connection {
  site: string
  companyId: string
  publicKey: string
  privateKey: string
}

export interface ClientOptions extends Clock {
  connection: Connection
  reach: Reach
  pace: Pace
  /** Ours, registered with the vendor: the same for every customer. */
  clientId: string
  /** 0 to 1, for jitter. */
  random: () => number
  /** How often a GET is tried; a person waits for few, a job for more. */
  tries?: number
  /** One call is waited for no longer than this. */
  longestMs?: number
  /** Nothing is asked after this, and nothing waited for: somebody waits for the whole. */
  endsAt?: number
  /** Told of each call, without texts or keys. */
  onCall?: (call: { method: string; path: string; outcome: string; ms: number }) => void
}

/** A failure, with the reason under it and the status it came by. */
export type CallFailure = PsaFailure & {
  why: Why | WhyNot | 'resting' | 'unknown_company' | 'no_time'
  status?: number
}
export type CallOutcome = { kind: 'ok'; body: unknown } | CallFailure

export type Query = Readonly<Record<string, string | number | undefined>>

export type ConnectWiseClient = ReturnType<typeof createClient>

const VERSION = '2026.4'
const ONE_MS = 30_000
const LIST_MS = 60_000
const PAGE = 1000
const MOST_PAGES = 20

export function createClient(options: ClientOptions) {
  const { connection, reach, pace, now, sleep, tries = 3 } = options
  const { longestMs = Number.POSITIVE_INFINITY, endsAt = Number.POSITIVE_INFINITY } = options
  const { companyId, publicKey, privateKey } = connection
  const host = new URL(connection.site).host
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')
  let base: Promise<{ kind: 'ok'; url: string } | CallFailure> | undefined

  /** One question, in its turn. */
  async function once(ask: Ask): Promise<CallOutcome> {
    const restMs = pace.restMs()
    if (restMs > 0) {
      const message = sayResting(host, Math.ceil(restMs / 1000))
      return { kind: 'not_connected', why: 'resting', message }
    }
    const began = now()
    const pausedMs = pace.pausedMs()
    if (pausedMs > 0 && endsAt - began <= pausedMs) {
      const message = sayAnswer('too_many', host, 429, '')
      return { kind: 'too_many', why: 'too_many', message, retryAfterMs: pausedMs }
    }
    let isPatient = true
    const reached = await pace.run(async () => {
      const leftMs = endsAt - now()
      if (leftMs <= 0) return undefined
      const timeoutMs = Math.min(ask.timeoutMs, longestMs, leftMs)
      isPatient = timeoutMs === ask.timeoutMs
      return reach({ ...ask, timeoutMs })
    })
    if (!reached) {
      const message = sayUnreached('timeout', host, false)
      return { kind: 'not_connected', why: 'no_time', message }
    }
    const outcome = reached.kind === 'none' ? unreached(reached, isPatient) : answered(reached)
    const { method, url } = ask
    options.onCall?.({ method, path: url.pathname, outcome: outcome.kind, ms: now() - began })
    return outcome
  }

  function unreached(reached: Extract<Reached, { kind: 'none' }>, isPatient: boolean): CallOutcome {
    const { why, wasSent } = reached
    // What is refused on this side says nothing about whether they answer, nor does a short wait.
    const isOurs = ['not_https', 'has_credentials', 'port', 'private'].includes(why)
    if (!isOurs && (why !== 'timeout' || isPatient)) pace.heard(false)
    const kind = wasSent ? 'unclear' : 'not_connected'
    return { kind, why, message: sayUnreached(why, host, wasSent) }
  }

  function answered(reached: Extract<Reached, { kind: 'answer' }>): CallOutcome {
    const meaning = readAnswer(reached, now())
    pace.heard(reached.status < 500)
    if (meaning.kind === 'ok') return meaning
    if (meaning.kind === 'too_many') pace.pauseFor(meaning.retryAfterMs ?? 0)
    return failure(meaning, host, reached.status)
  }

  async function retried(ask: Ask): Promise<CallOutcome> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await once(ask)
      const mayPass = ['unclear', 'not_connected', 'too_many'].includes(outcome.kind)
      const isOurs =
        'why' in outcome &&
        ['private', 'not_https', 'port', 'certificate', 'resting', 'no_time'].includes(outcome.why)
      if (!mayPass || isOurs || attempt >= tries || ask.method === 'POST') return outcome
      // A person waits: a long "too many" is told at once instead of sat out.
      if (outcome.kind === 'too_many' && outcome.retryAfterMs > 5000) return outcome
      const step = Math.min(100 * 4 ** (attempt - 1), 5000)
      if (endsAt - now() <= step) return outcome
      await sleep(step / 2 + (options.random() * step) / 2)
    }
  }

  async function findBase(): Promise<{ kind: 'ok'; url: string } | CallFailure> {
    const path = `/login/companyinfo/${encodeURIComponent(companyId)}`
    const url = new URL(path, signInOrigin(connection.site))
    const headers = { Accept: 'application/json' }
    const outcome = await retried({ method: 'GET', url, headers, timeoutMs: ONE_MS })
    if (outcome.kind !== 'ok') {
      // Servers too old to know the question have always had the same address.
      return outcome.status === 404
        ? { kind: 'ok', url: `${connection.site}/${OWN_CODEBASE}apis/3.0` }
        : outcome
    }
    if (outcome.body === null) {
      const message = sayUnknownCompany(host, companyId)
      return { kind: 'credentials', why: 'unknown_company', message }
    }
    const info = CompanyInfo.safeParse(outcome.body)
    if (!info.success) {
      const message = sayUnexpected('what is known of a company')
      return { kind: 'not_understood', why: 'not_json', message }
    }
    return { kind: 'ok', url: baseUrl(connection.site, info.data) }
  }

  async function knownBase() {
    base ??= findBase()
    const found = await base
    if (found.kind !== 'ok') base = undefined
    return found
  }

  async function call(
    method: Ask['method'],
    path: string,
    query: Query,
    body: unknown,
    timeoutMs: number,
  ): Promise<CallOutcome> {
    const askAt = (at: string) =>
      retried({
        method,
        url: addressOf(at, path, query),
        timeoutMs,
        headers: {
          Accept: `application/vnd.connectwise.com+json; version=${VERSION}`,
          Authorization: `Basic ${basic}`,
          clientId: options.clientId,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    const at = await knownBase()
    // Silence on the way there is none about the question, which was never sent.
    if (at.kind === 'unclear') return { ...at, kind: 'not_connected' }
    if (at.kind !== 'ok') return at
    const outcome = await askAt(at.url)
    if (outcome.kind === 'ok' || !MOVED.has(outcome.why)) return outcome
    base = undefined
    const again = await knownBase()
    return again.kind === 'ok' && again.url !== at.url ? askAt(again.url) : outcome
  }

  return {
    host,
    /** One record, or a list known to be short. */
    get: (path: string, query: Query = {}) => call('GET', path, query, undefined, ONE_MS),
    post: (path: string, body: unknown) => call('POST', path, {}, body, LIST_MS),

    /**
     * A whole list, page by page. The next page is counted, not followed: links in answers may
     * be malformed or lead elsewhere.
     */
    async list(path: string, query: Query = {}): Promise<PsaOutcome<unknown[]> | CallFailure> {
      const all: unknown[] = []
      for (let page = 1; page <= MOST_PAGES; page++) {
        const asked = { ...query, page, pageSize: PAGE }
        const outcome = await call('GET', path, asked, undefined, LIST_MS)
        if (outcome.kind !== 'ok') return outcome
        if (!Array.isArray(outcome.body)) {
          return { kind: 'not_understood', why: 'not_json', message: sayUnexpected('a list') }
        }
        all.push(...outcome.body)
        if (outcome.body.length < PAGE) break
      }
      return { kind: 'ok', body: all }
    },

    /** The first rows of a list, for "the newest" and "is there any". */
    async some(path: string, query: Query & { pageSize: number }) {
      const outcome = await call('GET', path, query, undefined, LIST_MS)
      if (outcome.kind !== 'ok' || Array.isArray(outcome.body)) return outcome
      const message = sayUnexpected('a list')
      return { kind: 'not_understood', why: 'not_json', message } satisfies CallFailure
    },
  }
}

/** Reasons that a changed address would explain. */
const MOVED: ReadonlySet<string> = new Set<CallFailure['why']>([
  'not_here',
  'no_endpoint',
  'cannot_route',
])

function addressOf(base: string, path: string, query: Query): URL {
  const url = new URL(`${base}${path}`)
  // Percent-encoded throughout: a plus sign would be read as one by some and as a space by others.
  url.search = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return url
}

function failure(
  meaning: Exclude<Meaning, { kind: 'ok' }>,
  host: string,
  status: number,
): CallFailure {
  const { kind, why } = meaning
  const message = sayAnswer(why, host, status, meaning.reasons)
  return kind === 'too_many'
    ? { kind, why, status, message, retryAfterMs: meaning.retryAfterMs ?? 30_000 }
    : { kind, why, status, message }
}
