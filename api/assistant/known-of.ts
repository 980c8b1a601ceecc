/** What the gate holds an answer against, out of what the turn stands on. */
import type { KnownScript } from '#shared/assistant/gate/script.ts'
import type { KnownToTurn } from '#shared/assistant/gate-turn.ts'
import type { Citation } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { Ground } from './gather-ground.ts'

/** Notes by the order of their labels; one that is gone from the ticket keeps its place. */
export const notesOf = (ticket: Ticket | null, order: readonly string[] = []) => {
  const texts = new Map(ticket?.thread.map(({ key, text }) => [key, text]))
  const ids = new Set([...order, ...texts.keys()])
  return [...ids].map((id) => ({ id, text: texts.get(id) ?? '' }))
}

export const knownOf = (
  turnId: string,
  session: Session,
  asked: Session,
  ground: Ground,
  notes: readonly { id: string; text: string }[],
  passages: readonly Citation[],
  scripts: readonly KnownScript[] = [],
): KnownToTurn => ({
  turnId,
  session,
  asked,
  ticket: { summary: ground.ticket?.summary ?? session.ticket?.summary ?? '', notes },
  passages,
  profile: profileOf(ground),
  scripts,
})

/** The client and its devices, in lines, as a quote may cite them. */
export const profileOf = ({ ticket, clientFacts }: Ground): string =>
  [
    ...Object.entries(clientFacts).map(([name, value]) => `${name}: ${value}`),
    ...(ticket?.configurations ?? []).map((device) =>
      [device.name, device.type, device.os, device.ipAddress].filter(Boolean).join(', '),
    ),
  ].join('\n')
