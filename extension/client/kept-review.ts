/**
 * What a lead has picked and said of a proposal and not decided yet, kept in this browser as one
 * text: masked as everything that is kept here.
 */
import * as z from 'zod/mini'
import { maskIn } from '#shared/session/mask-session.ts'
import type { LocalStore } from './local-store.ts'

/** Of the proposal, among what is written and not recorded yet. */
export const REVIEW_FIELD = 'review'

const Review = z.object({
  picked: z.array(z.string()),
  said: z.record(z.string(), z.string()),
  reason: z.nullable(z.string()),
})
export type KeptReview = z.infer<typeof Review>

export function writeReview({ picked, said, reason }: KeptReview): string {
  const mask = maskIn(null)
  const saidMasked = Object.entries(said).map(([key, text]) => [key, mask(text)])
  const masked: KeptReview = {
    picked,
    said: Object.fromEntries(saidMasked),
    reason: reason && mask(reason),
  }
  return JSON.stringify(masked)
}

export function readReview(kept: string): KeptReview | undefined {
  try {
    return z.safeParse(Review, JSON.parse(kept)).data
  } catch {
    return undefined
  }
}

/** As it stands now; none where nothing was picked or said. */
export async function findReview(
  { drafts }: Pick<LocalStore, 'drafts'>,
  proposalId: string,
): Promise<KeptReview | undefined> {
  const kept = await drafts.get([proposalId, REVIEW_FIELD])
  return kept && readReview(kept.text)
}
