/**
 * Hands a session over: one act, whichever door it came through.
 *
 * ConnectWise is asked before the transaction, and only where a note goes along. Then the event,
 * the queue's row, the documentation, the notices, the note's way into the ticket and the job that
 * words the briefing are stored together. Mail, chat and live news follow, and undo nothing.
 */
import { lackingOf, NEED_WORDS } from '#shared/handoff/completeness.ts'
import type { HandOff, HandoffSummary } from '#shared/handoff/contract.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import type { HandoffTarget } from '#shared/session/handoff-event.ts'
import type { Session } from '#shared/session/session.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { holdReady, readyNote, storeNote } from '../note/post-note.ts'
import { readWrite, type WriteRow } from '../note/queries.ts'
import { holdColleague } from '../person/queries.ts'
import type { Asked } from '../read-request.ts'
import { appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { readHandoff } from './queries.ts'
import { tellHandedOff } from './tell-people.ts'
import { WORD_BRIEFING } from './word-briefing.ts'

export type AskedHandoff = Asked<typeof HandOff>

export interface HandedOver {
  handoff: HandoffSummary
  write: WriteRow | null
}

export async function handOff(deps: Deps, who: Who, asked: AskedHandoff): Promise<HandedOver> {
  const { db } = deps
  const { teamId } = who
  const known = await inTeam(db, teamId, (tx) => readKnown(tx, teamId, asked))
  if (known) return known
  const note = asked.note && {
    ...{ ...asked.note, sessionId: asked.sessionId },
    ...{ noteKind: 'escalation' as const, mailContact: false, time: null },
  }
  const ready = note && (await readyNote(deps, who, note))
  return inTeam(db, teamId, async (tx) => {
    if (ready) await holdReady(tx, teamId, ready)
    // From here on whoever writes for this session waits for us, also who asks the same again.
    const held = await holdSession(tx, teamId, asked.sessionId)
    const stored = await readKnown(tx, teamId, asked)
    if (stored) return stored
    const to = asked.toId ? await demandTarget(tx, teamId, asked.toId) : null
    const session = await appendHandoff(tx, deps, who, asked, { to, after: held?.version ?? 0 })
    const write = note && ready ? await storeNote(tx, deps, who, note, ready) : null
    const handoff = (await readHandoff(tx, teamId, asked.handoffId)) ?? noHandoff()
    await tellHandedOff(tx, deps, who, handoff, session)
    await deps.jobs.send(tx, WORD_BRIEFING, { teamId, handoffId: handoff.id })
    return { handoff, write }
  })
}

/** Sent again because the answer was lost: it stands as it was stored. */
async function readKnown(
  tx: Tx,
  teamId: string,
  { handoffId, sessionId, intent, toId, note }: AskedHandoff,
): Promise<HandedOver | undefined> {
  const handoff = await readHandoff(tx, teamId, handoffId)
  if (!handoff) return undefined
  const isSame =
    handoff.sessionId === sessionId && handoff.intent === intent && handoff.toId === toId
  if (!isSame) {
    refuse('conflict', 'The number of this hand-off is taken. Hand the session over once more.')
  }
  const write = note ? await readWrite(tx, teamId, note.writeId) : undefined
  return { handoff, write: write ?? null }
}

async function demandTarget(tx: Tx, teamId: string, id: string): Promise<HandoffTarget> {
  const person = await holdColleague(tx, teamId, id)
  if (!person) return refuse('notFound', 'There is no such colleague. Pick somebody else.')
  if (person.removedAt !== null) {
    refuse('notReady', `${person.name} has left the team. Pick somebody else.`)
  }
  if (!mayDo(person, 'workOnSessions')) {
    refuse('notReady', `${person.name} may only look at sessions. Pick somebody who works on them.`)
  }
  return { id, name: person.name }
}

async function appendHandoff(
  tx: Tx,
  { now }: Deps,
  who: Who,
  asked: AskedHandoff,
  { to, after }: { to: HandoffTarget | null; after: number },
): Promise<Session | null> {
  const { teamId, personId, name } = who
  const { sessionId, handoffId, at, intent, reason, priority, words, overridden, timeZone } = asked
  const found = await readFolded(tx, teamId, sessionId)
  if (!found) {
    return refuse('notFound', 'There is no such session. Let the panel send its record first.')
  }
  const lacking = found.session.status === 'finished' ? [] : lackingOf(found.session, words)
  if (lacking.length > 0 && !overridden) {
    const says = lacking.map((need) => NEED_WORDS[need].says)
    refuse(
      'notReady',
      `Whoever takes over would have to start again. Say ${says.join(', ')}, or why it goes without.`,
    )
  }
  const by = { kind: 'person', id: personId, name } as const
  const { refused, session } = await appendEvents(tx, {
    ...{ teamId, sessionId, after, now: now(), timeZone },
    by: { ...by, mayWorkOnOthers: isLead(who), isThrough: 'handed_off' },
    events: [
      {
        ...{ id: handoffId, at, by },
        data: {
          ...{ type: 'handed_off', intent, reason, to, words },
          ...(priority ? { priority } : {}),
          // What is there is not told as lacking.
          ...(overridden && lacking.length > 0
            ? { overridden: { lacking, reason: overridden.reason } }
            : {}),
        },
      },
    ],
  })
  const [first] = refused
  if (first) refuse(first.code === 'not_yours' ? 'notAllowed' : 'conflict', first.message)
  return session
}

const noHandoff = (): never => refuse('notFound', 'There is no such hand-off.')
