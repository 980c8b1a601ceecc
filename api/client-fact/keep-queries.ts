/**
 * The SQL that keeps what is told of clients, as part of the record's writing and alone.
 *
 * The value told last stands first. One that its teller did not know of is not replaced in
 * silence: it stands beside theirs until somebody settles which holds. Two values told in one
 * session are one person's second thought. It is one statement, so that two who tell at the same
 * moment cannot both have seen nothing; and it gives the same whichever of the two comes first.
 */
import { sql } from 'kysely'

export interface NewFact {
  client: string
  name: string
  value: string
  setAt: string
  setBy: string
  knew: string[]
}

interface Facts {
  teamId: unknown
  /** None where nobody was at work on a ticket. */
  sessionId: unknown
  /** A JSON array of {@link NewFact}. */
  factsJson: unknown
}

const told = (of: 'kept' | 'excluded') => {
  const row = sql.raw(of)
  return sql`jsonb_build_object(
    'value', ${row}.value, 'setBy', ${row}.set_by,
    'setAt', to_char(${row}.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
}

const isLater = sql`excluded.set_at >= kept.set_at`
/** Neither a second thought nor a value that the other one's teller knew of. */
const isDispute = sql`kept.value <> excluded.value
  and excluded.session_id is distinct from kept.session_id
  and case when ${isLater} then kept.value <> all(excluded.knew)
    else excluded.value <> all(kept.knew) end`
const isSettled = sql`${isLater}
  and (kept.other->>'value' = excluded.value or kept.other->>'value' = any(excluded.knew))`

export const keepFacts = ({ teamId, sessionId, factsJson }: Facts) => sql`
  insert into client_fact as kept (team_id, client, name, value, set_at, set_by, session_id, knew)
  select ${teamId}, f.client, f.name, f.value, f."setAt", f."setBy", ${sessionId}, f.knew
  from jsonb_to_recordset(${factsJson}::jsonb)
    as f(client text, name text, value text, "setAt" timestamptz, "setBy" text, knew text[])
  on conflict (team_id, client, name) do update set
    other = case
      when ${isDispute} then case when ${isLater} then ${told('kept')} else ${told('excluded')} end
      when ${isSettled} then null
      else kept.other end,
    value = case when ${isLater} then excluded.value else kept.value end,
    set_by = case when ${isLater} then excluded.set_by else kept.set_by end,
    knew = case when ${isLater} then excluded.knew else kept.knew end,
    session_id = case when ${isLater} then excluded.session_id else kept.session_id end,
    set_at = greatest(excluded.set_at, kept.set_at)`
