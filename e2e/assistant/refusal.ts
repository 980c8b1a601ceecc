/** Refusals under a status, and the one body in which the Messages API words all of them. */
export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'billing_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'timeout_error'
  | 'api_error'
  | 'overloaded_error'

export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly type: ErrorType
  readonly code: string | undefined
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    more: { type?: ErrorType; code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.type = more.type ?? typeFor(status)
    this.code = more.code
    this.headers = more.headers ?? {}
  }
}

export function typeFor(status: number): ErrorType {
  return TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
}

const TYPES: Record<number, ErrorType> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

export function errorBody({ type, message, code }: Refusal, requestId: string) {
  return {
    type: 'error',
    error: {
      type,
      message,
      ...(code === undefined ? {} : { details: { error_code: code } }),
    },
    request_id: requestId,
  }
}
