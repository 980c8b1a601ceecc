/** The way to what is proposed for the flows, for those who decide: nothing where nothing waits. */
import { GitPullRequestArrow } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useFreshProposals, useMayReview, useProposals } from './use-proposals.ts'

export function ProposalsButton() {
  const { store } = usePanel()
  useFreshProposals()
  const count = useCount()
  if (count === 0) return null
  return (
    <Button
      look="quiet"
      size="small"
      className="px-1.5"
      aria-label={`Proposals for your flows: ${count}`}
      title={`Proposals for your flows (${keyOf('proposals')})`}
      icon={<GitPullRequestArrow aria-hidden="true" className="size-4" />}
      onClick={() => store.openProposals()}
    >
      {count}
    </Button>
  )
}

/** The same as a line, where there is room for words; it leads to what was decided where nothing waits. */
export function ProposalsLine() {
  const { store } = usePanel()
  const mayReview = useMayReview()
  const count = useCount()
  if (!mayReview) return null
  return (
    <Button
      className="justify-start"
      icon={<GitPullRequestArrow aria-hidden="true" className="size-4" />}
      keyLabel={keyOf('proposals')}
      onClick={() => store.openProposals()}
    >
      {tellCount(count)} for your flows
    </Button>
  )
}

function tellCount(count: number): string {
  if (count === 0) return 'Proposals'
  return count === 1 ? 'One proposal' : `${count} proposals`
}

function useCount(): number {
  const mayReview = useMayReview()
  const count = useProposals().open?.length ?? 0
  return mayReview ? count : 0
}
