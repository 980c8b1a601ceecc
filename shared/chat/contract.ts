/**
 * The questions one may ask about the chat: open-ended ones to what the team knows, outside of any
 * record. A conversation belongs to one person; nothing in it is a fact of a session.
 *
 * `questionId` is made by whoever asks and is the key of that one exchange: sent again, it is the
 * same question. It is answered whatever becomes of the panel; only "stop" ends it. News of it is
 * the news of turns, with the question's id as the turn's.
 */
import * as z from 'zod/mini'
import { TurnState } from '../assistant/contract.ts'
import { TurnNews } from '../assistant/turn-news.ts'
import { Id, Instant } from '../ids.ts'
import { KnowledgeKind } from '../knowledge/chunk.ts'
import { Excerpt } from '../knowledge/excerpt.ts'
import { route } from '../route.ts'
import { Citation, FailureKind, ReplyMode, Tier } from '../session/lane-event.ts'

/** A passage that the answer rests on, or, where rules answer, that was found. */
export const ChatSource = z.object({
  citation: Citation,
  kind: KnowledgeKind,
  /** The way to it: the path in its flow, the flows and the cause of a case. */
  where: z.string(),
  excerpt: Excerpt,
})
export type ChatSource = z.infer<typeof ChatSource>

export const ChatAnswer = z.object({
  mode: ReplyMode,
  tier: z.nullable(Tier),
  /** What was said, in order; `cites` are places in `sources`. None where rules answer. */
  parts: z.array(z.object({ text: z.string(), cites: z.array(z.int()) })),
  sources: z.array(ChatSource),
  /** It ended before its end; what had been said is kept. */
  isPartial: z.boolean(),
  /** Why rules answer, or why it is partial. */
  failure: z.nullable(FailureKind),
})
export type ChatAnswer = z.infer<typeof ChatAnswer>

export const ChatQuestion = z
  .object({
    id: Id,
    text: z.string(),
    state: TurnState,
    askedAt: Instant,
    /** None while it runs. */
    answer: z.nullable(ChatAnswer),
  })
  .check(z.meta({ id: 'ChatQuestion' }))
export type ChatQuestion = z.infer<typeof ChatQuestion>

export const LONGEST_QUESTION = 2_000

export const ListQuestions = route({
  method: 'GET',
  path: '/chat/questions',
  summary: 'One’s own conversation with what the team knows, oldest first',
  may: 'readFlows',
  request: z.object({}),
  response: z.object({ questions: z.array(ChatQuestion) }),
})

export const AskQuestion = route({
  method: 'POST',
  path: '/chat/questions',
  summary: 'Ask what the team knows; the same question id is the same question',
  may: 'workOnSessions',
  pace: 'ask',
  request: z.object({
    questionId: Id,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_QUESTION)),
    /** The session at hand: cases of its client may be told as they were. */
    sessionId: z.optional(Id),
  }),
  response: ChatQuestion,
})

export const StopQuestion = route({
  method: 'POST',
  path: '/chat/questions/:questionId/stop',
  summary: 'Stop the answer to a question of one’s own; what was said so far is kept and marked',
  may: 'workOnSessions',
  request: z.object({ questionId: Id }),
  response: ChatQuestion,
})

export const ForgetQuestions = route({
  method: 'DELETE',
  path: '/chat/questions',
  summary: 'Begin the conversation anew; what was asked and answered is gone',
  may: 'workOnSessions',
  request: z.object({}),
  response: z.object({ forgotten: z.int() }),
})

/** Server-sent events, each a {@link TurnNews} as JSON; asked for JSON, the first of them. */
export const FollowChat = route({
  method: 'GET',
  path: '/chat/live',
  summary: 'What the answer that runs has said; with Accept: text/event-stream it is followed live',
  may: 'readFlows',
  request: z.object({}),
  response: TurnNews,
})
