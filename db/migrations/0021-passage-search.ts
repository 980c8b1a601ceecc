/**
 * Passages by an index over their words, in spite of row security.
 *
 * Under row security no index over texts is used: matching might tell of rows that are not one's
 * own, so every passage of the team would be matched one by one. A role that requests turn into
 * only inside of `find_passages` sees the words of all passages, and nothing else of them; the
 * function gives those of the team that is set, and the built-in ones. The team stands before
 * each word in the index, so that other teams' passages cost nothing.
 */
import { type Kysely, sql } from 'kysely'
import { BUILT_IN_TEAM, SEARCH_ROLE } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // Roles belong to the whole server: another database may have made it, even just now.
  await run(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${SEARCH_ROLE}') then
        create role ${SEARCH_ROLE} nologin noinherit;
      end if;
      if not pg_has_role(current_user, '${SEARCH_ROLE}', 'member') then
        grant ${SEARCH_ROLE} to current_user;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`)
  await run(`grant usage on schema public to ${SEARCH_ROLE}`)
  await run(`create policy searching on knowledge_chunk for select to ${SEARCH_ROLE} using (true)`)
  await run(`
    grant select (team_id, id, kind, reach, client, search_words) on knowledge_chunk
    to ${SEARCH_ROLE}`)

  // Its cost keeps the planner from making the words of every row instead of using the index.
  await run(`
    create function team_words(team uuid, words tsvector) returns tsvector
    language sql immutable strict parallel safe cost 100 as $$
      select array_to_tsvector(array(
        select team::text || ':' || word from unnest(tsvector_to_array(words)) as word))
    $$`)
  await run(`
    create function team_words(team uuid, query tsquery) returns tsquery
    language sql immutable strict parallel safe as $$
      select regexp_replace(query::text, '''([^'']+)''', '''' || team::text || ':\\1''', 'g')::tsquery
    $$`)
  // Not fast to write: what waits to be put in order would be looked through by each search.
  await run(`
    create index knowledge_chunk_words on knowledge_chunk
    using gin (team_words(team_id, search_words)) with (fastupdate = off)`)

  // Which words stand in each passage, and how weighty where they stand; its words themselves stay
  // here, since handing them out takes longer than finding them, and are unpacked once (`|| ''`).
  // The team is named once more, for what is sought may say which words are not to be there; as
  // text, since an index on it would only be read in vain. Compiling takes longer than any search.
  await run(`
    create function find_passages(said tsquery[], meant tsquery[], by_place real[])
    returns table (team_id uuid, id text, kind text, reach text, client text,
      is_said boolean[], weights real[])
    language sql stable strict rows 1000 set role = ${SEARCH_ROLE} set jit = off as $$
      with of_team as materialized (
        select coalesce(nullif(current_setting('rf.team', true), ''), '${BUILT_IN_TEAM}') as id,
          (select string_agg('(' || m::text || ')', ' | ')::tsquery from unnest(meant) as m) as some)
      select c.team_id, c.id, c.kind, c.reach, c.client,
        array(select w.words @@ s from unnest(said) as s),
        array(select case when w.words @@ m then ts_rank(by_place, w.words, m) end
          from unnest(meant) as m)
      from of_team t
      join knowledge_chunk c on c.team_id::text in (t.id, '${BUILT_IN_TEAM}')
        and team_words(c.team_id, c.search_words) @@ (
          team_words(t.id::uuid, t.some) || team_words('${BUILT_IN_TEAM}'::uuid, t.some))
      cross join lateral (select c.search_words || ''::tsvector as words offset 0) w
    $$`)
}
