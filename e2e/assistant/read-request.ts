/** Reads what came over the line: who asks, in which version of the API, and what for. */
import type { IncomingHttpHeaders } from 'node:http'
import type * as z from 'zod/mini'
import { Refusal } from './refusal.ts'

const MOST_BYTES = 32 * 1024 * 1024
const VERSIONS = ['2023-06-01', '2026-10-21']

/** The account, which is the key itself. Refuses a call that may not come in. */
export function admit(headers: IncomingHttpHeaders, isKey: (key: string) => boolean): string {
  const key = bearerOf(headers)
  if (!key) throw new Refusal(401, 'authentication_error: Authorization: Bearer header is required')
  if (!isKey(key)) throw new Refusal(401, 'invalid bearer token')
  const version = headers['anthropic-version']
  if (version === undefined) throw new Refusal(400, 'anthropic-version: header is required')
  if (!VERSIONS.includes(String(version)))
    throw new Refusal(400, `anthropic-version: "${version}" is not a valid version`)
  if (headers['anthropic-beta'] !== undefined)
    throw new Refusal(
      400,
      `anthropic-beta: "${headers['anthropic-beta']}" is refused here: build on what is generally available`,
    )
  return key
}

export function bearerOf(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer\s+(\S+)$/.exec(headers.authorization ?? '')?.[1]
}

export function readBody<T>(schema: z.ZodMiniType<T>, body: string): T {
  if (body.length > MOST_BYTES)
    throw new Refusal(413, 'Request exceeds the maximum allowed number of bytes.')
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new Refusal(400, 'The request body is not valid JSON')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new Refusal(400, parsed.error.issues.map(tell)[0] ?? 'Invalid request')
}

function tell(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return `${[path, issue.keys[0]].filter(Boolean).join('.')}: Extra inputs are not permitted`
  return `${path}: ${issue.message}`
}
