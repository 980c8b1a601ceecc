/** Through what one sees the work on a ticket: the flow one walks, or FlowPilot. One record holds both. */
import type { Session } from '#shared/session/session.ts'

export type Lens = 'flow' | 'pilot'

/** What was picked by hand; else FlowPilot where it is at work and no flow is. */
export function lensOf(picked: Lens | null, session: Session | null): Lens {
  if (!session) return 'flow'
  if (picked) return picked
  return hasLane(session) && !session.position && session.status !== 'finished' ? 'pilot' : 'flow'
}

/** True once FlowPilot has been asked anything here. */
export const hasLane = ({ lane }: Session): boolean =>
  lane.messages.length > 0 || lane.checks.length > 0
