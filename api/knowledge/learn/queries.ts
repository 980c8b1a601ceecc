/** The SQL of learning: what is due, the passages that are kept of it, and their vectors. */
import { sql } from 'kysely'
import type { KnowledgeSource } from '#db/tables.ts'
import type { Chunk } from '#shared/knowledge/chunk.ts'
import { asJson, atDoor, type Db, type Tx } from '../../db.ts'
import { plainText } from '../../flow/search-words.ts'

export interface Source {
  kind: KnowledgeSource
  id: string
}

/** Says that a source has changed, in the transaction that changes it. */
export const markDue = (tx: Tx, teamId: string, { kind, id }: Source, at: Date) =>
  tx
    .insertInto('knowledgeDue')
    .values({ teamId, sourceKind: kind, sourceId: id, askedAt: at })
    // Held, so that whoever learns it at this moment does not miss the change.
    .onConflict((known) =>
      known.columns(['teamId', 'sourceKind', 'sourceId']).doUpdateSet({ askedAt: at }),
    )
    .execute()

export const listTeamsToLearn = (db: Db): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx.selectFrom('knowledgeDue').select('teamId').distinct().execute()
    return rows.map((row) => row.teamId)
  })

/** Takes one that nobody else is at; it is due again when the transaction is undone. */
export async function takeDue(tx: Tx, teamId: string): Promise<Source | undefined> {
  const row = await tx
    .deleteFrom('knowledgeDue')
    .where('teamId', '=', teamId)
    .where(({ refTuple, selectFrom, eb }) =>
      eb(
        refTuple('sourceKind', 'sourceId'),
        'in',
        selectFrom('knowledgeDue')
          .select(['sourceKind', 'sourceId'])
          .where('teamId', '=', teamId)
          .orderBy('askedAt')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .$asTuple('sourceKind', 'sourceId'),
      ),
    )
    .returning(['sourceKind as kind', 'sourceId as id'])
    .executeTakeFirst()
  return row
}

export const readFlowToLearn = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('flow')
    .innerJoin('flowVersion', (join) =>
      join
        .onRef('flowVersion.teamId', '=', 'flow.teamId')
        .onRef('flowVersion.version', '=', 'flow.version'),
    )
    .select(['flow.version', 'flowVersion.content'])
    .where('flow.teamId', '=', teamId)
    .where('flow.id', '=', id)
    .where('flow.removedAt', 'is', null)
    .executeTakeFirst()

export interface Learned {
  teamId: string
  source: Source
  version: string
  client: string | null
  chunks: readonly Chunk[]
  at: Date
}

/**
 * Keeps exactly these passages of a source. One that says the same as before keeps its vector;
 * the same ones again change nothing.
 */
export async function keepChunks(tx: Tx, learned: Learned): Promise<void> {
  const { teamId, source, version, client, chunks, at } = learned
  const ids = chunks.map(({ citation }) => citation.id)
  await tx
    .deleteFrom('knowledgeChunk')
    .where('teamId', '=', teamId)
    .where('sourceKind', '=', source.kind)
    .where('sourceId', '=', source.id)
    .$if(ids.length > 0, (query) => query.where('id', 'not in', ids))
    .execute()
  if (chunks.length === 0) return
  const weighted = (text: string, weight: string) => {
    const plain = plainText(text)
    return sql`setweight(to_tsvector('english', ${plain}) || to_tsvector('simple', ${plain}), ${sql.lit(weight)})`
  }
  const rows = chunks.map(({ citation, kind, reach, header, body }) => ({
    teamId,
    id: citation.id,
    sourceKind: source.kind,
    sourceId: source.id,
    sourceVersion: version,
    kind,
    reach,
    client,
    citation: asJson(citation),
    header,
    body,
    searchWords: sql<string>`${weighted(citation.title, 'A')} || ${weighted(header, 'B')} || ${weighted(body, 'C')}`,
    learnedAt: at,
  }))
  const isSame = sql<boolean>`knowledge_chunk.body = excluded.body
    and knowledge_chunk.header = excluded.header and knowledge_chunk.citation = excluded.citation`
  await tx
    .insertInto('knowledgeChunk')
    .values(rows)
    .onConflict((known) =>
      known.columns(['teamId', 'id']).doUpdateSet((eb) => ({
        sourceKind: eb.ref('excluded.sourceKind'),
        sourceId: eb.ref('excluded.sourceId'),
        sourceVersion: eb.ref('excluded.sourceVersion'),
        kind: eb.ref('excluded.kind'),
        reach: eb.ref('excluded.reach'),
        client: eb.ref('excluded.client'),
        citation: eb.ref('excluded.citation'),
        header: eb.ref('excluded.header'),
        body: eb.ref('excluded.body'),
        searchWords: eb.ref('excluded.searchWords'),
        learnedAt: eb.ref('excluded.learnedAt'),
        embeddingModel: sql<
          string | null
        >`case when ${isSame} then knowledge_chunk.embedding_model end`,
        embeddingDims: sql<
          number | null
        >`case when ${isSame} then knowledge_chunk.embedding_dims end`,
      })),
    )
    .execute()
  await keepWords(tx, teamId, chunks)
}

