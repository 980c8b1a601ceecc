/** What finished sessions would change in the flows and nobody has decided yet; a row leads to the evidence. */
import { ArrowLeft, GitPullRequestArrow } from 'lucide-react'
import { useEffect } from 'react'
import type { ProposalSummary } from '#shared/proposal/contract.ts'
import { tellSeen } from '#shared/proposal/tell-proposal.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { since } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useProposals } from './use-proposals.ts'

export function ProposalsScreen() {
  const { store } = usePanel()
  const proposals = usePanelState((state) => state.world?.proposals)
  const { open, trouble } = useProposals()
  const now = useNow(30_000)
  const read = () => void proposals?.read()
  useEffect(() => void proposals?.read(), [proposals])
  useKeys({
    close: () => store.show('work'),
    choose(digit) {
      const one = open?.[digit - 1]
      if (!one) return false
      store.openProposals(one.id)
    },
  })
  return (
    <section aria-labelledby="proposals-title" className="flex flex-col gap-3">
      <div className="flex min-h-7 items-center gap-1">
        <IconButton
          label="Back to the work"
          keyLabel="Esc"
          className="-ml-1.5"
          icon={<ArrowLeft className="size-4" />}
          onClick={() => store.show('work')}
        />
        <h2 id="proposals-title" className="text-title font-semibold">
          Proposals for your flows
        </h2>
        {open && <span className="text-muted tabular-nums">{open.length}</span>}
      </div>
      {trouble && (
        <Notice
          tone="amber"
          title={open ? 'As last known' : 'They cannot be read now'}
          actions={
            <Button size="small" onClick={read}>
              Read them again
            </Button>
          }
        >
          {trouble.message}
        </Notice>
      )}
      {!open && !trouble && <Skeleton label="What is proposed is being read" lines={4} />}
      {open?.length === 0 && (
        <Empty icon={<GitPullRequestArrow />} title="Nothing to decide">
          Where finished sessions found a way that a flow does not have, what would change in it
          appears here.
        </Empty>
      )}
      {open && open.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {open.map((one, n) => (
            <Row
              key={one.id}
              proposal={one}
              digit={n < 9 ? n + 1 : undefined}
              age={since(one.changedAt, now)}
              onOpen={() => store.openProposals(one.id)}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

function Row({
  proposal,
  digit,
  age,
  onOpen,
}: {
  proposal: ProposalSummary
  digit: number | undefined
  age: string
  onOpen: () => void
}) {
  const { kind, flowName, title } = proposal
  return (
    <li>
      <button
        type="button"
        aria-keyshortcuts={digit ? String(digit) : undefined}
        onClick={onOpen}
        className="flex w-full flex-col gap-1 rounded-md border border-line bg-raised px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover"
      >
        <span className="flex w-full items-center gap-1.5">
          {digit && <Kbd>{String(digit)}</Kbd>}
          <span className="truncate font-medium">{flowName}</span>
          {kind === 'newFlow' && <Badge tone="accent">New flow</Badge>}
          <span className="ml-auto shrink-0 text-small text-muted tabular-nums">{age}</span>
        </span>
        <span className="line-clamp-2 w-full text-small break-words">{title}</span>
        <span className="w-full text-small text-muted">{tellSeen(proposal)}</span>
      </button>
    </li>
  )
}
