/**
 * All sessions of the team, those of one batch of maintenance (`sessions.html#batch/<id>`), or one
 * of them (`sessions.html#<id>`).
 */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneSession } from './OneSession.tsx'
import { SessionList } from './SessionList.tsx'

export function SessionsPage() {
  const { account } = usePage()
  const id = useFragment()
  const batchId = useFragment('batch/')
  if (!account) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? (
    <OneSession key={id} sessionId={id} />
  ) : (
    <SessionList key={batchId} batchId={batchId} />
  )
}