const SHORTEST_WORD = 4
const LONGEST_WORD = 30

/** Of what everybody of the team may find, and of nothing else. */
async function keepWords(tx: Tx, teamId: string, chunks: readonly Chunk[]): Promise<void> {
  const texts = chunks
    .filter(({ reach }) => reach === 'team')
    .flatMap(({ citation, header, body }) => [citation.title, header, body])
  const words = new Set(
    plainText(texts.join(' '))
      .split(' ')
      .filter(({ length }) => length >= SHORTEST_WORD && length <= LONGEST_WORD)
      .filter((word) => !/^\d+$/.test(word)),
  )
  await sql`select pg_advisory_xact_lock_shared(${wordsLock(teamId)})`.execute(tx)
  // In one order, so that two who learn at the same time never wait for each other.
  await sql`
    insert into knowledge_word (team_id, word)
    select ${teamId}::uuid, word from jsonb_array_elements_text(${JSON.stringify([...words].sort())}::jsonb) word
    on conflict do nothing`.execute(tx)
}

/**
 * Takes away words that stand in nothing any more. Nobody learns meanwhile: a word that is there
 * already when a passage with it is kept must not go with the last passage that had it.
 */
export async function dropUnknownWords(tx: Tx, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${wordsLock(teamId)})`.execute(tx)
  await sql`
    delete from knowledge_word w
    where w.team_id = ${teamId} and not exists (
      select from (
        select distinct unnest(tsvector_to_array(c.search_words)) as word from knowledge_chunk c
        where c.team_id = ${teamId} and c.reach = 'team'
      ) told where told.word = w.word)`.execute(tx)
}

const wordsLock = (teamId: string) => sql`hashtextextended(${`words ${teamId}`}, 0)`

export interface ToEmbed {
  id: string
  sourceKind: KnowledgeSource
  sourceId: string
  sourceVersion: string
  title: string
  header: string
  body: string
}

interface EmbeddedBy {
  model: string
  dims: number
}

/** Passages of the whole team that have no vector of this model; names stand in none of them. */
export const listToEmbed = (
  tx: Tx,
  teamId: string,
  { model, dims }: EmbeddedBy,
  limit: number,
): Promise<ToEmbed[]> =>
  tx
    .selectFrom('knowledgeChunk')
    .select([
      'id',
      'sourceKind',
      'sourceId',
      'sourceVersion',
      sql<string>`citation ->> 'title'`.as('title'),
      'header',
      'body',
    ])
    .where('teamId', '=', teamId)
    .where('reach', '=', 'team')
    .where((eb) =>
      eb.or([
        eb('embeddingModel', 'is distinct from', model),
        eb('embeddingDims', 'is distinct from', dims),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()

/**
 * Keeps the vector of a passage, and for the same case as its client's own people find it: what
 * it is about is the same. Nothing, where it was learned anew meanwhile.
 */
export async function keepVector(
  tx: Tx,
  teamId: string,
  chunk: ToEmbed,
  { model, dims }: EmbeddedBy,
  vector: readonly number[],
): Promise<void> {
  await sql`
    update knowledge_chunk
    set embedding = ${`[${vector.join(',')}]`}::halfvec, embedding_model = ${model}, embedding_dims = ${dims}
    where team_id = ${teamId} and source_kind = ${chunk.sourceKind}
      and source_id = ${chunk.sourceId} and source_version = ${chunk.sourceVersion}
      and (id = ${chunk.id} or reach = 'client')`.execute(tx)
}
