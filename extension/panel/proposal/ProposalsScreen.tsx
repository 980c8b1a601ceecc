/**
 * What finished sessions would change in the flows and nobody has decided yet, and what was decided;
 * a row leads to the evidence.
 */
import { GitPullRequestArrow } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ProposalSummary } from '#shared/proposal/contract.ts'
import { tellSeen } from '#shared/proposal/tell-proposal.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ScreenHead } from '../../ui/ScreenHead.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { since } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useDecided } from './use-decided.ts'
import { useProposals } from './use-proposals.ts'

const KINDS = [
  { value: 'open', label: 'To decide' },
  { value: 'decided', label: 'Decided' },
] as const

export function ProposalsScreen() {
  const { store } = usePanel()
  const proposals = usePanelState((state) => state.world?.proposals)
  const waiting = useProposals()
  const [kind, showKind] = useState<(typeof KINDS)[number]['value']>('open')
  const isOpen = kind === 'open'
  const before = useDecided(!isOpen)
  const shown = isOpen ? waiting.open : before.decided
  const trouble = isOpen ? waiting.trouble : before.trouble
  const now = useNow(30_000)
  const read = () => (isOpen ? void proposals?.read() : before.readAgain())
  useEffect(() => void proposals?.read(), [proposals])
  useKeys({
    close: () => store.show('work'),
    choose(digit) {
      const one = shown?.[digit - 1]
      if (!one) return false
      store.openProposals(one.id)
    },
  })
  return (
    <section aria-labelledby="proposals-title" className="flex flex-col gap-3">
      <ScreenHead
        id="proposals-title"
        title="Proposals for your flows"
        onBack={() => store.show('work')}
      >
        {isOpen && waiting.open && waiting.open.length > 0 && (
          <span className="text-muted tabular-nums">{waiting.open.length}</span>
        )}
      </ScreenHead>
      <Segments label="Which proposals" options={KINDS} value={kind} onChange={showKind} />
      {trouble && (
        <Notice
          tone="amber"
          title={shown ? 'As last known' : 'They cannot be read now'}
          actions={
            <Button size="small" onClick={read}>
              Read them again
            </Button>
          }
        >
          {trouble.message}
        </Notice>
      )}
      {!shown && !trouble && <Skeleton label="What is proposed is being read" lines={4} />}
      {!isOpen && shown?.length === 0 && (
        <Empty icon={<GitPullRequestArrow />} title="Nothing decided yet">
          What was published or declined stays here, with who decided it and why.
        </Empty>
      )}
      {isOpen && shown?.length === 0 && (
        <Empty icon={<GitPullRequestArrow />} title="Nothing to decide">
          Where finished sessions found a way that a flow does not have, what would change in it
          appears here.
        </Empty>
      )}
      {shown && shown.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {shown.map((one, n) => (
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
  const { kind, status, flowName, title } = proposal
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
          {status === 'accepted' && <Badge tone="good">Published</Badge>}
          {status === 'declined' && <Badge>Declined</Badge>}
          {kind === 'newFlow' && <Badge tone="accent">New flow</Badge>}
          <span className="ml-auto shrink-0 text-small text-muted tabular-nums">{age}</span>
        </span>
        <span className="line-clamp-2 w-full text-small break-words">{title}</span>
        <span className="w-full text-small text-muted">{tellSeen(proposal)}</span>
      </button>
    </li>
  )
}
