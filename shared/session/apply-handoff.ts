/**
 * Handing over and picking up.
 *
 * While it waits the sender may go on telling the record, and may finish: then there is nothing to
 * pick up any more. Of two who pick up at once one has it, and the other is told who.
 */
import type { Of } from './apply-step.ts'
import type { SessionEvent } from './event.ts'
import { type HandoffEnd, receivedHandoff, waitingHandoff } from './handoff.ts'
import { type EventRefusal, refusal, unknown } from './refusal.ts'
import type { Session } from './session.ts'
import { takesPart } from './takes-part.ts'

export function handOff(
  session: Session,
  event: SessionEvent,
  data: Of<'handed_off'>,
): Session | EventRefusal {
  const { type: _, ...said } = data
  if (data.to && event.by.kind === 'person' && data.to.id === event.by.id) {
    return refusal('already', 'You cannot hand a session over to yourself. Pick somebody else.')
  }
  if (data.to && session.owner.kind === 'person' && data.to.id === session.owner.id) {
    return refusal('already', `This session is with ${data.to.name} already. Pick somebody else.`)
  }
  if (data.intent === 'return' && !receivedHandoff(session)) {
    return refusal('unknown', 'Nobody handed this session over, so it cannot be handed back.')
  }
  const replaced = endWaiting(session, event, 'replaced')
  return {
    ...replaced,
    status: 'escalated',
    pause: null,
    handoffs: [
      ...replaced.handoffs,
      { id: event.id, ...said, at: event.at, by: event.by, end: null },
    ],
  }
}

export function pickUp(
  session: Session,
  event: SessionEvent,
  data: Of<'picked_up'>,
): Session | EventRefusal {
  const asked = session.handoffs.find(({ id }) => id === data.handoffId)
  if (!asked) return unknown('hand-off')
  if (asked.end) return refusal('already', tellEnd(asked.end))
  if (event.by.kind !== 'person') {
    return refusal('proposes_only', 'A person has to take a session over.')
  }
  const isSender = asked.by.kind === 'person' && asked.by.id === event.by.id
  const { understood, firstStep } = data
  const ended = endWaiting(session, event, isSender ? 'taken_back' : 'picked_up', {
    ...(understood ? { understood } : {}),
    ...(firstStep ? { firstStep } : {}),
  })
  const joined = takesPart(session, event.by.id)
    ? session.joined
    : [...session.joined, { by: event.by, at: event.at }]
  return { ...ended, status: 'active', owner: event.by, joined }
}

/** The session with no hand-off waiting. */
export function endWaiting(
  session: Session,
  event: SessionEvent,
  how: HandoffEnd,
  said: { understood?: string; firstStep?: string } = {},
): Session {
  const waiting = waitingHandoff(session)
  if (!waiting) return session
  const end = { how, at: event.at, by: event.by, ...said }
  return { ...session, handoffs: [...session.handoffs.slice(0, -1), { ...waiting, end }] }
}

function tellEnd(end: { how: HandoffEnd; by: { kind: string; name?: string } }): string {
  const who = end.by.name ?? 'Somebody'
  switch (end.how) {
    case 'picked_up':
      return `${who} has picked this up already. Open the session to look on.`
    case 'taken_back':
      return `${who} has taken this back and works on it again.`
    case 'replaced':
      return `${who} has handed this over anew meanwhile. Look at the queue again.`
    case 'finished':
      return `${who} has finished this session meanwhile. There is nothing to pick up.`
    default:
      return end.how satisfies never
  }
}
