/** What became of a proposal: by whom, why, and the version that came of it. */
import { BookOpen } from 'lucide-react'
import type { Proposal } from '#shared/proposal/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { BAR } from './Decide.tsx'
import type { ReviewDesk } from './use-review.ts'

export function Decided({ desk, proposal }: { desk: ReviewDesk; proposal: Proposal }) {
  const { store, outside } = usePanel()
  const me = usePanelState((state) => state.world?.account.person.id)
  const now = useNow(30_000)
  const back = () => store.openProposals()
  useKeys({ next: back })
  const { status, decision, flowId } = proposal
  const who = decision && (decision.byId === me ? 'You' : decision.byName)
  return (
    <div className={BAR}>
      {desk.refusal && (
        <Notice tone="bad" title={desk.refusal.title}>
          {desk.refusal.message}
        </Notice>
      )}
      <Notice tone={status === 'accepted' ? 'good' : 'info'} title={tell(proposal, who)}>
        {decision && (
          <>
            <span className="break-words">{decision.reason}</span> · {whenAt(decision.at, now)}
          </>
        )}
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" className="flex-1" keyLabel={keyOf('next')} onClick={back}>
          Back to the proposals
        </Button>
        {flowId && (
          <Button
            icon={<BookOpen aria-hidden="true" className="size-4" />}
            onClick={() => outside.openFlow(flowId)}
          >
            Open the flow
          </Button>
        )}
      </div>
    </div>
  )
}

function tell({ status, flowName, decision }: Proposal, who: string | null): string {
  switch (status) {
    case 'accepted': {
      const version = decision?.version ? `, version ${decision.version.slice(0, 8)}` : ''
      return `${who ?? 'Somebody'} published it: ${flowName}${version}`
    }
    case 'declined':
      return `${who ?? 'Somebody'} declined it`
    case 'outrun':
      return 'There is nothing left to decide: the flow has all of it, or is no more'
    case 'withdrawn':
      return 'It no longer stands: the sessions it came from were opened again'
    case 'open':
      return ''
    default:
      return status satisfies never
  }
}
