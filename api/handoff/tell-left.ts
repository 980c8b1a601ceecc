/**
 * What waited for somebody by name who has left the team, or may only look on by now: leads see it
 * in the queue and are told that it is theirs to take, and so is whoever handed it over. The record
 * says whom it was for and stays as it is.
 */
import { isFor } from '#shared/handoff/who-may.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { endNotices, putNotices } from '../notice/put-notices.ts'
import { tellTicket } from '../notice/tell-ticket.ts'
import { listPeople } from '../person/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { listAddressedTo } from './queries.ts'
import { kindOf, linkTo } from './tell-people.ts'

/** Expects that they cannot take it any more: what is handed to them now is refused. */
export async function tellLeft(
  tx: Tx,
  deps: Deps,
  who: Who,
  left: { id: string; name: string; removedAt: string | null },
): Promise<void> {
  const { teamId } = who
  const waiting = await listAddressedTo(tx, teamId, left.id)
  if (waiting.length === 0) return
  const why = left.removedAt ? 'has left the team' : 'only looks at sessions now'
  const people = (await listPeople(tx, teamId)).filter(({ removedAt }) => removedAt === null)
  for (const handoff of waiting) {
    const told = people.filter(
      (person) =>
        person.id === handoff.byId ||
        (mayDo(person, 'workOnSessions') &&
          isFor({ ...handoff, toId: null, intent: 'escalate' }, asColleague(person))),
    )
    const text = `${left.name} ${why}; ${tellTicket(handoff)} waits for a lead to take it over: ${handoff.reason}`
    await endNotices(tx, teamId, { kinds: [kindOf(handoff)], subject: handoff.id })
    const link = await linkTo(tx, teamId, handoff)
    const mask = maskIn((await readFolded(tx, teamId, handoff.sessionId))?.session)
    await putNotices(tx, deps, {
      ...{ teamId, at: deps.now() },
      notices: told.map(({ id }) => ({
        ...{ personId: id, kind: kindOf(handoff), text: mask(text), link },
        // Also whoever has removed them is told what that leaves waiting.
        ...{ byId: null, byName: handoff.byName },
        opens: { sessionId: handoff.sessionId, handoffId: handoff.id },
      })),
    })
    const news = { about: 'handoffs', team: teamId, id: teamId } as const
    await tell(tx, { ...news, handoff: handoff.id, isChanged: true })
  }
}

const asColleague = (person: Parameters<typeof isLead>[0] & { id: string }) => ({
  id: person.id,
  isLead: isLead(person),
})
