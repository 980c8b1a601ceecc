/**
 * What a page's address names after `#`, when it is an id: `sessions.html#<id>`, or with what it is
 * the id of: `flows.html#draft/<id>`.
 */
import { useEffect, useState } from 'react'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const readFragment = (): string => location.hash.slice(1)

export function useFragment(of = ''): string | undefined {
  const [fragment, setFragment] = useState(readFragment)
  useEffect(() => {
    const hear = () => setFragment(readFragment())
    addEventListener('hashchange', hear)
    return () => removeEventListener('hashchange', hear)
  }, [])
  const id = fragment.startsWith(of) ? fragment.slice(of.length) : ''
  return UUID.test(id) ? id : undefined
}
