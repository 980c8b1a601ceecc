/** The library of flows, or one of them when the address names it: `flows.html#<id>`. */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { FlowList } from './FlowList.tsx'
import { OneFlow } from './OneFlow.tsx'

export function FlowsPage() {
  const { account } = usePage()
  const id = useFragment()
  if (!account) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? <OneFlow key={id} flowId={id} /> : <FlowList />
}
