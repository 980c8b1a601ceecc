/**
 * Who is told of a hand-off: those it is for, and the sender of who took it. Never oneself. What was
 * marked in the session goes into no bell, mail or chat.
 */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { isFor } from '#shared/handoff/who-may.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import type { HandoffIntent } from '#shared/session/handoff-event.ts'
import { type Marking, maskIn } from '#shared/session/mask-session.ts'
import { addressOfTicket } from '#shared/ticket/address-of-ticket.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tellChats } from '../notice/put-deliveries.ts'
import { putNotices } from '../notice/put-notices.ts'
import { tellTicket } from '../notice/tell-ticket.ts'
import { listPeople } from '../person/queries.ts'
import { readConnection } from '../psa/queries.ts'
import type { Who } from '../who.ts'

export async function tellHandedOff(
  tx: Tx,
  deps: Deps,
  who: Who,
  handoff: HandoffSummary,
  of: Marking,
): Promise<void> {
  const { teamId } = who
  const people = (await listPeople(tx, teamId)).filter(
    (person) =>
      person.removedAt === null &&
      person.id !== who.personId &&
      mayDo(person, 'workOnSessions') &&
      // Addressed to somebody it is theirs alone; leads see it in the queue.
      (handoff.toId
        ? person.id === handoff.toId
        : isFor(handoff, { id: person.id, isLead: isLead(person) })),
  )
  // Who names somebody has been told already that they can take it.
  if (people.length === 0) refuse('notReady', NOBODY_TAKES_IT)
  const kind = handoff.intent === 'return' ? 'handed_back' : 'handed_off'
  const does = `${who.name} ${DOES[handoff.intent]}`
  const text = maskIn(of)(`${does} ${tellTicket(handoff)}: ${handoff.reason}`)
  const at = deps.now()
  const link = await linkTo(tx, teamId, handoff)
  await putNotices(tx, deps, {
    ...{ teamId, at },
    notices: people.map(({ id }) => ({
      personId: id,
      ...{ kind, text, link },
      ...{ byId: who.personId, byName: who.name },
      opens: { sessionId: handoff.sessionId, handoffId: handoff.id, isPickup: true },
    })),
  })
  if (handoff.intent === 'escalate') {
    await tellChats(tx, deps, { teamId, at }, { kind, subject: handoff.id, text, link })
  }
}

const NOBODY_TAKES_IT =
  'Nobody else in the team could take this over. Name a colleague, or have your admin make somebody a lead.'

/** Whoever reads it has the bell in the panel; what a chat or mail can open is the ticket. */
async function linkTo(tx: Tx, teamId: string, { ticket }: HandoffSummary): Promise<string | null> {
  if (!ticket?.ref) return null
  const connection = await readConnection(tx, teamId)
  // A record may name any site; nobody is led to another than the team's own.
  return connection?.site === ticket.ref.origin ? addressOfTicket(ticket.ref) : null
}

const DOES: Record<HandoffIntent, string> = {
  escalate: 'escalated',
  peer: 'asks a colleague to take',
  shift_change: 'leaves for the next shift',
  return: 'handed back',
}

/** To whoever handed it over. Taking back one's own tells nobody. */
export async function tellPickedUp(
  tx: Tx,
  deps: Deps,
  who: Who,
  handoff: HandoffSummary,
  of: Marking,
): Promise<void> {
  if (handoff.end?.how !== 'picked_up' || !handoff.byId) return
  await putNotices(tx, deps, {
    teamId: who.teamId,
    at: deps.now(),
    notices: [
      {
        personId: handoff.byId,
        kind: 'picked_up',
        ...{ byId: who.personId, byName: who.name },
        text: maskIn(of)(`${who.name} took over ${tellTicket(handoff)}`),
        opens: { sessionId: handoff.sessionId, handoffId: handoff.id },
        link: await linkTo(tx, who.teamId, handoff),
      },
    ],
  })
}
