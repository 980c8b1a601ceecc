/**
 * When somebody last proved that it is they who sit there, and who has yet to choose a password
 * of their own. Both are told with each request.
 *
 * The function has a name of its own beside `who_asks`: processes of the release before go on
 * with the old one, whose answer they know.
 */
import { type Kysely, sql } from 'kysely'
import { API_ROLE } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run('alter table sign_in_family add column proved_at timestamptz')
  await run('alter table person add column must_change_password boolean not null default false')

  await run(`
    create function asker_of(in_team uuid, who uuid, by_family uuid, at timestamptz)
    returns table (email text, name text, role text, is_lead boolean, created_at timestamptz,
                   team_name text, proved_at timestamptz, must_change_password boolean)
    language plpgsql as $$
    begin
      perform set_config('role', '${API_ROLE}', true), set_config('rf.team', in_team::text, true);
      return query
        select p.email, p.name, p.role, p.is_lead, p.created_at, t.name,
               coalesce(f.proved_at, f.started_at), p.must_change_password
        from person p
        join team t on t.id = p.team_id
        join sign_in_family f on f.team_id = p.team_id and f.person_id = p.id and f.id = by_family
        where p.team_id = in_team and p.id = who
          and p.removed_at is null and not p.is_service_account
          and f.ended_at is null and f.ends_at > at;
    end $$`)
}
