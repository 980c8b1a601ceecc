/**
 * How sure a fix is, as honestly as evidence and earlier outcomes allow: a word, a number once it
 * is earned, and what FlowPilot itself said. What became of fixes like it has its line from the
 * beginning, so that nothing below moves when it is known.
 */
import { type ShownConfidence, showConfidence } from '#shared/assistant/show-confidence.ts'
import type { Fix } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { KnownPast } from './use-past-fixes.ts'

interface Given {
  fix: Fix
  session: Session
  past: KnownPast
}

const NO_PAST = { outcomes: [], similar: null }

const show = ({ fix, session, past }: Given): ShownConfidence =>
  showConfidence(session, fix, typeof past === 'string' ? NO_PAST : past)

export function ConfidenceBadge(given: Given) {
  const { word, percent, isEarned } = show(given)
  return <Badge>{isEarned ? `${word}, ${percent} %` : word}</Badge>
}

export function ConfidenceWords(given: Given) {
  const shown = show(given)
  const { isEarned, outcomes, cappedBecause } = shown
  const said = [
    `FlowPilot says ${given.fix.confidence} %.`,
    isEarned && `The number goes by what became of ${outcomes} earlier fixes.`,
    cappedBecause,
  ]
  return (
    <div className="text-small break-words text-muted">
      <p>{said.filter(Boolean).join(' ')}</p>
      <p>{tellPast(given.past, shown)}</p>
    </div>
  )
}

function tellPast(past: KnownPast, { similar }: ShownConfidence): string {
  if (past === 'asking') return 'Looking up what became of fixes like it.'
  if (past === 'unknown') return 'What became of fixes like it cannot be looked up just now.'
  return similar ? `${similar}.` : 'No fix like it was tried here before.'
}
