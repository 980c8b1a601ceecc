/** The record's addresses: append, read or follow, list, check. */
import { createHash } from 'node:crypto'
import { mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { findBrokenLink } from '#shared/session/chain.ts'
import {
  AppendEvents,
  CheckRecord,
  ListSessionOwners,
  ListSessions,
  ReadEvents,
} from '#shared/session/contract.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { type App, answer, answerAtOnce, answerMeanwhile, JsonText } from '../answer.ts'
import { inTeam, isTaken } from '../db.ts'
import { tellFirstLevel } from '../first-level/tell-people.ts'
import type { Who } from '../who.ts'
import type { Appender } from './admit-event.ts'
import { appendEvents } from './append-events.ts'
import { followRoute } from './follow.ts'
import { listSessionOwners, listSessions } from './list-queries.ts'
import { readSession, readStored, recordJson } from './queries.ts'

export function sessionRoutes(app: App): void {
  const { db, now } = app.deps

  answerMeanwhile(app, AppendEvents, async (asked, inTheirTeam, { teamId }) => {
    const append = () =>
      inTheirTeam(async (tx, who) => {
        const by = who.then(appenderOf)
        const appended = await appendEvents(tx, { ...asked, teamId, by, now: now() })
        const place = { teamId, sessionId: asked.sessionId }
        await tellFirstLevel(tx, app.deps, place, appended)
        return appended
      })
    // The same event sent to two sessions at the same moment: the second look sees the first.
    const appended = await append().catch((error: unknown) =>
      isTaken(error) ? append() : Promise.reject(error),
    )
    const { version, hash, refused, texts } = appended
    // Stored events are JSON text already and are not taken apart to be put together again.
    return new JsonText(
      `{"version":${version},"hash":"${hash}","events":[${texts.join(',')}],"refused":${JSON.stringify(refused)}}`,
    )
  })

  // Before the route that answers with JSON: both have one address and differ by what is asked for.
  followRoute(app)
  answerAtOnce(
    app,
    ReadEvents,
    ({ sessionId, after }, { teamId }) => recordJson({ teamId, sessionId, after }),
    ([found]) => new JsonText(found?.record ?? refuse('notFound', 'There is no such session.')),
  )

  answerAtOnce(
    app,
    ListSessions,
    (filter, { teamId }) => listSessions(db, teamId, filter),
    (sessions) => ({ sessions }),
  )

  answerAtOnce(
    app,
    ListSessionOwners,
    (_, { teamId }) => listSessionOwners(db, teamId),
    (owners) => ({ owners }),
  )

  answer(app, CheckRecord, async ({ sessionId }, { teamId }) => {
    const { session, rows } = await inTeam(db, teamId, async (tx) => ({
      session: await readSession(tx, teamId, sessionId),
      rows: await readStored(tx, teamId, sessionId, 0),
    }))
    if (!session) return refuse('notFound', 'There is no such session.')
    const stored = rows.map((row): StoredEvent => JSON.parse(row.stored))
    // What stands beside the stored event must say the same, or a search would find another.
    const misplaced = rows.findIndex(
      (row, i) => row.seq !== stored[i]?.seq || row.id !== stored[i].event.id,
    )
    const broken =
      (await findBrokenLink(stored, (text) => createHash('sha256').update(text).digest('hex'))) ??
      (misplaced === -1 ? undefined : misplaced + 1) ??
      (session.version === stored.length && session.hash === stored.at(-1)?.hash
        ? undefined
        : stored.length + 1)
    return {
      isWhole: broken === undefined,
      version: session.version,
      hash: session.hash,
      brokenAt: broken ?? null,
    }
  })
}

export const appenderOf = (who: Who): Appender => ({
  kind: 'person',
  id: who.personId,
  name: who.name,
  mayWorkOnOthers: mayDo(who, 'workOnOthersSessions'),
})
