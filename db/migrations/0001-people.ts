/** Teams, people, sign-ins, the audit trail; the roles and extensions that all else needs. */
import { type Kysely, sql } from 'kysely'
import { API_ROLE, BUILT_IN_TEAM, DOOR_ROLE, guard, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run('create extension if not exists pg_trgm')
  for (const role of [API_ROLE, DOOR_ROLE]) {
    // Roles belong to the whole server: another database may have made them, even just now.
    await run(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} nologin noinherit;
        end if;
        if not pg_has_role(current_user, '${role}', 'member') then
          grant ${role} to current_user;
        end if;
      exception when duplicate_object or unique_violation then null;
      end $$`)
  }
  await run(`grant usage on schema public to ${API_ROLE}, ${DOOR_ROLE}`)

  await run(`
    create table team (
      id uuid primary key,
      name text not null check (length(name) between 1 and 120),
      created_at timestamptz not null
    )`)
  await guard(db, 'team', { team: 'id' })
  await showAtDoor(db, 'team', ['id', 'name'])

  await run(`
    create table person (
      team_id uuid not null references team (id),
      id uuid not null,
      email text not null check (email = lower(email)),
      name text not null,
      role text not null check (role in ('super_admin', 'team_admin', 'engineer', 'viewer')),
      is_lead boolean not null default false,
      is_service_account boolean not null default false,
      password_hash text,
      created_at timestamptz not null,
      removed_at timestamptz,
      primary key (team_id, id),
      check (not is_service_account or password_hash is null)
    )`)
  await run('create unique index person_email on person (email) where removed_at is null')
  await guard(db, 'person', { builtInIsReadable: true, may: ['select', 'insert', 'update'] })
  await showAtDoor(db, 'person', [
    'team_id',
    'id',
    'email',
    'password_hash',
    'is_service_account',
    'removed_at',
  ])

  await run(`
    create table sign_in_family (
      team_id uuid not null references team (id),
      id uuid not null,
      person_id uuid not null,
      device text not null,
      address_hash text not null,
      started_at timestamptz not null,
      last_used_at timestamptz not null,
      ends_at timestamptz not null,
      ended_at timestamptz,
      ended_why text,
      primary key (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index sign_in_family_person on sign_in_family (team_id, person_id, started_at)')
  await guard(db, 'sign_in_family')
  await showAtDoor(db, 'sign_in_family', ['team_id', 'person_id', 'address_hash', 'started_at'])

  await run(`
    create table refresh_token (
      team_id uuid not null,
      hash text not null unique,
      family_id uuid not null,
      issued_at timestamptz not null,
      used_at timestamptz,
      successor text,
      primary key (team_id, hash),
      foreign key (team_id, family_id) references sign_in_family (team_id, id) on delete cascade
    )`)
  await run('create index refresh_token_family on refresh_token (team_id, family_id)')
  await guard(db, 'refresh_token')
  await showAtDoor(db, 'refresh_token', ['team_id', 'hash', 'family_id'])

  // Asked at the beginning of each request: steps down, sets the team and tells who is there,
  // in one round trip. The first two must come before the third, hence a function.
  await run(`
    create function who_asks(in_team uuid, who uuid, by_family uuid, at timestamptz)
    returns table (email text, name text, role text, is_lead boolean, created_at timestamptz,
                   team_name text)
    language plpgsql as $$
    begin
      perform set_config('role', '${API_ROLE}', true), set_config('rf.team', in_team::text, true);
      return query
        select p.email, p.name, p.role, p.is_lead, p.created_at, t.name
        from person p
        join team t on t.id = p.team_id
        join sign_in_family f on f.team_id = p.team_id and f.person_id = p.id and f.id = by_family
        where p.team_id = in_team and p.id = who
          and p.removed_at is null and not p.is_service_account
          and f.ended_at is null and f.ends_at > at;
    end $$`)

  await run(`
    create table sign_in_attempt (
      key text primary key,
      failures integer not null,
      since timestamptz not null
    )`)
  await run(`grant select, insert, update, delete on sign_in_attempt to ${DOOR_ROLE}`)

  await run(`
    create table audit (
      team_id uuid not null references team (id),
      seq bigint not null,
      at timestamptz not null,
      person_id uuid,
      act text not null,
      object text,
      address text,
      result text not null,
      hash text not null,
      primary key (team_id, seq)
    )`)
  await guard(db, 'audit', { may: ['select', 'insert'] })

  await run(`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is only ever added to', tg_table_name;
    end $$`)
  await run(`
    create trigger only_added_to before update or delete or truncate on audit
    for each statement execute function refuse_change()`)

  // The one account without a person: owns what ships with the product and cannot sign in.
  await run(`select set_config('rf.team', '${BUILT_IN_TEAM}', true)`)
  await run(`insert into team values ('${BUILT_IN_TEAM}', 'ResolutionFlow', now())`)
  await run(`
    insert into person (team_id, id, email, name, role, is_service_account, created_at)
    values ('${BUILT_IN_TEAM}', '${BUILT_IN_TEAM}', 'noreply@resolutionflow.com', 'ResolutionFlow',
            'engineer', true, now())`)
}
