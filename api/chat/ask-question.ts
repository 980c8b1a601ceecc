/**
 * Takes a question in, once, and answers at once; what it is answered comes by the news.
 *
 * `questionId` is the key of the one exchange: asked again it is answered as before, with another
 * content it is refused. One answer runs at a time in a conversation.
 */
import { canonicalJson } from '#shared/canonical-json.ts'
import type { AskQuestion } from '#shared/chat/contract.ts'
import { msOf } from '#shared/ids.ts'
import { Refused, type RequestOf, refuse } from '#shared/route.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import { inTeam, isTaken, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { endAbandonedQuestion, endQuestion, keepSaid } from './end-question.ts'
import {
  holdRunning,
  insertQuestion,
  type QuestionRow,
  readClientOf,
  readLatest,
  readQuestion,
} from './queries.ts'
import { LEASE_MS, runQuestion } from './run-question.ts'
import { shownOfQuestion } from './show-question.ts'

type Asked = RequestOf<typeof AskQuestion>

export async function askQuestion(deps: Deps, who: Who, asked: Asked): Promise<QuestionRow> {
  await endWhatNobodyAnswers(deps, who)
  const store = () => inTeam(deps.db, who.teamId, (tx) => storeQuestion(tx, deps, who, asked))
  // The same id sent twice at the same moment: the second look sees the first.
  const { row, isNew } = await store().catch((error: unknown) =>
    isTaken(error) ? store() : Promise.reject(error),
  )
  if (isNew) deps.chats.begin(row, (running) => runQuestion(deps, running))
  return row
}

/** A process that died leaves its question running; whoever looks next ends it. */
export async function endWhatNobodyAnswers(
  deps: Deps,
  { teamId, personId }: Pick<Who, 'teamId' | 'personId'>,
): Promise<void> {
  const latest = await inTeam(deps.db, teamId, (tx) => readLatest(tx, teamId, personId))
  const isLeft = latest?.state === 'running' && msOf(latest.leaseUntil) < deps.now().getTime()
  if (isLeft) await endAbandonedQuestion(deps, latest)
}

async function storeQuestion(
  tx: Tx,
  deps: Deps,
  { teamId, personId }: Who,
  { questionId, text, ...asked }: Asked,
): Promise<{ row: QuestionRow; isNew: boolean }> {
  const sessionId = asked.sessionId ?? null
  // Keyed: beside the masked text a plain hash would let what was masked be guessed.
  const askedHash = deps.secrets.fingerprint('chat question', canonicalJson({ text, sessionId }))
  const known = await readQuestion(tx, teamId, personId, questionId)
  if (known) {
    if (known.askedHash === askedHash) return { row: known, isNew: false }
    return refuse(
      'conflict',
      'This was asked before in other words. Ask again; the panel gives it a number of its own.',
    )
  }
  if (await holdRunning(tx, teamId, personId)) {
    throw new Refused(
      'conflict',
      'Your last question is still being answered. Wait until it is, or stop it, and ask again; what you wrote is kept.',
      { retryAfterSeconds: 5 },
    )
  }
  const client = sessionId ? await readClientOf(tx, teamId, sessionId) : ''
  if (client === undefined) refuse('notFound', 'There is no such session.')
  const session = sessionId ? (await readFolded(tx, teamId, sessionId))?.session : null
  const at = deps.now()
  const row = await insertQuestion(tx, {
    ...{ teamId, id: questionId, personId, askedHash, sessionId },
    text: maskIn(session)(text),
    client: clientKey(client) || null,
    ...{ state: 'running', phase: 'reading' },
    leaseBy: deps.newId(),
    leaseUntil: new Date(at.getTime() + LEASE_MS),
    startedAt: at,
  })
  await tell(tx, { about: 'chat', team: teamId, id: personId })
  return { row, isNew: true }
}

/** One that has ended already is told as it ended. */
export async function stopQuestion(deps: Deps, who: Who, id: string): Promise<QuestionRow> {
  const { teamId, personId } = who
  const read = () => inTeam(deps.db, teamId, (tx) => readQuestion(tx, teamId, personId, id))
  const missing = () => refuse('notFound', 'There is no such question in your conversation.')
  const row = (await read()) ?? missing()
  if (row.state !== 'running') return row
  const own = deps.chats.of(teamId, personId)
  const running = own?.row.id === id ? own : undefined
  const said = running?.shown ?? { text: row.said, tier: row.tier }
  const answer = keepSaid(deps, row, said, [], 'aborted')
  const stopped = await endQuestion(deps, row, 'stopped', { answer })
  running?.show({ end: stopped ? shownOfQuestion(stopped).end : null })
  running?.abort()
  return stopped ?? (await read()) ?? missing()
}
