/**
 * The library of flows, or what the address names: a flow as `flows.html#<id>`, a draft as
 * `flows.html#draft/<id>`.
 */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneDraft } from './draft/OneDraft.tsx'
import { FlowList } from './FlowList.tsx'
import { OneFlow } from './OneFlow.tsx'

export function FlowsPage() {
  const { account, db } = usePage()
  const id = useFragment()
  const draftId = useFragment('draft/')
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  if (draftId) return <OneDraft key={draftId} draftId={draftId} db={db} />
  return id ? <OneFlow key={id} flowId={id} db={db} /> : <FlowList db={db} />
}
