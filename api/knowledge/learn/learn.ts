/**
 * Learns what has changed: published flows, resolved sessions and articles become passages.
 *
 * Whoever changes a source leaves a row in the same transaction; here the row is taken and the
 * source cut anew, in one transaction again. What is gone, or is no knowledge any more, loses its
 * passages. It may be run any number of times, by any number of processes. Vectors come after
 * that, when there is an embedder; without one, and when it fails, words are enough.
 */

import { chunkArticle } from '#shared/knowledge/chunk-article.ts'
import { chunkFlow } from '#shared/knowledge/chunk-flow.ts'
import { chunkSession } from '#shared/knowledge/chunk-session.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { readArticle } from '../../article/queries.ts'
import { clientKey } from '../../client-fact/facts-from.ts'
import { inTeam, listTeamIds, type Tx } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import type { JobKind } from '../../jobs.ts'
import { readStored } from '../../session/queries.ts'
import { forgetNames } from '../names-of.ts'
import { embedMissing } from './embed-missing.ts'
import {
  keepChunks,
  type Learned,
  listTeamsToLearn,
  markDue,
  readFlowToLearn,
  type Source,
  takeDue,
} from './queries.ts'

export const LEARN: JobKind<object> = { name: 'learn-knowledge', retries: 0 }

/** Raised when passages are cut by other rules, so that a version is not taken for the same. */
const CUT_BY = '1'

type LearnDeps = Pick<Deps, 'config' | 'db' | 'embedder' | 'log' | 'now' | 'newId' | 'database'>

export function defineKnowledgeJobs(deps: Deps): void {
  // Those whose vectors could not be had are tried again; after a start, everybody is looked at.
  const owing = new Set<string>()
  let isFirst = true
  deps.jobs.define(LEARN, async () => {
    const learned = await learnDue(deps)
    if (!deps.embedder) return
    const all = isFirst ? await listTeamIds(deps.db) : []
    isFirst = false
    for (const teamId of new Set([...learned, ...owing, ...all])) {
      const isDone = await embedMissing(deps, teamId)
      if (isDone) owing.delete(teamId)
      else owing.add(teamId)
    }
  })
  deps.jobs.schedule(LEARN, '* * * * *', {})
}

/** Every source that is due, and names the teams that had any. */
export async function learnDue(deps: LearnDeps): Promise<string[]> {
  const teams = await listTeamsToLearn(deps.db)
  for (const teamId of teams) {
    while (await learnOne(deps, teamId)) {
      // One after the other until nothing is due.
    }
  }
  return teams
}

/** A source that cannot be learned goes behind the others, and holds up no other team. */
async function learnOne({ db, log, now }: LearnDeps, teamId: string): Promise<boolean> {
  let taken: Source | undefined
  try {
    return await inTeam(db, teamId, async (tx) => {
      taken = await takeDue(tx, teamId)
      if (taken) await learn(tx, teamId, taken, now())
      return taken !== undefined
    })
  } catch (error) {
    log.error({ err: error, source: taken }, 'a source was not learned')
    const source = taken
    if (source) await inTeam(db, teamId, (tx) => markDue(tx, teamId, source, now()))
    return false
  }
}

async function learn(tx: Tx, teamId: string, source: Source, at: Date): Promise<void> {
  const cut = await CUT[source.kind](tx, teamId, source)
  await keepChunks(tx, { teamId, source, at, ...cut })
}

type Cut = Pick<Learned, 'version' | 'client' | 'chunks'>
const NOTHING: Cut = { version: '', client: null, chunks: [] }

async function cutFlow(tx: Tx, teamId: string, { id }: Source): Promise<Cut> {
  const flow = await readFlowToLearn(tx, teamId, id)
  if (!flow) return NOTHING
  return { version: `${flow.version}/${CUT_BY}`, client: null, chunks: chunkFlow(flow.content) }
}

async function cutArticle(tx: Tx, teamId: string, { id }: Source): Promise<Cut> {
  const article = await readArticle(tx, teamId, id)
  if (!article) return NOTHING
  const chunks = chunkArticle(article)
  return { version: `${article.revision}/${CUT_BY}`, client: null, chunks }
}

async function cutSession(tx: Tx, teamId: string, { id }: Source): Promise<Cut> {
  const rows = await readStored(tx, teamId, id, 0)
  const events = rows.map(({ stored }): StoredEvent => JSON.parse(stored))
  const { session } = foldSession(events.map(({ event }) => event))
  if (!session) return NOTHING
  const client = clientKey(session.ticket?.client ?? '') || null
  const chunks = chunkSession({
    sessionId: id,
    session,
    mask: maskIn(session),
    anonymise: await forgetNames(tx, teamId, session),
  })
  return {
    version: `${events.at(-1)?.hash ?? ''}/${CUT_BY}`,
    client,
    chunks,
  }
}

/** How each kind of source is cut into passages. */
const CUT: Record<Source['kind'], (tx: Tx, teamId: string, source: Source) => Promise<Cut>> = {
  flow: cutFlow,
  session: cutSession,
  article: cutArticle,
}
