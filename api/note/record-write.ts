/** What the session's record is told of a write. */
import { isLead } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type Appended, appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import type { Who } from '../who.ts'
import type { AskedWrite } from './check-asked.ts'
import type { WriteRow } from './queries.ts'

export const postingOf = (
  row: WriteRow,
  { overridden = [], wording }: Partial<Pick<AskedWrite, 'overridden' | 'wording'>> = {},
): EventData => ({
  type: 'note_posting',
  writeId: row.id,
  noteKind: row.noteKind,
  ticket: row.ticket,
  text: row.text,
  sha256: row.sha256,
  flags: row.flags,
  mailContact: row.mailContact,
  time: row.time,
  ...(row.madeFrom ? { madeFrom: row.madeFrom } : {}),
  ...(overridden.length > 0 ? { overridden: [...overridden] } : {}),
  ...(wording ? { wording } : {}),
})

type Told = Pick<Deps, 'now' | 'newId'>
type Place = Pick<WriteRow, 'teamId' | 'sessionId'>

/** Tells it in a person's name or the program's; what the record does not take is refused. */
export async function record(
  tx: Tx,
  deps: Told,
  by: Who | 'program',
  row: Place,
  data: EventData,
): Promise<void> {
  const { refused } = await appendAtEnd(tx, deps, by, row, data)
  const [first] = refused
  if (first) refuse('conflict', first.message)
}

export async function appendAtEnd(
  tx: Tx,
  { now, newId }: Told,
  by: Who | 'program',
  { teamId, sessionId }: Place,
  data: EventData,
): Promise<Appended> {
  const at = now()
  const session = await holdSession(tx, teamId, sessionId)
  const asked = { teamId, sessionId, after: session?.version ?? 0, now: at }
  const event = { id: newId(), at: at.toISOString(), data }
  if (by === 'program') {
    const program = { kind: 'program' } as const
    return appendEvents(tx, { ...asked, by: program, events: [{ ...event, by: program }] })
  }
  const person = { kind: 'person', id: by.personId, name: by.name } as const
  return appendEvents(tx, {
    ...asked,
    by: { ...person, mayWorkOnOthers: isLead(by), isThrough: 'note_posting' },
    events: [{ ...event, by: person }],
  })
}
