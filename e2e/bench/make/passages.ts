/**
 * What a team knows, as many passages as are wanted: cases of made-up words that are as common
 * and as rare as words of a language are, each with a code that stands in no other.
 *
 * The first thousand are kept as the product keeps them; the others are copies of their rows,
 * made by the database, each with a code of its own. The index over words is made anew when all
 * are there.
 */
import type pg from 'pg'
import { v7 } from 'uuid'
import { inTeam } from '#api/db.ts'
import { keepChunks } from '#api/knowledge/learn/queries.ts'
import { makeRandom } from '#shared/testing/make-random.ts'
import type { Place } from '../api/place.ts'
import { THINGS, TROUBLES } from './flow.ts'

/** So many are different. */
export const KEPT = 1_000
const PER_SOURCE = 50
const WORDS_IN_TEXT = 70

export interface Made {
  id: string
  /** Words of its title. */
  title: readonly string[]
  /** Stands only in it. */
  code: string
}

/** The first thousand of a team. */
export async function keepPassages(place: Place, seed: number): Promise<Made[]> {
  const { deps, teamId } = place
  const random = makeRandom(seed)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  // As in a language: the tenth word is a tenth as common as the first.
  const common = () => VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? ''
  const sources = Array.from({ length: KEPT / PER_SOURCE }, (_, n) =>
    Array.from({ length: PER_SOURCE }, (_, at) => {
      const number = n * PER_SOURCE + at
      const title = [pick(THINGS), pick(TROUBLES), pick(VOCABULARY), pick(VOCABULARY)]
      const text = Array.from({ length: WORDS_IN_TEXT }, common)
      return { id: `case:${number}`, title, text, code: codeOf(number) }
    }),
  )
  for (const passages of sources) {
    await inTeam(deps.db, teamId, (tx) =>
      keepChunks(tx, {
        teamId,
        source: { kind: 'session', id: v7() },
        version: '1',
        client: null,
        at: deps.now(),
        chunks: passages.map(({ id, title, text, code }) => ({
          citation: { id, title: title.join(' ') },
          kind: 'session',
          reach: 'team',
          header: `${title[0]} ${title[2]}`,
          body: `${text.slice(0, 40).join(' ')} ${code} ${text.slice(40).join(' ')}`,
        })),
      }),
    )
  }
  return sources.flat()
}

/** Copies of them for this or another team, until it has so many. */
export async function growPassages(
  admin: pg.Client,
  { teamId, from }: { teamId: string; from: string },
  passages: number,
): Promise<void> {
  const { rows } = await admin.query<{ n: number }>(
    'select count(*)::int as n from knowledge_chunk where team_id = $1',
    [teamId],
  )
  const has = rows[0]?.n ?? 0
  const [first, last] = [Math.round(has / KEPT), Math.round(passages / KEPT) - 1]
  if (last < first) return
  const index = await dropWordIndex(admin)
  await admin.query(
    `insert into knowledge_chunk (team_id, id, source_kind, source_id, source_version, kind, reach,
       client, citation, header, body, search_words, learned_at)
     select $1, c.id || '-' || n, source_kind, source_id, source_version, kind, reach, client,
       jsonb_set(citation, '{id}', to_jsonb(c.id || '-' || n)), header, body || ' ' || c.id || n,
       search_words || setweight(to_tsvector('simple', 'kx' || n || 'z' || substr(c.id, 6)), 'C'),
       learned_at
     from knowledge_chunk c, generate_series($3::integer, $4::integer) n
     where c.team_id = $2 and c.id ~ '^case:[0-9]+$'`,
    [teamId, from, first, last],
  )
  await admin.query(
    `insert into knowledge_word (team_id, word)
     select $1::uuid, word from knowledge_word where team_id = $2
     union
     select $1::uuid, 'kx' || n || 'z' || number
     from generate_series($3::integer, $4::integer) n, generate_series(0, $5::integer) number
     on conflict do nothing`,
    [teamId, from, first, last, KEPT - 1],
  )
  await admin.query(index)
  await admin.query('vacuum analyze knowledge_chunk, knowledge_word')
}

/** Gives what makes it again. */
async function dropWordIndex(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where indexname = 'knowledge_chunk_words'`,
  )
  await admin.query('drop index knowledge_chunk_words')
  return rows[0]?.definition ?? ''
}

/** `kx`, the number of the copy, `z`, the number of the passage. */
const codeOf = (number: number): string => `kx0z${number}`

const SYLLABLES = 'ba de fi go lu ma ne pi ro su ta ve wi xo zu ka li mo nu re'.split(' ')

/** Three thousand words of three syllables, none the beginning of another. */
const VOCABULARY = Array.from({ length: 3_000 }, (_, n) => {
  const at = (place: number) => SYLLABLES[Math.floor(n / 20 ** place) % 20] ?? ''
  return `${at(0)}${at(1)}${at(2)}n`
})
