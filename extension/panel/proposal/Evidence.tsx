/** What speaks for a proposal: how often it was seen, how it would have done, and where it comes from. */
import type { Proposal, ProposalSource } from '#shared/proposal/contract.ts'
import {
  L1_WALK,
  tellDeclinedBefore,
  tellReplay,
  tellSeen,
  tellSource,
} from '#shared/proposal/tell-proposal.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { day } from '../../ui/time-words.ts'
import { usePanel } from '../PanelContext.tsx'

export function Evidence({ proposal }: { proposal: Proposal }) {
  const replay = tellReplay(proposal.replay)
  const { declinedBefore } = proposal
  return (
    <section aria-labelledby="proposal-evidence" className="flex flex-col gap-1.5">
      <h3 id="proposal-evidence" className="text-small font-medium text-muted">
        What speaks for it
      </h3>
      <p>{tellSeen(proposal)}.</p>
      {replay && <p className="text-small">{replay}.</p>}
      {declinedBefore && (
        <Notice tone="amber" title={`It was declined before, on ${day(declinedBefore.at)}`}>
          {tellDeclinedBefore(declinedBefore, proposal)}
        </Notice>
      )}
      {proposal.sources.length < proposal.seen && (
        <p className="text-small text-muted">The newest {proposal.sources.length} of them:</p>
      )}
      <ul className="flex flex-col gap-1.5">
        {proposal.sources.map((source) => (
          <Source key={source.sourceSessionId ?? source.l1SessionId} of={source} />
        ))}
      </ul>
    </section>
  )
}

function Source({ of: source }: { of: ProposalSource }) {
  const { outside } = usePanel()
  const { sourceSessionId, at, isOffered } = source
  const says = `${tellSource(source)} · ${day(at)}`
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small">
      {sourceSessionId ? (
        <button
          type="button"
          aria-label={`${says}: open the session`}
          onClick={() => outside.openSession(sourceSessionId)}
          className="text-left break-words text-accent-ink underline underline-offset-2 hover:text-ink"
        >
          {says}
        </button>
      ) : (
        <>
          <span className="break-words">{says}</span>
          <Badge>{L1_WALK}</Badge>
        </>
      )}
      {isOffered && <Badge tone="accent">Offered</Badge>}
    </li>
  )
}
