/** A question's row, as the contract tells it and as followers are shown it. */
import type { ChatQuestion } from '#shared/chat/contract.ts'
import type { TurnShown } from '../assistant/tell-change.ts'
import type { QuestionRow } from './queries.ts'

export const questionOf = (row: QuestionRow): ChatQuestion => ({
  id: row.id,
  text: row.text,
  state: row.state,
  askedAt: row.startedAt,
  answer: row.answer,
})

export const shownOfQuestion = (row: QuestionRow): TurnShown => ({
  turnId: row.id,
  phase: row.phase,
  tier: row.tier,
  text: row.said,
  startedAt: row.startedAt,
  end:
    row.state === 'running'
      ? null
      : {
          // No record grows by it.
          version: 0,
          failure: row.answer?.failure ?? null,
          retryAfterSeconds: row.retryAfterSeconds,
        },
})
