/**
 * Of a new flow that is proposed no more, what it would have been is not kept: only an open proposal
 * has to have it.
 */
import { type Kysely, sql } from 'kysely'
import { seeingAllTeams } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Named by whichever database made it: it is found by what it says.
  await sql`
    do $$ declare found text; begin
      for found in select conname from pg_constraint
        where conrelid = 'proposal'::regclass and contype = 'c'
        and pg_get_constraintdef(oid) like '%new_flow IS NOT NULL%'
      loop execute format('alter table proposal drop constraint %I', found); end loop;
    end $$`.execute(db)
  await sql`
    alter table proposal add constraint proposal_new_flow check (
      (kind = 'newFlow' or new_flow is null) and
      (kind = 'patch' or status <> 'open' or new_flow is not null))`.execute(db)
  await seeingAllTeams(db, ['proposal'], async () => {
    await sql`
      update proposal set new_flow = null, flow_name = 'A new flow'
      where kind = 'newFlow' and status = 'withdrawn'`.execute(db)
  })
}
