/**
 * A proposal drawn on its flow, as all of it would change it; a new flow as it would be. Only to be
 * looked at: it is decided in the side panel, where its evidence is.
 */
import { ArrowLeft } from 'lucide-react'
import { useMemo } from 'react'
import { markChanges } from '#shared/flow/edit/mark-changes.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { GetProposal, type Proposal } from '#shared/proposal/contract.ts'
import { acceptEdits } from '#shared/proposal/proposed-edit.ts'
import { tellReplay, tellSeen } from '#shared/proposal/tell-proposal.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
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
  const { kind, base, newFlow, changes, status, decision } = proposal
  if (newFlow) return <NewFlow flow={newFlow.content} />
  if (kind === 'newFlow') return <Notice>What it would have been is not kept.</Notice>
  if (!base) return <Notice>The flow is no more.</Notice>
  const isTaken = ({ id }: { id: string }) =>
    status !== 'accepted' || (decision?.accepted.includes(id) ?? false)
  const ids = new Set(changes.filter(isTaken).map(({ id }) => id))
  const after = acceptEdits(base.flow.content, changes, ids)
  if (!after.ok) return <Notice>{after.refusal.message}</Notice>
  return <Compared before={base.flow.content} after={after.flow} />
}
