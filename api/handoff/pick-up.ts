/**
 * Takes a session over, once: the session is held, so that of two who ask at the same moment the
 * second is told who was first. Asked again by whoever has it, it is answered as before.
 */
import type { HandoffSummary, PickUp } from '#shared/handoff/contract.ts'
import { isLead } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../read-request.ts'
import { appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import type { Who } from '../who.ts'
import { readHandoff } from './queries.ts'
import { tellPickedUp } from './tell-people.ts'

export const pickUp = (
  deps: Deps,
  who: Who,
  { handoffId, eventId, at, understood, firstStep }: Asked<typeof PickUp>,
): Promise<HandoffSummary> =>
  inTeam(deps.db, who.teamId, async (tx) => {
    const { teamId, personId, name } = who
    const asked = (await readHandoff(tx, teamId, handoffId)) ?? noHandoff()
    const held = await holdSession(tx, teamId, asked.sessionId)
    const handoff = (await readHandoff(tx, teamId, handoffId)) ?? noHandoff()
    if (handoff.end && TAKES.has(handoff.end.how) && handoff.end.byId === personId) return handoff
    const by = { kind: 'person', id: personId, name } as const
    const { refused, session } = await appendEvents(tx, {
      ...{ teamId, sessionId: asked.sessionId, after: held?.version ?? 0, now: deps.now() },
      by: { ...by, mayWorkOnOthers: isLead(who), isThrough: 'picked_up' },
      events: [
        {
          ...{ id: eventId, at, by },
          data: {
            ...{ type: 'picked_up', handoffId },
            ...(understood ? { understood } : {}),
            ...(firstStep ? { firstStep } : {}),
          },
        },
      ],
    })
    const [first] = refused
    if (first) refuse(first.code === 'not_yours' ? 'notAllowed' : 'conflict', first.message)
    const taken = (await readHandoff(tx, teamId, handoffId)) ?? noHandoff()
    await tellPickedUp(tx, deps, who, taken, session)
    return taken
  })

const TAKES: ReadonlySet<string> = new Set(['picked_up', 'taken_back'])
const noHandoff = (): never =>
  refuse('notFound', 'There is no such hand-off. Look at the queue again.')
