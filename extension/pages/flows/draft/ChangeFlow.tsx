/**
 * What one may do about a published flow: go on with the draft of its next version or begin one, and
 * fork it.
 */
import { useQuery } from '@tanstack/react-query'
import { GitFork, PencilLine } from 'lucide-react'
import { useRef, useState } from 'react'
import { ListDrafts } from '#shared/flow/drafts.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAsk, usePage } from '../../page-context.ts'
import { ForkFlow } from '../ForkFlow.tsx'
import { beginDraft } from './begin-draft.ts'
import { listKept } from './kept-drafts.ts'

export function ChangeFlow({ flow, db }: { flow: Flow; db: LocalStore }) {
  const { content, version, isBuiltIn } = flow
  const { isBegun, isOpening, open } = useDraftOf(flow, db)
  const [isForking, setForking] = useState(false)
  return (
    <div className="flex flex-wrap gap-2">
      {!isBuiltIn && (
        <Button
          icon={<PencilLine aria-hidden className="size-4" />}
          isBusy={isOpening}
          onClick={open}
        >
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

/**
 * One’s own draft of the next version of a flow, saved or kept in this browser alone; opening it
 * begins one where there is none. Both are looked at when it is opened: one that was begun in
 * another tab, or before the server had answered, is gone on with.
 */
export function useDraftOf({ id, version, content }: Flow, db: LocalStore) {
  const { account, around } = usePage()
  const drafts = useAsk(ListDrafts, {})
  const kept = useQuery({ queryKey: ['kept flows', db.name], queryFn: () => listKept(db) })
  const isUnderWay = useRef(false)
  const [isOpening, setOpening] = useState(false)
  const pick = (saved: typeof drafts.data, rows: typeof kept.data): string | undefined =>
    saved?.drafts.find(({ of, authorId }) => of?.flowId === id && authorId === account?.person.id)
      ?.id ?? rows?.findLast(({ kept: { of, basedOn } }) => of?.flowId === id && basedOn === 0)?.id
  const open = async () => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setOpening(true)
    try {
      const [answer, rows] = await Promise.all([around.client.ask(ListDrafts, {}), listKept(db)])
      const mine = pick(answer.ok ? answer.value : drafts.data, rows)
      if (mine) location.hash = `draft/${mine}`
      else await beginDraft(db, content, { flowId: id, version })
    } finally {
      isUnderWay.current = false
      setOpening(false)
    }
  }
  return {
    ...{ isBegun: pick(drafts.data, kept.data) !== undefined, isOpening },
    open: () => void open(),
  }
}
