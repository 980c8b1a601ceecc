/**
 * What one may do about a published flow: go on with the draft of its next version or begin one, and
 * fork it.
 */
import { GitFork, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { ListDrafts } from '#shared/flow/drafts.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAsk, usePage } from '../../page-context.ts'
import { ForkFlow } from '../ForkFlow.tsx'
import { beginDraft } from './begin-draft.ts'

export function ChangeFlow({ flow, db }: { flow: Flow; db: LocalStore }) {
  const { content, version, isBuiltIn } = flow
  const { isBegun, open } = useDraftOf(flow, db)
  const [isForking, setForking] = useState(false)
  return (
    <div className="flex flex-wrap gap-2">
      {!isBuiltIn && (
        <Button icon={<PencilLine aria-hidden className="size-4" />} onClick={open}>
          {isBegun ? 'Go on with your draft' : 'Change this flow'}
        </Button>
      )}
      <Button
        look={isBuiltIn ? 'secondary' : 'quiet'}
        icon={<GitFork aria-hidden className="size-4" />}
        onClick={() => setForking(true)}
      >
        Fork
      </Button>
      {isForking && (
        <ForkFlow
          flow={{ version, name: content.name }}
          db={db}
          onClose={() => setForking(false)}
        />
      )}
    </div>
  )
}

/** One's own draft of the next version of a flow; opening it begins one where there is none. */
export function useDraftOf({ id, version, content }: Flow, db: LocalStore) {
  const { account } = usePage()
  const drafts = useAsk(ListDrafts, {})
  const mine = drafts.data?.drafts.find(
    ({ of, authorId }) => of?.flowId === id && authorId === account?.person.id,
  )
  const open = () => {
    if (mine) location.hash = `draft/${mine.id}`
    else void beginDraft(db, content, { flowId: id, version })
  }
  return { isBegun: mine !== undefined, open }
}
