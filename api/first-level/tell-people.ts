/**
 * Who is told of a first-level walk: leads, that one has ended and waits for them; whoever walked it,
 * that it holds or was opened again. What waits no longer leaves the bell.
 */
import { isLead, mayDo } from '#shared/person/rights.ts'
import type { SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { hasWorkedOn, isFirstLevel, waitsForValidation } from '#shared/session/first-level.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { nameOf } from '#shared/session/name-of.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type NoticeDeps, putNotices, takeBackNotices } from '../notice/put-notices.ts'
import { tellTicket } from '../notice/tell-ticket.ts'
import { listPeople } from '../person/queries.ts'

interface Place {
  teamId: string
  sessionId: string
}

export async function tellFirstLevel(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  place: Place,
  { session, stored }: { session: Session | null; stored: readonly StoredEvent[] },
): Promise<void> {
  if (session?.level !== 'first') return
  const last = stored.findLast(({ event }) => event.data.type in TELLS)?.event
  if (!last) return
  const { teamId, sessionId } = place
  await takeBackNotices(tx, teamId, 'walk_to_validate', sessionId)
  if (waitsForValidation(session)) await tellLeads(tx, deps, place, session)
  else if (isFirstLevel(session)) await tellWhoWalked(tx, deps, place, session, last)
}

const TELLS = { session_finished: true, session_reopened: true, outcome_validated: true } as const

async function tellLeads(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  { teamId, sessionId }: Place,
  session: Session,
): Promise<void> {
  const by = session.outcome?.by ?? session.owner
  const leads = (await listPeople(tx, teamId)).filter(
    (person) =>
      person.removedAt === null &&
      isLead(person) &&
      mayDo(person, 'workOnOthersSessions') &&
      !hasWorkedOn(session, { kind: 'person', id: person.id, name: person.name }),
  )
  const text = `${nameOf(by)} ended a first-level walk that waits for you to validate it: ${tellTicket(session)}`
  await putNotices(tx, deps, {
    teamId,
    at: deps.now(),
    notices: leads.map(({ id }) => ({
      ...{ personId: id, kind: 'walk_to_validate' as const, opens: { sessionId } },
      ...{ ...authorOf(by), text: maskIn(session)(text) },
    })),
  })
}

/** Told once for what became of it last. */
async function tellWhoWalked(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  { teamId, sessionId }: Place,
  session: Session,
  { data, by }: SessionEvent,
): Promise<void> {
  const text = wordsFor(session, data, nameOf(by))
  if (!text || session.owner.kind !== 'person') return
  await takeBackNotices(tx, teamId, 'walk_validated', sessionId)
  const personId = session.owner.id
  await putNotices(tx, deps, {
    teamId,
    at: deps.now(),
    notices: [
      {
        ...{ personId, kind: 'walk_validated' as const, opens: { sessionId } },
        ...{ ...authorOf(by), text: maskIn(session)(text) },
      },
    ],
  })
}

function wordsFor(session: Session, data: SessionEvent['data'], who: string): string | undefined {
  const ticket = tellTicket(session)
  if (data.type === 'session_reopened') {
    return `${who} opened your first-level walk again, ${data.reason}: ${ticket}`
  }
  if (data.type !== 'outcome_validated') return undefined
  return data.how === 'stayed_closed'
    ? `Your first-level walk is validated, the ticket stayed closed: ${ticket}`
    : `${who} validated your first-level walk: ${ticket}`
}

const authorOf = (by: SessionEvent['by']) => ({
  byId: by.kind === 'person' ? by.id : null,
  byName: nameOf(by),
})
