/**
 * Proposals that would change what a person has changed while the turn ran: they are taken out
 * and told. What only adds something always stays.
 */
import type { EventData } from '../session/event.ts'
import { activeFix } from '../session/lane.ts'
import type { Session } from '../session/session.ts'

export interface Kept {
  events: EventData[]
  dropped: { what: string; why: string }[]
}

const WHY = 'It was changed while FlowPilot was answering.'

/** `asked` is the session as the request showed it, `now` as it stands. */
export function dropAltered(proposals: readonly EventData[], asked: Session, now: Session): Kept {
  const kept: Kept = { events: [], dropped: [] }
  for (const data of proposals) {
    const left = withoutAltered(data, asked, now)
    if (left !== data) kept.dropped.push({ what: tell(data), why: WHY })
    if (left) kept.events.push(left)
  }
  return kept
}

function withoutAltered(data: EventData, asked: Session, now: Session): EventData | undefined {
  switch (data.type) {
    case 'hypothesis_raised': {
      const find = (s: Session) => s.lane.hypotheses.find((h) => h.key === data.key)
      const before = find(asked)
      return before && find(now) !== before && find(now)?.at !== before.at ? undefined : data
    }
    case 'statement_added': {
      const { replaces, ...rest } = data
      if (!replaces) return data
      const textIn = (s: Session) => s.statements.find((one) => one.id === replaces)?.text
      return textIn(asked) === textIn(now) ? data : rest
    }
    case 'fix_proposed': {
      const before = activeFix(asked.lane)
      const after = before && now.lane.fixes.find((fix) => fix.id === before.id)
      const isTaken = after && after.supersededAt === null && after.decision !== before.decision
      const isTried = after?.tried && !before?.tried && after.tried.outcome !== 'failed'
      return isTaken || isTried ? undefined : data
    }
    default:
      return data
  }
}

function tell(data: EventData): string {
  if (data.type === 'hypothesis_raised') return data.cause
  if (data.type === 'fix_proposed') return `Fix: ${data.title}`
  return data.type === 'statement_added' ? `What “${data.text.slice(0, 200)}” replaces` : data.type
}
