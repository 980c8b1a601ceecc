/** What was found out on the first day, held against what this product is built on. */

import type { ModelClient } from '../model/make-client.ts'
import type { Tiers } from '../model/tiers.ts'
import type { Heard, Purse } from './purse.ts'

export interface Finding {
  /** What was asked: a tier, an effort, a size. */
  of: string
  found: string
  /** `differs` is what somebody must look at: something is built on the contrary. */
  verdict: 'as built' | 'differs' | 'told' | 'unknown'
}

/** What every question may ask with. */
export interface FirstDay {
  client: ModelClient
  tiers: Tiers
  purse: Purse
  /** Differs from run to run, so that no cache of an earlier one is read. */
  mark: string
}

export const TOO_DEAR = 'not asked: it could have gone over the limit of this run'

/** Why nothing can be told; undefined where an answer came whole. */
export function whyNot(heard: Heard): string | undefined {
  if (heard === 'too dear') return TOO_DEAR
  const { message, failure } = heard
  if (!failure) return message?.stop_reason === 'refusal' ? 'declined' : undefined
  const where = failure.where ? ` at ${failure.where}` : ''
  return failure.status === null
    ? `no answer: ${failure.failure}`
    : `refused with ${failure.status}${where}${failure.isAboutSchema ? ', for its schema' : ''}`
}

/** Refused as a question, and not for want of an answer. */
export const isRefused = (heard: Heard): boolean =>
  heard !== 'too dear' && heard.failure?.failure === 'bad_request'
