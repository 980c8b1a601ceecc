/**
 * Answers a question from what the team knows.
 *
 * What is found is handed to the model as search results with citations on, as the result of a
 * search that we make; it may search again in other words. What it says to rest on a passage is
 * held against the passages that were handed over (`tell-answer.ts`). Without a model, and
 * whenever it gives no answer, what was found is the answer.
 */

import * as z from 'zod/mini'
import { routeTier } from '#shared/assistant/route-tier.ts'
import type { TierChoice } from '#shared/assistant/tier-route.ts'
import type { ChatAnswer } from '#shared/chat/contract.ts'
import { type SaidPart, tellAnswer } from '#shared/chat/tell-answer.ts'
import { TEXT_ANSWER } from '../assistant/model/answer-format.ts'
import type {
  ModelAnswer,
  ModelBlock,
  ModelMessage,
  ModelSystem,
  ModelTools,
} from '../assistant/model/ask.ts'
import { callModel } from '../assistant/model/call-model.ts'
import { readModelState } from '../assistant/model/read-state.ts'
import { CHAT_PROMPT } from '../assistant/prompts/chat.ts'
import type { RunningTurn } from '../assistant/running-turns.ts'
import { promptVersionWith, systemBlocks } from '../assistant/system-blocks.ts'
import { searchKnowledge } from '../assistant/tools/look-up.ts'
import type { Veil } from '../assistant/veil.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { searchWords } from '../flow/search-words.ts'
import { readGuidance } from '../guidance/queries.ts'
import { isOwnCase, type Passage } from '../knowledge/door.ts'
import { type Answered, answerByRules, keepSaid } from './end-question.ts'
import { listQuestions, type QuestionRow } from './queries.ts'
import { veilQuestion } from './veil-question.ts'

export type RunningQuestion = RunningTurn<QuestionRow>

const MOST_PASSAGES = 6
const MOST_ROUNDS = 3
const MOST_TOKENS = 2_000
/** Of the conversation before it; what is older is not remembered. */
const MOST_EARLIER = 4

export async function answerQuestion(deps: Deps, running: RunningQuestion): Promise<Answered> {
  const { row } = running
  const { teamId, personId, text, client } = row
  const { budget, health, policy } = await readModelState(deps, teamId)
  const { veil, earlier, guidance } = await inTeam(deps.db, teamId, async (tx) => ({
    veil: await veilQuestion(tx, row, policy),
    earlier: await listQuestions(tx, teamId, personId, MOST_EARLIER + 1),
    guidance: await readGuidance(tx, teamId),
  }))
  const searchFor = (query: string, of: string | null) =>
    deps.knowledge.search({ teamId, query, limit: MOST_PASSAGES, client: of, hide: veil.hide })
  running.show({ phase: 'searching' })
  const found = await searchFor(text, client)

  const route = routeTier({ purpose: 'chat', budget, health })
  if (route.use === 'rules') {
    return { answer: answerByRules(row, found, route.failure ?? null) }
  }
  running.show({ phase: 'thinking', tier: route.choice.tier })
  // Cases of the client as they were name people whom no veil here knows: a model is given what
  // every client may find.
  const search = (query: string) => searchFor(query, null)
  const shown = client === null ? found : await search(text)
  const { choice } = route
  const system = systemBlocks(CHAT_PROMPT.text, guidance, policy)
  const promptVersion = promptVersionWith(CHAT_PROMPT.version, guidance)
  const asking = {
    ...{ running, veil, search, found: shown, earlier, choice },
    ...{ system, promptVersion },
  }
  const first = await askOnce(deps, asking)
  const mayTryAgain =
    first.answer.kind === 'failure' &&
    first.answer.isWorthRetrying &&
    running.shown.text === '' &&
    !running.signal.aborted
  const { answer, passages } = mayTryAgain ? await askOnce(deps, asking) : first
  if (answer.kind === 'failure') {
    const said = { text: running.shown.text, tier: answer.tier }
    const { failure, retryAfterSeconds } = answer
    return { answer: keepSaid(deps, row, said, found, failure), retryAfterSeconds }
  }
  const said = answer.said.map(
    ({ text: words, citations }): SaidPart => ({
      text: veil.restore(words),
      sources: citations.flatMap((one) => ('source' in one ? one.source : [])),
    }),
  )
  const words = searchWords(text).map(({ word }) => word)
  const told: ChatAnswer = {
    ...tellAnswer(said, passages, words),
    mode: deps.config.assistant.isDemo ? 'demo' : 'model',
    ...{ tier: answer.tier, isPartial: false, failure: null },
  }
  return { answer: told }
}

