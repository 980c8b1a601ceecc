/**
 * Tells many people what waits for each of them.
 *
 * Of several people what waits in the team is read once, and the rule says who sees what of it;
 * whoever sees the same is sent the same bytes. Where more waits than a list has room for, the most
 * urgent for one need not be among the most urgent of all, and each person's own are read.
 */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { isFor, type Waiting } from '#shared/handoff/who-may.ts'
import { type Actor, isLead, mayDo } from '#shared/person/rights.ts'
import { type Db, inTeam } from '../db.ts'
import { bytesOf } from '../event-stream.ts'
import { listPeople } from '../person/queries.ts'
import type { Asker } from '../who.ts'
import { listAllWaiting, listWaiting, MOST_LISTED, tellList } from './queries.ts'

type Tell = (personId: string, bytes: Uint8Array) => void

/** Whether it is told to this person as something that waits for them. */
export const concerns = (handoff: Waiting, who: Actor & Pick<Asker, 'personId'>): boolean =>
  mayDo(who, 'workOnSessions') && isFor(handoff, { id: who.personId, isLead: isLead(who) })

export async function tellLists(
  db: Db,
  teamId: string,
  personIds: readonly string[],
  tell: Tell,
): Promise<void> {
  const alone = new Set(personIds)
  if (personIds.length > 1) {
    await tellByRule(db, teamId, alone, (personId, bytes) => {
      alone.delete(personId)
      tell(personId, bytes)
    })
  }
  for (const personId of alone) {
    const rows = await inTeam(db, teamId, (tx) => listWaiting(tx, { teamId, personId }).execute())
    tell(personId, asEvent(tellList(rows)))
  }
}

/** Tells nobody where more waits than a list has room for. */
async function tellByRule(
  db: Db,
  teamId: string,
  personIds: ReadonlySet<string>,
  tell: Tell,
): Promise<void> {
  const { waiting, people } = await inTeam(db, teamId, async (tx) => {
    const waiting = await listAllWaiting(tx, teamId)
    // Their role as it is now, which may be another than when they came.
    return { waiting, people: await listPeople(tx, teamId) }
  })
  if (waiting.length > MOST_LISTED) return
  const told = new Map<string, Uint8Array>()
  for (const { id: personId, role, isLead } of people) {
    if (!personIds.has(personId)) continue
    const theirs = waiting.filter((one) => concerns(one, { role, isLead, personId }))
    tell(personId, tellOnce(told, theirs))
  }
}

function tellOnce(told: Map<string, Uint8Array>, handoffs: readonly HandoffSummary[]): Uint8Array {
  const same = handoffs.map(({ id }) => id).join(' ')
  const bytes = told.get(same) ?? asEvent({ handoffs, total: handoffs.length })
  told.set(same, bytes)
  return bytes
}

const asEvent = (list: object): Uint8Array =>
  bytesOf(`event: list\ndata: ${JSON.stringify(list)}\n\n`)
