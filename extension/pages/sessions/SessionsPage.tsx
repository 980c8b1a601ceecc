/** All sessions of the team, or one of them when the address names it: `sessions.html#<id>`. */
import { useEffect, useState } from 'react'
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { OneSession } from './OneSession.tsx'
import { SessionList } from './SessionList.tsx'

export function SessionsPage() {
  const { account } = usePage()
  const id = useFragment()
  if (!account) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? <OneSession key={id} sessionId={id} /> : <SessionList />
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const readFragment = (): string => location.hash.slice(1)

function useFragment(): string | undefined {
  const [fragment, setFragment] = useState(readFragment)
  useEffect(() => {
    const hear = () => setFragment(readFragment())
    addEventListener('hashchange', hear)
    return () => removeEventListener('hashchange', hear)
  }, [])
  return UUID.test(fragment) ? fragment : undefined
}
