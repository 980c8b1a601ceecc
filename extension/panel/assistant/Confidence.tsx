/**
 * How sure a fix is, as honestly as evidence and earlier outcomes allow: a word, a number once it
 * is earned, and what FlowPilot itself said where that was more.
 */
import { showConfidence } from '#shared/assistant/show-confidence.ts'
import type { Fix } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'

/** What became of earlier fixes is not known here. */
const NO_PAST = { outcomes: [], similar: null }

export function ConfidenceBadge({ fix, session }: { fix: Fix; session: Session }) {
  const { word, percent, isEarned } = showConfidence(session, fix, NO_PAST)
  return <Badge>{isEarned ? `${word}, ${percent} %` : word}</Badge>
}

export function ConfidenceWords({ fix, session }: { fix: Fix; session: Session }) {
  const { cappedBecause, similar } = showConfidence(session, fix, NO_PAST)
  return (
    <p className="text-small break-words text-muted">
      {[`FlowPilot says ${fix.confidence} %.`, cappedBecause, similar && `${similar}.`]
        .filter(Boolean)
        .join(' ')}
    </p>
  )
}
