/** What went wrong with ConnectWise as a refusal of ours; the words stay, they say what to do. */
import { Refused } from '#shared/route.ts'
import type { PsaFailure, PsaOutcome } from './psa.ts'

export function bodyOf<T>(outcome: PsaOutcome<T>): T {
  if (outcome.kind === 'ok') return outcome.body
  throw refusalOf(outcome)
}

export function refusalOf(failure: PsaFailure): Refused {
  switch (failure.kind) {
    case 'not_found':
      return new Refused('notFound', failure.message)
    case 'refused':
    case 'credentials':
    case 'rights':
      return new Refused('notReady', failure.message)
    case 'too_many':
      return new Refused('tooMany', failure.message, {
        retryAfterSeconds: failure.retryAfterMs / 1000,
      })
    case 'unclear':
    case 'not_connected':
    case 'not_understood':
      return new Refused('outsideFailed', failure.message)
    default:
      return failure satisfies never
  }
}
