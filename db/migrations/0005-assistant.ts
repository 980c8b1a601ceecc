/** FlowPilot and its model: what each call was and cost, the month's budget, the team's settings. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // Neither words of a person nor of the model: only what a call was for, was and cost.
  await run(`
    create table ai_call (
      team_id uuid not null references team (id),
      id uuid not null,
      at timestamptz not null,
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      purpose text not null,
      session_id uuid,
      turn_id uuid,
      ticket_origin text,
      ticket_id bigint,
      person_id uuid,
      is_own_key boolean not null,
      tier_requested text not null check (tier_requested in ('fast', 'standard', 'deep')),
      tier_served text check (tier_served in ('fast', 'standard', 'deep')),
      model_requested text not null,
      model_served text,
      effort text not null,
      router_version text,
      reasons jsonb not null,
      prompt_version text,
      schema_version text,
      price_version text not null,
      request_id text,
      stop_reason text,
      failure text,
      input_tokens integer not null default 0,
      cache_read_tokens integer not null default 0,
      cache_write_short_tokens integer not null default 0,
      cache_write_long_tokens integer not null default 0,
      output_tokens integer not null default 0,
      thinking_tokens integer not null default 0,
      cost_micro bigint not null check (cost_micro >= 0),
      first_text_ms integer,
      total_ms integer,
      settled_at timestamptz,
      primary key (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index ai_call_month on ai_call (team_id, month)')
  await run('create index ai_call_session on ai_call (team_id, session_id, at)')
  await run('create index ai_call_person on ai_call (team_id, person_id, at desc)')
  await guard(db, 'ai_call', { may: ['select', 'insert', 'update'] })

  // What the month's calls cost, those in flight at what they were estimated; its row is the lock.
  await run(`
    create table ai_budget (
      team_id uuid not null references team (id),
      month text not null,
      used_micro bigint not null check (used_micro >= 0),
      primary key (team_id, month)
    )`)
  await guard(db, 'ai_budget', { may: ['select', 'insert', 'update'] })

  await run(`
    create table assistant_setting (
      team_id uuid primary key references team (id),
      api_key text,
      key_set_at timestamptz,
      key_set_by text,
      last_test jsonb,
      monthly_limit_micro bigint check (monthly_limit_micro >= 0),
      turns_per_minute integer check (turns_per_minute > 0),
      redaction_policy text not null default 'keep_hosts'
        check (redaction_policy in ('keep_hosts', 'mask_hosts')),
      inference_geo text check (inference_geo in ('us', 'global')),
      check ((api_key is null) = (key_set_at is null) and (api_key is null) = (key_set_by is null))
    )`)
  await guard(db, 'assistant_setting')
}
