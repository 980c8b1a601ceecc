/** What a team knows: passages to be found, the words in them, and what is still to be learned. */
import { type Kysely, sql } from 'kysely'
import { guard, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table knowledge_chunk (
      team_id uuid not null references team (id),
      id text not null,
      source_kind text not null check (source_kind in ('flow', 'session')),
      source_id uuid not null,
      source_version text not null,
      kind text not null check (kind in ('flow', 'step', 'session', 'kb')),
      reach text not null check (reach in ('team', 'client')),
      client text,
      citation jsonb not null,
      header text not null,
      body text not null,
      search_words tsvector not null,
      learned_at timestamptz not null,
      embedding_model text,
      embedding_dims integer,
      primary key (team_id, id),
      check (reach = 'team' or client is not null)
    )`)
  await run(
    'create index knowledge_chunk_source on knowledge_chunk (team_id, source_kind, source_id)',
  )
  // No index over the words, for the reason given at the flows: under row security none is used.
  // Meaning has a column of its own where the database can compare it: see db/meaning.ts.
  await guard(db, 'knowledge_chunk', { builtInIsReadable: true })

  // Every word that everybody of the team may find, to correct what is mistyped.
  await run(`
    create table knowledge_word (
      team_id uuid not null references team (id),
      word text collate "C" not null,
      primary key (team_id, word)
    )`)
  await guard(db, 'knowledge_word', {
    builtInIsReadable: true,
    may: ['select', 'insert', 'delete'],
  })

  // Written in the transaction that changes a source; taken away in the one that learns it.
  await run(`
    create table knowledge_due (
      team_id uuid not null references team (id),
      source_kind text not null check (source_kind in ('flow', 'session')),
      source_id uuid not null,
      asked_at timestamptz not null,
      primary key (team_id, source_kind, source_id)
    )`)
  await learnWhatIsThere(run)
  await guard(db, 'knowledge_due')
  await showAtDoor(db, 'knowledge_due', ['team_id'])
}

/** Row security is forced on owners too; this step looks at all teams and then forces it again. */
async function learnWhatIsThere(run: (text: string) => Promise<unknown>): Promise<void> {
  const sources = [
    ['flow', 'true'],
    ['session', "outcome = 'resolved'"],
  ] as const
  for (const [source, which] of sources) {
    await run(`alter table ${source} no force row level security`)
    await run(`
      insert into knowledge_due (team_id, source_kind, source_id, asked_at)
      select team_id, '${source}', id, now() from ${source} where ${which}`)
    await run(`alter table ${source} force row level security`)
  }
}
