/**
 * What a contract entry is, and the closed list of refusals.
 *
 * A route is data: the API mounts it (`api/answer.ts`), the extension asks by it
 * (`extension/client.ts`), and the OpenAPI document is read off it. Nothing about a
 * question and its answer is therefore written down twice.
 */
import * as z from 'zod/mini'
import type { PaceName } from './pace.ts'
import type { Act } from './person/rights.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Route {
  readonly method: Method
  /** Below `/api`, with `:name` for a part of the path. */
  readonly path: `/${string}`
  /** One sentence for the documentation page. */
  readonly summary: string
  /**
   * Who may ask: an act of the table in `person/rights.ts`, `signedIn` for everybody
   * with an account, `anyone` for the few doors before sign-in.
   */
  readonly may: Act | 'signedIn' | 'anyone'
  /** Whoever asks has typed their own password within the last minutes (`person/proof.ts`). */
  readonly needsProof?: true
  /** How fast one person may ask it; a route without one is as fast as it is. */
  readonly pace?: PaceName
  /** Open also to those who have yet to choose a password of their own. */
  readonly beforeOwnPassword?: true
  /** Path parts, query and body as one object; path and query values arrive as text. */
  readonly request: z.ZodMiniType
  readonly response: z.ZodMiniType
  /** The body is a file as it is, not JSON; everything else then stands in the path. */
  readonly sends?: 'bytes'
  /** The answer is a file as it is. */
  readonly answers?: 'bytes'
}

/** Keeps the literal types of an entry, so that path and schemas are known where it is asked. */
export const route = <const R extends Route>(entry: R): R => entry

export type RequestOf<R extends Route> = z.input<R['request']>
export type ResponseOf<R extends Route> = z.output<R['response']>

/** Each refusal and the HTTP status it travels under. The list is closed. */
export const REFUSALS = {
  badRequest: 400,
  notSignedIn: 401,
  notAllowed: 403,
  proofNeeded: 403,
  ownPasswordNeeded: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  notReady: 422,
  tooMany: 429,
  outsideFailed: 502,
  notAvailable: 503,
} as const

export type RefusalCode = keyof typeof REFUSALS

export const RefusalCodeSchema = z.enum(
  Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]], // the keys of a constant object are its type
)

/** The one shape in which an error leaves the API. */
export const RefusalBody = z
  .object({
    code: z.union([RefusalCodeSchema, z.literal('broke')]),
    message: z.string(),
    /** What was wrong where, for a form to show beside its fields. */
    problems: z.optional(z.array(z.object({ at: z.string(), message: z.string() }))),
    requestId: z.optional(z.string()),
  })
  .check(z.meta({ id: 'Refusal' }))
export type RefusalBody = z.infer<typeof RefusalBody>

/** Thrown where an act is refused; translated once, at the door. The message says what to do next. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  readonly problems: RefusalBody['problems']
  /** Seconds after which trying again makes sense, when that is known. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: RefusalCode,
    message: string,
    more: { problems?: RefusalBody['problems']; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.code = code
    this.problems = more.problems
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

/** `value ?? refuse('notFound', …)` reads as the sentence it is. */
export function refuse(code: RefusalCode, message: string): never {
  throw new Refused(code, message)
}
