/**
 * What one may do about a published flow: go on with the draft of its next version, begin one, or,
 * where it is built in, make a copy of one's own.
 */
import { CopyPlus, PencilLine } from 'lucide-react'
import { ListFlows } from '#shared/flow/contract.ts'
import { ListDrafts } from '#shared/flow/drafts.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAsk, usePage } from '../../page-context.ts'
import { beginDraft } from './begin-draft.ts'

export function ChangeFlow({
  flow: { id, version, content, isBuiltIn },
  db,
}: {
  flow: Flow
  db: LocalStore
}) {
  const { account } = usePage()
  const drafts = useAsk(ListDrafts, {})
  const listed = useAsk(ListFlows, {})
  const mine = drafts.data?.drafts.find(
    ({ of, authorId }) => of?.flowId === id && authorId === account?.person.id,
  )
  const copy = () => {
    const taken = new Set(listed.data?.flows.map(({ slug }) => slug))
    void beginDraft(db, copyOf(content, taken))
  }
  const change = () => {
    if (mine) location.hash = `draft/${mine.id}`
    else void beginDraft(db, content, { flowId: id, version })
  }
  return (
    <div className="flex flex-wrap gap-2">
      {!isBuiltIn && (
        <Button icon={<PencilLine aria-hidden className="size-4" />} onClick={change}>
          {mine ? 'Go on with your draft' : 'Change this flow'}
        </Button>
      )}
      <Button
        look={isBuiltIn ? 'secondary' : 'quiet'}
        icon={<CopyPlus aria-hidden className="size-4" />}
        onClick={copy}
      >
        Make a copy of your own
      </Button>
    </div>
  )
}

/** Under a short name that no flow of the library has. */
function copyOf(content: FlowContent, taken: ReadonlySet<string>): FlowContent {
  let n = 2
  const named = () => `${content.slug.slice(0, 58)}-${n}`
  while (taken.has(named())) n += 1
  return { ...content, slug: named(), name: `${content.name.slice(0, 190)} (copy)` }
}
