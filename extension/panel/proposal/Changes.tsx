/**
 * The changes of a proposal, each to be taken or left by itself and to be said better; of a new flow
 * its steps. One that builds on another is taken and left with it.
 */
import { useMemo, useState } from 'react'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import type { Proposal, ProposedChange } from '#shared/proposal/contract.ts'
import { acceptEdits } from '#shared/proposal/proposed-edit.ts'
import { editsOfNew } from '#shared/proposal/reword.ts'
import { tellChange } from '#shared/proposal/tell-proposal.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Check } from '../../ui/Check.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { useKeys } from '../use-keys.ts'
import type { ReviewDesk } from './use-review.ts'
import { WordFields } from './WordFields.tsx'

export function Changes({ desk, proposal }: { desk: ReviewDesk; proposal: Proposal }) {
  const { changes, base, newFlow, status } = proposal
  const isOpen = status === 'open'
  useKeys({
    choose(digit) {
      const change = changes[digit - 1]
      if (!isOpen || newFlow || !change) return false
      desk.pick(change.id, !desk.picked.has(change.id))
    },
  })
  if (newFlow) return <Steps desk={desk} flow={newFlow.content} isOpen={isOpen} />
  if (!base || changes.length === 0) return null
  return (
    <section aria-labelledby="proposal-changes" className="flex flex-col gap-1.5">
      <h3 id="proposal-changes" className="text-small font-medium text-muted">
        {headOf(proposal, isOpen)}
      </h3>
      <List desk={desk} proposal={proposal} before={base.flow.content} />
    </section>
  )
}

function headOf({ changes, decision }: Proposal, isOpen: boolean): string {
  if (decision) return 'What was decided about'
  return isOpen && changes.length > 1
    ? 'What would change: take all of it, or some'
    : 'What would change'
}

function List({
  desk,
  proposal,
  before,
}: {
  desk: ReviewDesk
  proposal: Proposal
  before: FlowContent
}) {
  const { changes, decision, status } = proposal
  const told = useMemo(() => {
    const whole = acceptEdits(before, changes, new Set(changes.map(({ id }) => id)))
    const after = whole.ok ? whole.flow : before
    return new Map(changes.map((change) => [change.id, tellChange(change, before, after)]))
  }, [changes, before])
  const saysOf = (id: string) => told.get(id)?.says ?? ''
  return (
    <ol className="flex flex-col gap-1.5">
      {changes.map((change, n) => (
        <li key={change.id}>
          <fieldset className="flex flex-col gap-2 rounded-md border border-line bg-raised px-2.5 py-2">
            <legend className="sr-only">{saysOf(change.id)}</legend>
            {status === 'open' ? (
              <Check
                label={saysOf(change.id)}
                detail={tellNeeds(change, changes, saysOf)}
                keyLabel={n < 9 ? String(n + 1) : undefined}
                isOn={desk.picked.has(change.id)}
                onChange={(isOn) => desk.pick(change.id, isOn)}
              />
            ) : (
              <p className="flex flex-wrap items-baseline gap-1.5 text-small">
                <span className="font-medium break-words">{saysOf(change.id)}</span>
                {decision && status === 'accepted' && (
                  <Badge tone={decision.accepted.includes(change.id) ? 'good' : 'plain'}>
                    {decision.accepted.includes(change.id) ? 'Accepted' : 'Left out'}
                  </Badge>
                )}
              </p>
            )}
            <More
              desk={desk}
              edits={change.edits}
              further={told.get(change.id)?.further ?? []}
              isOpen={status === 'open' && desk.picked.has(change.id)}
            />
          </fieldset>
        </li>
      ))}
    </ol>
  )
}

/** That it brings others with it, by what they say. */
function tellNeeds(
  { needs }: ProposedChange,
  changes: readonly ProposedChange[],
  saysOf: (id: string) => string,
): string | undefined {
  const others = changes.filter(({ id }) => needs.includes(id)).map(({ id }) => saysOf(id))
  return others.length > 0 ? `Builds on: ${others.join(' ')}` : undefined
}

function More({
  desk,
  edits,
  further,
  isOpen,
}: {
  desk: ReviewDesk
  edits: readonly FlowEdit[]
  further: readonly string[]
  isOpen: boolean
}) {
  const [shown, show] = useState<'all' | 'words' | null>(null)
  const toggle = (part: 'all' | 'words') => (isShown: boolean) => show(isShown ? part : null)
  return (
    <>
      {further.length > 0 && (
        <Fold title="All that comes with it" isOpen={shown === 'all'} onOpenChange={toggle('all')}>
          <ul className="flex list-disc flex-col gap-1 pl-5 text-small">
            {further.map((sentence, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
              <li key={n} className="break-words">
                {sentence}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {isOpen && (
        <Fold
          title="Say it in other words"
          isOpen={shown === 'words'}
          onOpenChange={toggle('words')}
        >
          <WordFields desk={desk} edits={edits} />
        </Fold>
      )}
    </>
  )
}

function Steps({ desk, flow, isOpen }: { desk: ReviewDesk; flow: FlowContent; isOpen: boolean }) {
  const [isShown, show] = useState(false)
  return (
    <section aria-labelledby="proposal-steps" className="flex flex-col gap-1.5">
      <h3 id="proposal-steps" className="text-small font-medium text-muted">
        Its steps
      </h3>
      <p className="text-small break-words">{flow.summary}</p>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-small">
        {flow.nodes.map(({ id, title, kind }) => (
          <li key={id} className="break-words">
            {title} <span className="text-muted">({NODE_KIND_WORDS[kind].toLowerCase()})</span>
          </li>
        ))}
      </ol>
      {isOpen && (
        <Fold title="Say it in other words" isOpen={isShown} onOpenChange={show}>
          <WordFields desk={desk} edits={editsOfNew(flow)} />
        </Fold>
      )}
    </section>
  )
}