interface Asking {
  running: RunningQuestion
  veil: Veil
  search: (query: string) => Promise<Passage[]>
  found: readonly Passage[]
  earlier: readonly QuestionRow[]
  choice: TierChoice
  /** What stands before it: our rules, and what the team says of its ways. */
  system: ModelSystem[]
  promptVersion: string
}

interface Came {
  answer: Exclude<ModelAnswer<string>, ModelTools>
  /** Everything that was handed over, by the ids under which it was. */
  passages: ReadonlyMap<string, Passage>
}

async function askOnce(deps: Deps, asking: Asking): Promise<Came> {
  const { running, veil, choice, system, promptVersion } = asking
  const { row } = running
  const passages = new Map<string, Passage>()
  const handOver = (id: string, found: readonly Passage[]): ModelBlock => {
    for (const passage of found) passages.set(passage.citation.id, passage)
    return resultOf(id, found, veil)
  }
  const messages = openMessages(asking, handOver)
  running.show({ text: '' })
  for (let round = 1; ; round++) {
    const growing = veil.restoreGrowing()
    const answer = await callModel(deps, {
      teamId: row.teamId,
      personId: row.personId,
      purpose: 'chat',
      choice,
      turnId: row.id,
      system,
      messages,
      tools: [TOOL],
      mayCallTools: round <= MOST_ROUNDS,
      format: TEXT_ANSWER,
      promptVersion,
      maxTokens: MOST_TOKENS,
      signal: running.signal,
      onText: (added) =>
        running.show({ phase: 'writing', text: running.shown.text + growing.push(added) }),
    })
    if (answer.kind !== 'tools') return { answer, passages }
    running.show({ phase: 'searching', text: '' })
    const results: ModelBlock[] = []
    for (const { id, name, input } of answer.calls) {
      const asked = name === TOOL.name ? Searched.safeParse(input) : undefined
      results.push(
        asked?.success && results.length < MOST_ROUNDS
          ? handOver(id, await asking.search(veil.restore(asked.data.query)))
          : { type: 'tool_result', tool_use_id: id, is_error: true, content: NO_SEARCH },
      )
    }
    messages.push(answer.message, { role: 'user', content: results })
  }
}

const Searched = z.object({ query: z.string().check(z.minLength(1), z.maxLength(400)) })
const NO_SEARCH =
  'Only search_knowledge with {"query": "words"} is there, a few times. Answer with what you have.'

const TOOL = {
  name: searchKnowledge.name,
  description:
    'Searches what this team knows once more, in other words. Use it when what was found does not answer the question.',
  input_schema: {
    type: 'object' as const,
    properties: { query: { type: 'string' } },
    required: ['query'],
    additionalProperties: false,
  },
}

/** The conversation so far, the question, and what we have found for it. */
function openMessages(
  { running, veil, earlier, found }: Asking,
  handOver: (id: string, found: readonly Passage[]) => ModelBlock,
): ModelMessage[] {
  // What was answered from one client's cases is no ground for an answer about another.
  const before = earlier.filter(
    ({ id, answer, client }) => id !== running.row.id && answer && client === running.row.client,
  )
  return [
    ...before.flatMap(({ text, answer }): ModelMessage[] => [
      { role: 'user', content: veil.hide(text) },
      { role: 'assistant', content: veil.hide(wordsOf(answer)) },
    ]),
    { role: 'user', content: veil.hide(running.row.text) },
    {
      role: 'assistant',
      content: [
        {
          type: 'tool_use',
          id: FIRST,
          name: TOOL.name,
          input: { query: veil.hide(running.row.text) },
        },
      ],
    },
    { role: 'user', content: [handOver(FIRST, found)] },
  ]
}

const FIRST = 'first_search'

const wordsOf = (answer: ChatAnswer | null): string =>
  answer?.parts
    .map(({ text }) => text)
    .join('')
    .trim() || `Shown to them: ${titlesOf(answer) || 'nothing was found'}.`

/** Of what a model may be given: see `isOwnCase`. */
const titlesOf = (answer: ChatAnswer | null): string | undefined =>
  answer?.sources
    .filter(({ citation }) => !isOwnCase(citation))
    .map(({ citation }) => citation.title)
    .join('; ')

const resultOf = (id: string, found: readonly Passage[], veil: Veil): ModelBlock => ({
  type: 'tool_result',
  tool_use_id: id,
  content:
    found.length === 0
      ? [{ type: 'text', text: 'Nothing was found in what this team knows.' }]
      : found.map((passage) => ({
          type: 'search_result' as const,
          source: passage.citation.id,
          title: veil.hide(passage.citation.title),
          content: [
            { type: 'text' as const, text: veil.hide(`${passage.where}\n${passage.text}`.trim()) },
          ],
          citations: { enabled: true },
        })),
})
