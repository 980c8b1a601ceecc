/**
 * What one answer of ConnectWise means.
 *
 * Status and body are weighed together, since a status alone misleads: on the cloud wrong keys
 * may be a 404 and a wrong company a 400 in plain text; JSON may be claimed and a proxy's page
 * come. Only a 404 whose body names the record proves that it is missing. Bodies are never shown
 * raw; what is shown of them are the reasons meant for people, on one line each and shortened.
 */
import * as z from 'zod'
import type { Reached } from '../../reach/reach.ts'
import type { PsaFailure } from '../psa.ts'
import { oneLine } from './one-line.ts'

/** The finer reason behind a failure, for words and for the way back to older servers. */
export type Why =
  | 'record_missing'
  | 'no_endpoint'
  | 'not_here'
  | 'keys'
  | 'client_id'
  | 'cannot_route'
  | 'ssl_required'
  | 'right'
  | 'declined'
  | 'too_many'
  | 'server_failed'
  | 'not_json'
  | 'redirect'

export type Meaning =
  | { kind: 'ok'; body: unknown }
  | { kind: PsaFailure['kind']; why: Why; reasons: string; retryAfterMs?: number }

const ErrorBody = z.object({
  code: z.string().nullish(),
  error: z.string().nullish(),
  message: z.string().nullish(),
  errors: z
    .array(z.object({ code: z.string().nullish(), message: z.string().nullish() }))
    .nullish()
    .catch(null),
})

type Answer = Extract<Reached, { kind: 'answer' }>

export function readAnswer(answer: Answer, now: number): Meaning {
  const { status } = answer
  const json = parseJson(answer.text)
  if (status >= 200 && status < 300) {
    if (status === 204) return { kind: 'ok', body: undefined }
    return json === undefined
      ? { kind: 'not_understood', why: 'not_json', reasons: '' }
      : { kind: 'ok', body: json }
  }
  const error = ErrorBody.safeParse(json).data
  const reasons = error ? reasonsOf(error) : json === undefined ? plainReason(answer.text) : ''
  const fails = (kind: PsaFailure['kind'], why: Why) => ({ kind, why, reasons })

  if (status >= 300 && status < 400) return fails('not_understood', 'redirect')
  if (status === 429) {
    return { ...fails('too_many', 'too_many'), retryAfterMs: retryAfterMs(answer, reasons, now) }
  }
  if (status >= 500 || status === 408) return fails('unclear', 'server_failed')
  if (/SSL is required/i.test(reasons)) return fails('credentials', 'ssl_required')
  if (/cannot route/i.test(reasons)) return fails('credentials', 'cannot_route')
  if (/client[\s_-]?id/i.test(reasons) && [400, 401, 403].includes(status)) {
    return fails('credentials', 'client_id')
  }
  if (status === 401) return fails('credentials', 'keys')
  if (status === 403) return fails('rights', 'right')
  // Wrong keys on the cloud get the same code; only the number of the record is a proof.
  const isNamed = error?.code === 'NotFound' && /\d/.test(reasons)
  if (status === 404 && isNamed) return fails('not_found', 'record_missing')
  if (status === 405 || /endpoint does not exist/i.test(reasons)) {
    return fails('not_understood', 'no_endpoint')
  }
  if (status === 404) return fails('credentials', 'not_here')
  return fails('refused', 'declined')
}

/** Undefined for what is no JSON; the word `null` is JSON, and means something here. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function reasonsOf(error: z.infer<typeof ErrorBody>): string {
  const own = (error.errors ?? []).flatMap((item) => item.message ?? [])
  return shorten(own.length > 0 ? own.join(' ') : (error.message ?? ''))
}

/** A short plain text is a reason; a page is not. */
const plainReason = (text: string) =>
  text.length < 500 && !/<\s*(!doctype|html|head|body)/i.test(text) ? shorten(text) : ''

function shorten(text: string): string {
  const all = oneLine(text)
  return all.length > 300 ? `${all.slice(0, 299).toWellFormed()}…` : all
}

const LONGEST_PAUSE = 15 * 60_000

/** Seconds, or a date, or the number in the message; half a minute when nothing is said. */
function retryAfterMs(answer: Answer, reasons: string, now: number): number {
  const header = answer.header('retry-after')?.trim() ?? ''
  const date = Date.parse(header)
  const inMessage = /(\d+)\s*seconds?/i.exec(reasons)?.[1]
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Number.isFinite(date)
      ? date - now
      : inMessage
        ? Number(inMessage) * 1000
        : 30_000
  return Math.min(Math.max(ms, 1000), LONGEST_PAUSE)
}
