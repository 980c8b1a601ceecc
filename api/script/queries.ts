/** The SQL of script templates. A team reads its own and the built-in ones, and changes its own. */
import { type InferResult, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { ScriptContent } from '#shared/script/script.ts'
import { asJson, type Tx } from '../db.ts'

const shown = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('scriptTemplate as s')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 's.teamId').onRef('p.id', '=', 's.authorId'),
    )
    .select([
      's.id',
      's.state',
      's.revision',
      's.content',
      's.authorId',
      's.fromSession',
      's.fromFix',
      's.updatedAt',
      sql<string>`coalesce(p.name, 'ResolutionFlow')`.as('authorName'),
      sql<boolean>`s.team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'),
    ])
    .where('s.teamId', 'in', [teamId, BUILT_IN_TEAM])

export type ScriptRow = InferResult<ReturnType<typeof shown>>[number]

/** Published ones, and drafts of this author; of everybody where no author is named. */
export const listScripts = (
  tx: Tx,
  teamId: string,
  draftsOf: string | 'everybody',
): Promise<ScriptRow[]> =>
  shown(tx, teamId)
    .where((eb) =>
      draftsOf === 'everybody'
        ? eb.lit(true)
        : eb.or([eb('s.state', '=', 'published'), eb('s.authorId', '=', draftsOf)]),
    )
    .orderBy('s.name')
    .orderBy('s.id')
    .execute()

export const readScript = (tx: Tx, teamId: string, id: string): Promise<ScriptRow | undefined> =>
  shown(tx, teamId)
    .where('s.id', '=', id)
    .orderBy(sql`s.team_id = ${BUILT_IN_TEAM}`)
    .limit(1)
    .executeTakeFirst()

/** What may be used: the team's and the built-in ones. */
export const listPublished = (tx: Tx, teamId: string): Promise<ScriptRow[]> =>
  shown(tx, teamId).where('s.state', '=', 'published').orderBy('s.name').orderBy('s.id').execute()

/** Held until the end of the transaction: of two that change it, one finds another revision. */
export const holdScript = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('scriptTemplate')
    .select(['id', 'state', 'revision', 'authorId'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export interface NewScript {
  teamId: string
  id: string
  state: ScriptRow['state']
  content: ScriptContent
  authorId: string
  from: { sessionId: string; fixId: string } | null
  at: Date
}

/** False where one with this id is there already. */
export async function insertScript(tx: Tx, made: NewScript): Promise<boolean> {
  const { teamId, id, state, content, authorId, from, at } = made
  const row = await tx
    .insertInto('scriptTemplate')
    .values({
      ...{ teamId, id, state, authorId, revision: 1, createdAt: at, updatedAt: at },
      name: content.name,
      content: asJson(content),
      fromSession: from?.sessionId ?? null,
      fromFix: from?.fixId ?? null,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('revision')
    .executeTakeFirst()
  if (row) await keepVersion(tx, { ...made, savedBy: authorId }, row.revision)
  return row !== undefined
}

export type ScriptChange = Pick<NewScript, 'teamId' | 'id' | 'state' | 'content' | 'at'> & {
  savedBy: string
}

export async function changeScript(tx: Tx, change: ScriptChange): Promise<void> {
  const { teamId, id, state, content, at } = change
  const { revision } = await tx
    .updateTable('scriptTemplate')
    .set((eb) => ({
      ...{ state, updatedAt: at, name: content.name, content: asJson(content) },
      revision: eb('revision', '+', 1),
    }))
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  await keepVersion(tx, change, revision)
}

const keepVersion = (tx: Tx, change: ScriptChange, revision: number) =>
  tx
    .insertInto('scriptVersion')
    .values({
      teamId: change.teamId,
      scriptId: change.id,
      revision,
      state: change.state,
      content: asJson(change.content),
      savedBy: change.savedBy,
      savedAt: change.at,
    })
    .execute()

const MOST_VERSIONS = 100

/** The newest first. */
export const listVersions = (tx: Tx, teamId: string, scriptId: string) =>
  tx
    .selectFrom('scriptVersion as v')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'v.teamId').onRef('p.id', '=', 'v.savedBy'),
    )
    .select([
      'v.revision',
      'v.state',
      'v.savedAt',
      'v.content',
      sql<string>`coalesce(p.name, 'ResolutionFlow')`.as('savedBy'),
    ])
    .where('v.teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('v.scriptId', '=', scriptId)
    .orderBy('v.revision', 'desc')
    .limit(MOST_VERSIONS)
    .execute()

export const deleteScript = (tx: Tx, teamId: string, id: string) =>
  tx.deleteFrom('scriptTemplate').where('teamId', '=', teamId).where('id', '=', id).execute()

export const readGeneration = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('scriptGeneration')
    .select(['id', 'given', 'script'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()

export interface NewGeneration {
  teamId: string
  id: string
  templateId: string
  revision: number
  sessionId: string | null
  personId: string
  /** Everything that was asked for, hashed. */
  given: string
  parameters: Record<string, string>
  script: string
  madeAt: Date
}

export const insertGeneration = (tx: Tx, made: NewGeneration) =>
  tx
    .insertInto('scriptGeneration')
    .values({ ...made, parameters: asJson(made.parameters) })
    .execute()
