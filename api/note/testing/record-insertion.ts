/** A text put into the page's editor, as the panel tells it to the record. */
import type { EventData } from '#shared/session/event.ts'
import { inTeam } from '../../db.ts'
import { appendEvents } from '../../session/append-events.ts'
import type { NoteRig, Post } from './make-note-rig.ts'

type Inserted = Pick<Post, 'sessionId' | 'ticket' | 'text'>

export async function recordInsertion(rig: NoteRig, { sessionId, ticket, text }: Inserted) {
  const { id, name } = rig.team.people.engineer
  const by = { kind: 'person', id, name } as const
  const at = rig.deps.now()
  const data: EventData = {
    type: 'note_inserted',
    noteKind: 'resolution',
    ticket,
    text,
    sha256: 'a'.repeat(64),
  }
  const events = await rig.events(sessionId)
  const { refused } = await inTeam(rig.deps.db, rig.team.id, (tx) =>
    appendEvents(tx, {
      teamId: rig.team.id,
      sessionId,
      by: { ...by, mayWorkOnOthers: false },
      after: events.length,
      events: [{ id: rig.deps.newId(), at: at.toISOString(), by, data }],
      now: at,
    }),
  )
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
}
