/**
 * Who may hand over, who sees a hand-off waiting, and who may take it: one rule for the queue, its
 * count, the notices and the pickup, so that nobody is told of what they could not take.
 */
import type { HandoffIntent } from '../session/handoff-event.ts'

export interface Colleague {
  id: string
  isLead: boolean
}

/** What the rule needs of a hand-off; `byId` is none where no person handed it over. */
export interface Waiting {
  intent: HandoffIntent
  byId: string | null
  toId: string | null
}

/**
 * To somebody by name it is theirs; leads may step in. What is addressed to nobody goes up to the
 * leads when it was escalated, and to any colleague otherwise.
 */
export const isFor = ({ intent, byId, toId }: Waiting, { id, isLead }: Colleague): boolean =>
  byId !== id &&
  (toId === id || isLead || (toId === null && (intent === 'peer' || intent === 'shift_change')))

/** The sender, and whoever has the session until then, also where a lead has handed it over. */
export const mayTakeBack = (
  { byId, ownerId }: Pick<Waiting, 'byId'> & { ownerId: string | null },
  { id }: Pick<Colleague, 'id'>,
): boolean => byId === id || ownerId === id

/** Whoever it is for, and who may have it back. */
export const mayPickUp = (handoff: Waiting & { ownerId: string | null }, who: Colleague): boolean =>
  mayTakeBack(handoff, who) || isFor(handoff, who)

/** Whoever has the session, and leads. */
export const mayHandOff = (ownerId: string | null, { id, isLead }: Colleague): boolean =>
  ownerId === id || isLead
