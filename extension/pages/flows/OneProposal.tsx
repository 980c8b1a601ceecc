/**
 * A proposal drawn on its flow, as all of it would change it, or as one has picked and worded it in
 * the side panel so far; a new flow as it would be. Only to be looked at: it is decided in the panel,
 * where its evidence is.
 */
import { ArrowLeft } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { markChanges } from '#shared/flow/edit/mark-changes.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { GetProposal, type Proposal } from '#shared/proposal/contract.ts'
import { stillPicked } from '#shared/proposal/pick-changes.ts'
import { acceptEdits } from '#shared/proposal/proposed-edit.ts'
import { tellReplay, tellSeen } from '#shared/proposal/tell-proposal.ts'
import { type Tried, tryPublishing } from '#shared/proposal/try-publishing.ts'
import { findReview, type KeptReview } from '../../client/kept-review.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay, usePage } from '../page-context.ts'
import { ChangedDrawing, Compared } from './Compared.tsx'

export function OneProposal({ proposalId }: { proposalId: string }) {
  const mayReview = useMay('reviewProposals')
  const asked = useAsk(GetProposal, { proposalId }, { isOn: mayReview })
  if (!mayReview) return <Notice>Proposals are decided by those who lead.</Notice>
  return (
    <Asked of={asked} label="Reading the proposal" lines={8}>
      {(proposal) => (
        <div className="flex flex-col gap-4">
          <a
            href={`#${proposal.flowId ?? 'all'}`}
            className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-3.5" />
            {proposal.flowId ? proposal.flowName : 'All flows'}
          </a>
          <header className="flex flex-col gap-1">
            <h1 className="text-large font-semibold break-words">{proposal.title}</h1>
            <p className="text-muted">
              {[tellSeen(proposal), tellReplay(proposal.replay)].filter(Boolean).join('. ')}.
            </p>
          </header>
          <Drawn proposal={proposal} />
        </div>
      )}
    </Asked>
  )
}

/** Nothing in it is marked: all of it is new. */
function NewFlow({ flow }: { flow: FlowContent }) {
  const marked = useMemo(() => markChanges(flow, flow), [flow])
  return <ChangedDrawing marked={marked} />
}

function Drawn({ proposal }: { proposal: Proposal }) {
  const { kind, base, newFlow } = proposal
  const tried = useTried(proposal)
  if (!newFlow && kind === 'newFlow') return <Notice>What it would have been is not kept.</Notice>
  if (!newFlow && !base) return <Notice>The flow is no more.</Notice>
  return (
    <>
      {tried && <Notice>{tried.ok ? AS_PICKED : `As proposed. ${tried.why}`}</Notice>}
      <Picture proposal={proposal} picked={tried?.ok ? tried.flow : undefined} />
    </>
  )
}

const AS_PICKED = 'As you have picked and worded it in the side panel so far.'

function Picture({
  proposal: { base, newFlow, changes, status, decision },
  picked,
}: {
  proposal: Proposal
  picked: FlowContent | undefined
}) {
  if (newFlow) return <NewFlow flow={picked ?? newFlow.content} />
  if (!base) return null
  if (picked) return <Compared before={base.flow.content} after={picked} />
  const isTaken = ({ id }: { id: string }) =>
    status !== 'accepted' || (decision?.accepted.includes(id) ?? false)
  const ids = new Set(changes.filter(isTaken).map(({ id }) => id))
  const after = acceptEdits(base.flow.content, changes, ids)
  if (!after.ok) return <Notice>{after.refusal.message}</Notice>
  return <Compared before={base.flow.content} after={after.flow} />
}

/** What would be published as it is picked and worded; none where nothing was, or it is decided. */
function useTried(proposal: Proposal): Tried | undefined {
  const { db } = usePage()
  const [kept, setKept] = useState<KeptReview>()
  useEffect(() => {
    void (db && findReview(db, proposal.id).then(setKept))
  }, [db, proposal.id])
  return useMemo(() => {
    if (!kept || proposal.status !== 'open') return undefined
    return tryPublishing(proposal, stillPicked(proposal.changes, new Set(kept.picked)), kept.said)
  }, [proposal, kept])
}
