/**
 * What the REST half refuses, in the shapes that were seen on live servers. Thrown where a rule
 * is broken and turned into an answer once, in `mount.ts`. `errors` may be missing, as it often is.
 */
export type FieldError = {
  code:
    | 'MissingRequiredField'
    | 'InvalidField'
    | 'OutOfRange'
    | 'ObjectExists'
    | 'NotFound'
    | 'InvalidObject'
  message: string
  resource: string
  field: string
}

export type RefusalBody =
  | { code: string; message: string; errors?: FieldError[] | null }
  /** The throttle's own shape: `error`, not `code`. */
  | { error: string; message: string }
  /** Plain text, or a page when it starts with `<`. */
  | string

export class RestRefusal extends Error {
  override name = 'RestRefusal'
  readonly status: number
  readonly body: RefusalBody
  readonly headers: Record<string, string>

  constructor(status: number, body: RefusalBody, headers: Record<string, string> = {}) {
    super(typeof body === 'string' ? body : body.message)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** 400 with one reason, the usual answer to a record that breaks a rule. */
export function invalid(
  resource: string,
  field: string,
  code: FieldError['code'],
  message: string,
): RestRefusal {
  return new RestRefusal(400, {
    code: 'InvalidObject',
    message: `${resource} object is invalid`,
    errors: [{ code, message, resource, field }],
  })
}

export function missing(resource: string, field: string): RestRefusal {
  return invalid(resource, field, 'MissingRequiredField', `The ${field} field is required.`)
}

/** The only 404 that proves a missing record: it names it. */
export function notFound(what: string, id: number | string): RestRefusal {
  return new RestRefusal(404, {
    code: 'NotFound',
    message: `${what} ${id} not found`,
    errors: null,
  })
}

export function noEndpoint(): RestRefusal {
  return new RestRefusal(404, { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' })
}

/** A bad condition, order or field name. */
export function badFind(message: string): RestRefusal {
  return new RestRefusal(400, { code: 'ApiFindCondition', message, errors: null })
}

export function cannotRoute(): RestRefusal {
  return new RestRefusal(400, 'Cannot route. Codebase/company is invalid')
}
