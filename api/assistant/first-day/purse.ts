/**
 * Asks the model for the first day's questions and counts what that costs: what could go over
 * the limit is not asked at all, so that a run never costs more than was said.
 */
import type { Effort } from '#shared/assistant/tier-route.ts'
import type { Tier } from '#shared/session/lane-event.ts'
import type { ModelMessage, ModelSystem, ModelTool } from '../model/ask.ts'
import { type AnswerRoute, buildRequest } from '../model/build-request.ts'
import type { ModelClient } from '../model/make-client.ts'
import { costOf, estimateOf } from '../model/price.ts'
import { type StreamedAnswer, streamAnswer } from '../model/stream-answer.ts'
import type { Tiers } from '../model/tiers.ts'

export interface Question {
  tier: Tier
  effort: Effort
  system: readonly ModelSystem[]
  messages: readonly ModelMessage[]
  tools?: readonly ModelTool[]
  mayCallTools?: boolean
  /** None where plain words are wanted. */
  schema?: Readonly<Record<string, unknown>> | null
  grows?: string | null
  maxTokens: number
}

export type Heard = (StreamedAnswer & { totalMs: number }) | 'too dear'

export interface Purse {
  ask(question: Question): Promise<Heard>
  /** Micro-dollars, and in how many questions. */
  spent(): { micro: number; asked: number; leftOut: number }
}

export interface PurseGiven {
  client: ModelClient
  tiers: Tiers
  mostMicro: number
  idleMs: number
  /** Milliseconds of a clock that only goes forward. */
  tick: () => number
}

export function openPurse({ client, tiers, mostMicro, idleMs, tick }: PurseGiven): Purse {
  const sum = { micro: 0, asked: 0, leftOut: 0 }
  const by: AnswerRoute = 'format'
  return {
    async ask({ tier, effort, schema = null, grows = null, ...question }) {
      const facts = tiers.tiers[tier]
      const request = buildRequest(
        { ...NOBODY, ...question, choice: { ...NO_REASON, tier, effort }, format: { schema } },
        { facts, userId: 'first-day', inferenceGeo: null, by },
      )
      const { maxTokens } = question
      const dearest = estimateOf({ promptChars: JSON.stringify(request).length, maxTokens }, facts)
      if (sum.micro + dearest > mostMicro) {
        sum.leftOut += 1
        return 'too dear'
      }
      const begunAt = tick()
      const heard = await streamAnswer(client, request, {
        idleMs,
        deadlineMs: facts.deadlineMs,
        signal: undefined,
        grows: schema === null ? 'all' : grows,
        onText: () => undefined,
        onBlock: () => undefined,
        tick,
      })
      sum.asked += 1
      // What was refused costs nothing; where nobody says, the most that it can have been.
      if (heard.used) sum.micro += costOf(heard.used, facts)
      else if (heard.failure?.status === null) sum.micro += dearest
      return { ...heard, totalMs: tick() - begunAt }
    },
    spent: () => ({ ...sum }),
  }
}

const NOBODY = { teamId: '', personId: null, purpose: 'check', promptVersion: '' } as const
const NO_REASON = { reasons: [], routerVersion: 'first day' }
