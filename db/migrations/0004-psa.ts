/** The connection to ConnectWise: keys, members, tickets kept for a while, writes asked for. */
import { type Kysely, sql } from 'kysely'
import { guard, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table psa_connection (
      team_id uuid primary key references team (id),
      site text not null,
      company_id text not null,
      public_key text not null,
      private_key text not null,
      keys_set_at timestamptz not null,
      keys_set_by text not null,
      last_test jsonb,
      members_read_at timestamptz
    )`)
  await guard(db, 'psa_connection')

  await run(`
    create table psa_member (
      team_id uuid not null references team (id),
      member_id bigint not null,
      identifier text not null,
      name text not null,
      email text,
      is_inactive boolean not null,
      person_id uuid,
      matched_by text check (matched_by in ('email', 'name', 'hand')),
      primary key (team_id, member_id),
      unique (team_id, person_id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'psa_member')

  await run(`
    create table ticket_cache (
      team_id uuid not null references team (id),
      origin text not null,
      ticket_id bigint not null,
      ticket json not null,
      last_updated text,
      fetched_at timestamptz not null,
      primary key (team_id, origin, ticket_id)
    )`)
  await guard(db, 'ticket_cache')

  await run(`
    create table psa_write (
      team_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      person_id uuid not null,
      note_kind text not null,
      origin text not null,
      ticket_id bigint not null,
      record_type text not null,
      ticket jsonb not null,
      text text not null,
      sha256 text not null,
      mark text not null,
      flags jsonb not null,
      mail_contact boolean not null,
      time jsonb,
      seen jsonb,
      state text not null
        check (state in ('waiting', 'writing', 'posted', 'failed', 'unclear', 'no_psa')),
      asked_hash text not null,
      note_half text not null
        check (note_half in ('none', 'to_do', 'sent', 'done', 'failed')),
      time_half text not null
        check (time_half in ('none', 'to_do', 'sent', 'done', 'failed')),
      sent_at timestamptz,
      silences integer not null default 0,
      message text not null default '',
      can_retry boolean not null default false,
      attempts integer not null default 0,
      psa_note_id bigint,
      psa_time_entry_id bigint,
      author text,
      asked_at timestamptz not null,
      settled_at timestamptz,
      lease_by text,
      lease_until timestamptz,
      next_try_at timestamptz,
      primary key (team_id, id),
      unique (team_id, mark),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run(`
    create index psa_write_open on psa_write (team_id, next_try_at)
    where state in ('waiting', 'writing')`)
  await run('create index psa_write_ticket on psa_write (team_id, origin, ticket_id)')
  await run('create index psa_write_session on psa_write (team_id, session_id)')
  // For "no minute counts twice", which looks at time alone.
  await run(`
    create index psa_write_time on psa_write (team_id, person_id)
    where time_half in ('to_do', 'sent', 'done')`)
  await guard(db, 'psa_write')
  // Which teams have something to write, and nothing of what it is: for the sweep at start.
  await showAtDoor(db, 'psa_write', ['team_id', 'state', 'next_try_at'])
}
