/** The outcome as it is being said, kept as one text until it is recorded: masked as it will be. */
import * as z from 'zod/mini'
import { Outcome, SessionOutcome } from '#shared/session/event.ts'
import { type Marking, maskIn } from '#shared/session/mask-session.ts'
import type { OutcomeDraft, Prefilled } from '../../ui/session/prefill-outcome.ts'

const Draft = z.object({
  outcome: z.nullable(SessionOutcome),
  /** Drafts of before say nothing of it. */
  whyOpen: z._default(z.string(), ''),
  cause: Outcome.shape.cause,
  verification: Outcome.shape.verification,
  told: z.string(),
  nextSteps: z.array(
    z.object({
      text: z.string(),
      owner: z.optional(z.string()),
      due: z.optional(z.string()),
    }),
  ),
  remark: z.string(),
})

export const writeOutcome = (draft: OutcomeDraft, session: Marking): string => {
  const mask = maskIn(session)
  return JSON.stringify(draft, (_key, value) => (typeof value === 'string' ? mask(value) : value))
}

/** What a person has said already stands before what the record proposes. */
export function takeUpOutcome(prefilled: Prefilled, kept: string): Prefilled {
  const draft = readDraft(kept)
  if (!draft) return prefilled
  const known = new Set(prefilled.showing.map(({ id }) => id))
  const confirmedBy = draft.cause.confirmedBy.filter((id) => known.has(id))
  return { ...prefilled, draft: { ...draft, cause: { ...draft.cause, confirmedBy } } }
}

function readDraft(kept: string): OutcomeDraft | undefined {
  try {
    return z.safeParse(Draft, JSON.parse(kept)).data
  } catch {
    return undefined
  }
}
