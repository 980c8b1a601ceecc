/**
 * Ends a question with its answer, once: whoever is not its keeper any more changes nothing.
 *
 * Also where rules answer: with what was found, word for word, so that no question ends
 * empty-handed whatever became of the model.
 */
import type { ChatAnswer } from '#shared/chat/contract.ts'
import { sourceOf } from '#shared/chat/tell-answer.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import { readModelState } from '../assistant/model/read-state.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { searchWords } from '../flow/search-words.ts'
import type { Passage } from '../knowledge/door.ts'
import { tell } from '../live.ts'
import { endQuestionRow, type QuestionRow } from './queries.ts'
import { veilQuestion } from './veil-question.ts'

export interface Answered {
  answer: ChatAnswer
  retryAfterSeconds?: number | null
}

/** Shown where rules answer; more would not be read. */
const MOST_FOUND = 4

export function answerByRules(
  { text }: Pick<QuestionRow, 'text'>,
  found: readonly Passage[],
  failure: FailureKind | null = null,
): ChatAnswer {
  const words = searchWords(text).map(({ word }) => word)
  return {
    ...{ mode: 'rules', tier: null, parts: [], isPartial: false, failure },
    sources: found.slice(0, MOST_FOUND).map((passage) => sourceOf(passage, words)),
  }
}

/** What had been said stays, marked, and what was found stands below it. */
export function keepSaid(
  { config }: Pick<Deps, 'config'>,
  row: Pick<QuestionRow, 'text'>,
  said: { text: string; tier: Tier | null },
  found: readonly Passage[],
  failure: FailureKind,
): ChatAnswer {
  const byRules = answerByRules(row, found, failure)
  if (said.text.trim() === '') return { ...byRules, isPartial: failure === 'aborted' }
  const mode = config.assistant.isDemo ? 'demo' : 'model'
  const parts = [{ text: said.text, cites: [] }]
  return { ...byRules, mode, tier: said.tier, parts, isPartial: true }
}

export const endQuestion = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  row: QuestionRow,
  state: 'done' | 'stopped',
  { answer, retryAfterSeconds = null }: Answered,
): Promise<QuestionRow | undefined> =>
  inTeam(db, row.teamId, async (tx) => {
    const ended = await endQuestionRow(tx, row, { state, answer, retryAfterSeconds, at: now() })
    await tell(tx, { about: 'chat', team: row.teamId, id: row.personId })
    return ended
  })

/** Its process died: what had been said stays. Undefined when somebody else has ended it. */
export async function endAbandonedQuestion(
  deps: Deps,
  row: QuestionRow,
): Promise<QuestionRow | undefined> {
  deps.log.warn({ question: row.id }, 'a question that nobody answers any more is ended')
  const { teamId, client, said, tier } = row
  const { policy } = await readModelState(deps, teamId)
  const { hide } = await inTeam(deps.db, teamId, (tx) => veilQuestion(tx, row, policy))
  const sought = { teamId, query: row.text, limit: MOST_FOUND, client, hide }
  const found = await deps.knowledge.search(sought)
  const answer = keepSaid(deps, row, { text: said, tier }, found, 'cut')
  return endQuestion(deps, row, 'done', { answer })
}
