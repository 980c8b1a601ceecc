/**
 * Who is told of a hand-off: those it is for, and those whose work it passes on, also of who took it
 * and what that person has understood. Never oneself. What was marked in the session goes into no
 * bell, mail or chat.
 */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { saidAtPickup } from '#shared/handoff/tell-handoff.ts'
import { isFor } from '#shared/handoff/who-may.ts'
import { whomItConcerns } from '#shared/handoff/whom-it-concerns.ts'
import { asSentence, withoutStop } from '#shared/note/wording.ts'
import { LONGEST_NOTICE } from '#shared/notice/notice.ts'
import { OPEN_PANEL } from '#shared/notice/word-message.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import type { HandoffIntent } from '#shared/session/handoff-event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { cutText } from '#shared/text/cut-text.ts'
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
  session: Session | null,
): Promise<void> {
  const { teamId } = who
  const others = (await listPeople(tx, teamId)).filter(
    (person) => person.removedAt === null && person.id !== who.personId,
  )
  const people = others.filter(
    (person) =>
      mayDo(person, 'workOnSessions') &&
      // Addressed to somebody it is theirs alone; leads see it in the queue.
      (handoff.toId
        ? person.id === handoff.toId
        : isFor(handoff, { id: person.id, isLead: isLead(person) })),
  )
  // Who names somebody has been told already that they can take it.
  if (people.length === 0) refuse('notReady', NOBODY_TAKES_IT)
  const kind = kindOf(handoff)
  const does = `${who.name} ${DOES[handoff.intent]}`
  const text = maskIn(session)(`${does} ${tellTicket(handoff)}: ${handoff.reason}`)
  const theirs = session ? whomItConcerns(session, handoff.id) : []
  const concerned = others.filter(({ id }) => theirs.includes(id) && !people.some(has(id)))
  const opens = { sessionId: handoff.sessionId, handoffId: handoff.id }
  const at = deps.now()
  const link = await linkTo(tx, teamId, handoff)
  await putNotices(tx, deps, {
    ...{ teamId, at },
    notices: [...people, ...concerned].map(({ id }) => ({
      personId: id,
      ...{ kind, text, link, opens },
      ...{ byId: who.personId, byName: who.name },
    })),
  })
  if (handoff.intent === 'escalate') {
    const line = link
      ? text
      : `${asSentence(cutText(text, LONGEST_NOTICE - TAKE_IT.length - 1))}${TAKE_IT}`
    await tellChats(tx, deps, { teamId, at }, { kind, subject: handoff.id, text: line, link })
  }
}

export const kindOf = ({ intent }: Pick<HandoffSummary, 'intent'>) =>
  intent === 'return' ? ('handed_back' as const) : ('handed_off' as const)

const TICKET_CHARS = 80
/** To a chat, where there is no ticket to open: the panel beside it would lead on. */
const TAKE_IT = ` To take it over, ${OPEN_PANEL} and press Shift+Q.`

const has =
  (id: string) =>
  (one: { id: string }): boolean =>
    one.id === id

const NOBODY_TAKES_IT =
  'Nobody else in the team could take this over. Name a colleague, or have your admin make somebody a lead.'

/** Whoever reads it has the bell in the panel; what a chat or mail can open is the ticket. */
export async function linkTo(
  tx: Tx,
  teamId: string,
  { ticket }: HandoffSummary,
): Promise<string | null> {
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

/** To whoever had it and whoever handed it over. Taking back what is one's own tells nobody. */
export async function tellPickedUp(
  tx: Tx,
  deps: Deps,
  who: Who,
  handoff: HandoffSummary,
  session: Session | null,
): Promise<void> {
  const { teamId, personId, name } = who
  const end = session?.handoffs.find(has(handoff.id))?.end
  if (!session || !end) return
  const theirs = whomItConcerns(session, handoff.id)
  const did = theirs[0] === personId ? 'took back' : 'took over'
  // The ticket they know; what counts is what the receiver says of it.
  const ticket = cutText(tellTicket(handoff), TICKET_CHARS)
  const said = [`${name} ${did} ${ticket}`, ...saidAtPickup({ end })]
  const text = maskIn(session)(said.map(withoutStop).join('. '))
  const people = (await listPeople(tx, teamId)).filter(
    ({ id, removedAt }) => removedAt === null && theirs.includes(id),
  )
  const link = await linkTo(tx, teamId, handoff)
  await putNotices(tx, deps, {
    ...{ teamId, at: deps.now() },
    notices: people.map(({ id }) => ({
      ...{ personId: id, kind: 'picked_up' as const, text, link },
      ...{ byId: personId, byName: name },
      opens: { sessionId: handoff.sessionId, handoffId: handoff.id },
    })),
  })
}
