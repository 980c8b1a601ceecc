/**
 * The search in what a team knows: four legs in one statement.
 *
 * It looks through the passages of the team and the built-in ones once, and keeps those that hold
 * a word of the question or what it was probably meant to be. Words count by how rare they are,
 * and by where they stand. Words that the language uses everywhere are no question. The leg of
 * meaning is there where the database can compare vectors and a vector was made of the question;
 * it is exact, since a team's passages are few.
 *
 * Who may find what is decided here: the team by its key and by row security, the client by
 * `mayBeFound`. Of a client's own case whoever works for that client finds the case as it was,
 * everybody else the one without names, and nobody both.
 */
import { type RawBuilder, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { prepare } from '#db/prepare.ts'
import type { KnowledgeKind } from '#shared/knowledge/chunk.ts'
import type { Leg } from '#shared/knowledge/fuse-ranks.ts'
import type { Citation } from '#shared/session/lane-event.ts'
import type { Tx } from '../db.ts'
import type { SearchWord } from '../flow/search-words.ts'

export interface KnowledgeAsked {
  teamId: string
  words: readonly SearchWord[]
  kinds: readonly KnowledgeKind[]
  /** For whom one works, as client facts spell it; none outside of a ticket. */
  client: string | null
  meaning: Meaning | null
}

/** A question as a vector, and with which of the stored ones it can be compared. */
export interface Meaning {
  vector: readonly number[]
  /** The model of the stored ones; all models of one family share a space. */
  model: string
}

export interface KnowledgeHit {
  id: string
  kind: KnowledgeKind
  citation: Citation
  header: string
  body: string
  learnedAt: string
  ranks: Partial<Record<Leg, number>>
  matched: number
  cover: number
  likeness: number | null
}

interface Values {
  teamId: string
  words: string
  kinds: string
  client: string | null
  vector: string
  model: string
  dims: number
}
type Value = <K extends keyof Values & string>(name: K) => Values[K]

/** What is less like a word than this was not meant. */
const LEAST_LIKE = 0.4
/** From each leg; more could not come to the top. */
const MOST_PER_LEG = 20
/** Of those that say something; a whole question has as many again that say nothing. */
const MOST_WORDS = 12
/** A word of the title, the header, and the text. */
const BY_PLACE = '{0, 0.2, 0.5, 1.0}'
/** A word that stands nowhere says no more about the others than one that is merely rare. */
const MOST_SHARE = 2.5
/** Stands behind every letter and digit, so that a range up to it is all that begin alike. */
const LAST_SIGN = '\uffff'
/** What is only written alike counts less than what is the same. */
const WHEN_MENDED = 0.8

export async function searchKnowledge(tx: Tx, asked: KnowledgeAsked): Promise<KnowledgeHit[]> {
  const { meaning, words, kinds, ...rest } = asked
  const spelt = words.map(({ word, lexeme, swaps }, n) => ({ n, word, lexeme, swaps }))
  const values: Values = {
    ...rest,
    words: JSON.stringify(spelt),
    kinds: JSON.stringify(kinds),
    vector: meaning ? `[${meaning.vector.join(',')}]` : '',
    model: meaning?.model ?? '',
    dims: meaning?.vector.length ?? 0,
  }
  const { rows } = await tx.executeQuery(meaning ? byMeaningToo(values) : byWords(values))
  return rows.map(({ ranks, ...row }) => ({ ...row, ranks: ranks ?? {} }))
}

const mayBeFound = (value: Value) => sql`
  c.team_id in (${value('teamId')}, ${sql.lit(BUILT_IN_TEAM)})
  and ${value('kinds')}::jsonb ? c.kind
  and (case c.reach
    when 'client' then c.client = ${value('client')}::text
    else c.client is null or c.client is distinct from ${value('client')}::text
  end)`

const build = (value: Value, hasMeaning: boolean): RawBuilder<KnowledgeHit> => sql<KnowledgeHit>`
  with word as materialized (
    select w.n, w.word, w.swaps, w.word || ${sql.lit(LAST_SIGN)} as before,
      to_tsquery('english', w.lexeme) || to_tsquery('simple', w.lexeme) as said
    from jsonb_to_recordset(${value('words')}::jsonb)
      as w(n integer, word text, lexeme text, swaps jsonb)
    where numnode(to_tsquery('english', w.lexeme)) > 0
    order by w.n limit ${sql.lit(MOST_WORDS)}
  ), known as not materialized (
    select k.word from knowledge_word k
    where k.team_id in (${value('teamId')}, ${sql.lit(BUILT_IN_TEAM)})
  ), unknown as materialized (
    select w.* from word w
    where length(w.word) >= 4 and not exists (
      select from known k where k.word >= w.word and k.word < w.before)
  ), mended as materialized (
    select w.n, to_tsquery('simple', string_agg(format('%L', likely.word), ' | ')) as query
    from unknown w cross join lateral (
      select k.word from known k
      where w.swaps ? k.word or similarity(k.word, w.word) >= ${sql.lit(LEAST_LIKE)}
      order by w.swaps ? k.word desc, similarity(k.word, w.word) desc, k.word
      limit 3
    ) likely
    group by w.n
  ), asked as materialized (
    select w.n, w.said, coalesce(w.said || m.query, w.said) as meant, m.query is not null as is_mended
    from word w left join mended m on m.n = w.n
  ), place as materialized (
    select c.team_id, c.id, p.n, p.is_said,
      p.weight is not null as is_meant, coalesce(p.weight, 0) as weight
    from (
      select array_agg(n order by n) as ns, array_agg(said order by n) as said,
        array_agg(meant order by n) as meant
      from asked
    ) q
    cross join lateral find_passages(q.said, q.meant, ${sql.lit(BY_PLACE)}::real[]) c
    cross join lateral unnest(q.ns, c.is_said, c.weights) as p(n, is_said, weight)
    where ${mayBeFound(value)}
  ), rarity as materialized (
    select n, is_mended, weight, least(weight, ${sql.lit(MOST_SHARE)}) as share from (
    select a.n, a.is_mended, ln(1 + (select count(*) from knowledge_chunk c
        where c.team_id in (${value('teamId')}, ${sql.lit(BUILT_IN_TEAM)}))::float8
      / (1 + count(*) filter (where p.is_meant))) as weight
    from asked a left join place p on p.n = a.n group by a.n, a.is_mended) of_each
  ), hit as materialized (
    select p.team_id, p.id, bool_and(p.is_said) as has_every, bool_or(p.is_said) as has_some,
      bool_or(p.is_meant and r.is_mended) as is_mended,
      count(*) filter (where p.is_meant) as matched,
      sum(case when p.is_said then r.share when p.is_meant then ${sql.lit(WHEN_MENDED)} * r.share
        else 0 end) / nullif(sum(r.share), 0) as cover,
      sum(p.weight * r.weight * case when p.is_said then 1 else ${sql.lit(WHEN_MENDED)} end) as score
    from place p join rarity r on r.n = p.n
    group by p.team_id, p.id
  ), leg as (
    (select team_id, id, 'all' as leg, row_number() over (order by score desc, id) as rank
      from hit where has_every order by rank limit ${sql.lit(MOST_PER_LEG)})
    union all
    (select team_id, id, 'any', row_number() over (order by score desc, id) as rank
      from hit where has_some order by rank limit ${sql.lit(MOST_PER_LEG)})
    union all
    (select team_id, id, 'typo', row_number() over (order by score desc, id) as rank
      from hit where is_mended order by rank limit ${sql.lit(MOST_PER_LEG)})
    ${hasMeaning ? sql`union all (${nearest(value)})` : sql``}
  )
  select c.id, c.kind, c.citation, c.header, c.body, c.learned_at, l.ranks,
    coalesce(h.matched, 0)::integer as matched, coalesce(h.cover, 0)::float8 as cover, ${hasMeaning ? likeness(value) : sql`null::float8`} as likeness
  from (
    select team_id, id, jsonb_object_agg(leg, rank) as ranks from leg group by team_id, id
  ) l
  join knowledge_chunk c on c.team_id = l.team_id and c.id = l.id
  left join hit h on h.team_id = l.team_id and h.id = l.id`

/** Only vectors that can be compared: of another length the database refuses to. */
const comparable = (value: Value) =>
  sql`c.embedding_model = ${value('model')} and c.embedding_dims = ${value('dims')}`

const nearest = (value: Value) => sql`
  select team_id, id, 'meaning', row_number() over (order by distance, id) as rank
  from (
    select c.team_id, c.id, c.embedding <=> ${value('vector')}::halfvec as distance
    from (
      select c.team_id, c.id, c.embedding from knowledge_chunk c
      where ${mayBeFound(value)} and ${comparable(value)} offset 0
    ) c
    order by distance, c.id limit ${sql.lit(MOST_PER_LEG)}
  ) n`

const likeness = (value: Value) => sql`
  case when ${comparable(value)} then 1 - (c.embedding <=> ${value('vector')}::halfvec) end`

const byWords = prepare<Values, KnowledgeHit>('knowledge_by_words', (_, value) =>
  build(value, false),
)
const byMeaningToo = prepare<Values, KnowledgeHit>('knowledge_by_meaning', (_, value) =>
  build(value, true),
)
