/** Of a message to a chat: whether it was sent once already and no answer came, so that it may be there. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table notice_delivery
    add column may_have_arrived boolean not null default false`.execute(db)
}
