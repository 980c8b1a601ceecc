/** All script templates, or one of them when the address names it: `scripts.html#<id>`. */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneScript } from './OneScript.tsx'
import { ScriptList } from './ScriptList.tsx'

export function ScriptsPage() {
  const { account, db } = usePage()
  const id = useFragment()
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? <OneScript key={id} scriptId={id} db={db} /> : <ScriptList db={db} />
}
