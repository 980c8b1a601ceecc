/**
 * Which of the twelve ways to fail it was, told from what the library throws. The order matters:
 * an error in the middle of a stream has a type but no status, a spend limit looks like a rate
 * limit, and everything the library throws descends from the same class.
 */
import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk/core/error'
import type { FailureKind } from '#shared/session/lane-event.ts'
import { waitAsked } from './wait-asked.ts'

export interface NamedFailure {
  failure: FailureKind
  /** Of the answer, where there was one. */
  status: number | null
  retryAfterMs: number | null
  requestId: string | null
  /** The request was refused for the schema of its answer. */
  isAboutSchema: boolean
  /** Where in the request something was wrong, as a path, and nothing of what was there. */
  where: string | null
}

export function nameFailure(error: unknown): NamedFailure {
  const api = error instanceof APIError ? error : undefined
  const failure = kindOf(error)
  const said = api?.apiMessage ?? ''
  return {
    failure,
    status: api?.status ?? null,
    retryAfterMs: api?.headers ? waitAsked(api.headers) : null,
    requestId: api?.requestID ?? null,
    isAboutSchema: failure === 'bad_request' && /output_config|schema|grammar/i.test(said),
    where: /^([a-z_]+(?:\.[\w-]+)*):/.exec(said)?.[1] ?? null,
  }
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof APIUserAbortError) return 'aborted'
  if (error instanceof APIConnectionError) return 'network'
  if (!(error instanceof APIError)) return 'cut'
  if (error.errorCode?.includes('spend_limit')) return 'spend'
  const { type, status } = error
  if (type === 'overloaded_error' || type === 'api_error' || status === 529) return 'busy'
  if (type === 'rate_limit_error' || status === 429) return 'rate'
  if (status === 401 || status === 403) return 'auth'
  if (status !== undefined && status >= 400 && status < 500) return 'bad_request'
  return 'busy'
}

/** Another try, once, may end otherwise. */
export const WORTH_RETRYING: ReadonlySet<FailureKind> = new Set([
  'busy',
  'cut',
  'stalled',
  'invalid',
  'truncated',
])
