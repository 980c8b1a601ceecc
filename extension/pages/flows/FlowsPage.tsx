/**
 * The library of flows, or what the address names: a flow as `flows.html#<id>`, a draft as
 * `flows.html#draft/<id>`, what is proposed for one as `flows.html#proposal/<id>`.
 */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneDraft } from './draft/OneDraft.tsx'
import { FlowList } from './FlowList.tsx'
import { OneFlow } from './OneFlow.tsx'
import { OneProposal } from './OneProposal.tsx'

export function FlowsPage() {
  const { account, db } = usePage()
  const id = useFragment()
  const draftId = useFragment('draft/')
  const proposalId = useFragment('proposal/')
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  if (draftId) return <OneDraft key={draftId} draftId={draftId} db={db} />
  if (proposalId) return <OneProposal key={proposalId} proposalId={proposalId} />
  return id ? <OneFlow key={id} flowId={id} db={db} /> : <FlowList db={db} />
}
