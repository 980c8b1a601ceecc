/** What is proposed for the flows: the list, or the one that is looked at. */
import { usePanelState } from '../PanelContext.tsx'
import { ProposalScreen } from './ProposalScreen.tsx'
import { ProposalsScreen } from './ProposalsScreen.tsx'

export default function Proposals() {
  const proposalId = usePanelState((state) =>
    state.screen === 'proposal' ? state.proposalId : null,
  )
  return proposalId ? (
    <ProposalScreen key={proposalId} proposalId={proposalId} />
  ) : (
    <ProposalsScreen />
  )
}
