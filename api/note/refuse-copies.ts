/**
 * Keeps a text from standing in a ticket twice, by whatever way it came there the first time.
 *
 * Another write of ours is known by its row; what was put into the page's editor by the session's
 * record; what a person saved there by the ticket itself, where that can be read. Only the second
 * is not certain, since nobody has told whether Save was pressed: that a person may answer for
 * (`isAgain`), and nothing else.
 */
import { findAlreadyThere, sayAlreadyThere } from '#shared/note/already-there.ts'
import { refuse } from '#shared/route.ts'
import type { Tx } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'
import { readTwin, type WriteRow } from './queries.ts'
import { timeOfDay } from './say-write.ts'

type Twin = Pick<WriteRow, 'teamId' | 'sessionId' | 'id' | 'noteKind' | 'sha256'>

export async function refuseTwin(tx: Tx, row: Twin): Promise<void> {
  const twin = await readTwin(tx, row)
  if (!twin) return
  const id = twin.psaNoteId ?? twin.psaTimeEntryId
  refuse(
    'conflict',
    id === null
      ? 'This very text is on its way into the ticket already. Look at its state below.'
      : twin.state === 'posted'
        ? `This very text stands in the ticket already (${id}). Change the text to post another one.`
        : `This very text stands in the ticket already (note ${id}). Post the time as an entry of its own.`,
  )
}

type Asked = Pick<WriteRow, 'teamId' | 'sessionId' | 'id' | 'noteKind' | 'text' | 'ticket'>

/** Says that the record knows of this text in this ticket, unless the person has heard it. */
export async function refuseSecondCopy(
  tx: Tx,
  { teamId, sessionId, id, noteKind, text, ticket }: Asked,
  isAgain: boolean,
): Promise<void> {
  if (isAgain) return
  const folded = await readFolded(tx, teamId, sessionId)
  const others = folded?.session.notes.filter((note) => note.id !== id) ?? []
  const there = findAlreadyThere(others, { way: 'post', noteKind, text, ticket })
  if (!there) return
  const said = sayAlreadyThere(there, `#${ticket.ticketId}`, timeOfDay)
  refuse('conflict', `${said} Look at the ticket, then post it all the same or drop it.`)
}
