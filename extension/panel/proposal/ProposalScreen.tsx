/**
 * One proposal: what it would change, what speaks for it, its changes one by one, and the decision.
 * Whoever comes after it was decided reads what was decided, and by whom.
 */
import { Network } from 'lucide-react'
import type { Proposal } from '#shared/proposal/contract.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ScreenHead } from '../../ui/ScreenHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { since } from '../../ui/time-words.ts'
import { useNow, usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { Changes } from './Changes.tsx'
import { Decide } from './Decide.tsx'
import { Decided } from './Decided.tsx'
import { Evidence } from './Evidence.tsx'
import { useReview } from './use-review.ts'

export function ProposalScreen({ proposalId }: { proposalId: string }) {
  const { store } = usePanel()
  const desk = useReview(proposalId)
  const { proposal, trouble } = desk
  const back = () => store.openProposals()
  useKeys({ close: back })
  return (
    <div className={`flex min-h-full flex-col gap-3 ${ABOVE_BAR}`}>
      <ScreenHead title="Proposal" back="Back to the proposals" onBack={back} />
      {trouble && (
        <Notice
          tone={proposal ? 'amber' : 'bad'}
          title={proposal ? 'As last known' : 'It cannot be read now'}
          actions={
            <Button size="small" onClick={desk.readAgain}>
              Try again
            </Button>
          }
        >
          {trouble}
        </Notice>
      )}
      {!proposal && !trouble && <Skeleton label="The proposal is being read" lines={8} />}
      {proposal && (
        <>
          <About proposal={proposal} keepNow={desk.keepNow} />
          <Evidence proposal={proposal} />
          <Changes desk={desk} proposal={proposal} />
          {proposal.status === 'open' ? (
            <Decide desk={desk} proposal={proposal} />
          ) : (
            <Decided desk={desk} proposal={proposal} />
          )}
        </>
      )}
    </div>
  )
}

/** What has the focus is not hidden behind the decision, which stays in sight. */
const ABOVE_BAR = '**:scroll-mb-40'

function About({ proposal, keepNow }: { proposal: Proposal; keepNow: () => Promise<void> }) {
  const { outside } = usePanel()
  const { id, flowName, kind, title, raisedAt, base, newFlow } = proposal
  const now = useNow(30_000)
  return (
    <section
      aria-labelledby="proposal-about"
      className="flex flex-col gap-1.5 rounded-lg border border-accent-ink/50 bg-surface p-3"
    >
      <div className="flex flex-wrap items-center gap-1.5">
        <Badge tone="accent">{kind === 'newFlow' ? 'New flow' : 'Change of a flow'}</Badge>
        <span className="text-small text-muted">raised {since(raisedAt, now)}</span>
      </div>
      <h3 id="proposal-about" className="font-semibold break-words">
        {title}
      </h3>
      <p className="text-small break-words text-muted">{flowName}</p>
      {(base ?? newFlow) && (
        <Button
          size="small"
          className="self-start"
          icon={<Network aria-hidden="true" className="size-3.5" />}
          onClick={() => void keepNow().then(() => outside.openProposal(id))}
        >
          {newFlow ? 'See it drawn' : 'See it on the flow'}
        </Button>
      )}
    </section>
  )
}
