/** The decision: publish what is picked with a reason, or decline the whole with one. */
import { Check } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import type { Proposal } from '#shared/proposal/contract.ts'
import { tryPublishing } from '#shared/proposal/try-publishing.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea, TextField } from '../../ui/Field.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useKeys } from '../use-keys.ts'
import type { ReviewDesk } from './use-review.ts'

export const BAR =
  'sticky -bottom-3 z-10 -mx-3 mt-auto -mb-3 flex flex-col gap-2 border-t border-line bg-surface px-3 py-2.5'

const LEAST_REASON = 3
const OUR_COPY =
  'This flow is built in and stays as it is: a copy of your team’s is published, with the changes.'

export function Decide({ desk, proposal }: { desk: ReviewDesk; proposal: Proposal }) {
  // What is declined is what was looked at: changed meanwhile, it is looked at again first.
  const [declining, setDeclining] = useState<number | null>(null)
  const isDeclining = declining === proposal.revision
  const { reason, asking, refusal, picked, said } = desk
  const tried = useMemo(() => tryPublishing(proposal, picked, said), [proposal, picked, said])
  const isReasonLacking = reason.trim().length < LEAST_REASON
  const why = tried.ok ? (isReasonLacking ? 'Say why the flow changes.' : undefined) : tried.why
  const publish = () => {
    if (!why && !asking) void desk.accept()
  }
  useKeys({ write: publish })
  return (
    // No form: Enter in the reason does not publish.
    <section aria-label="Decision" className={BAR}>
      {refusal && !isDeclining && (
        <Notice tone="bad" title={refusal.title}>
          {refusal.message}
        </Notice>
      )}
      <TextField
        label="Reason, said in the flow’s history"
        value={reason}
        maxLength={1000}
        readOnly={asking !== null}
        hint={proposal.base?.flow.isBuiltIn ? OUR_COPY : undefined}
        onChange={(event) => desk.giveReason(event.target.value)}
      />
      {tried.ok && tried.secrets.length > 0 && (
        <Notice tone="amber" title="This looks like a secret">
          {tried.secrets.join('; ')}. Say it in other words, or publish it all the same.
        </Notice>
      )}
      {why && <p className="text-small text-amber-ink">{why}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          className="flex-1"
          keyLabel={keyOf('write')}
          why={why}
          isBusy={asking === 'accept'}
          icon={<Check aria-hidden="true" className="size-4" />}
          onClick={publish}
        >
          {tellPublish(proposal, picked)}
        </Button>
        <Button isBusy={asking !== null} onClick={() => setDeclining(proposal.revision)}>
          Decline
        </Button>
      </div>
      {isDeclining && <DeclineDialog desk={desk} onClose={() => setDeclining(null)} />}
    </section>
  )
}

function tellPublish({ newFlow, changes }: Proposal, picked: ReadonlySet<string>): string {
  if (newFlow) return 'Publish the flow'
  if (changes.length === 1) return 'Publish it'
  return `Publish ${picked.size} of ${changes.length} changes`
}

const DECLINE_FORM = 'decline-proposal'

function DeclineDialog({ desk, onClose }: { desk: ReviewDesk; onClose: () => void }) {
  const [why, setWhy] = useState('')
  const [isSaid, setSaid] = useState(false)
  const { asking, refusal } = desk
  const problem =
    isSaid && why.trim().length < LEAST_REASON ? 'Say why, in a few words.' : undefined
  const decline = async (event: FormEvent) => {
    event.preventDefault()
    setSaid(true)
    if (why.trim().length >= LEAST_REASON) await desk.decline(why)
  }
  return (
    <Dialog
      title="Decline the proposal?"
      description="The flow stays as it is. The same is not proposed again without much more evidence, and whoever found it is told why."
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button
            look="primary"
            type="submit"
            form={DECLINE_FORM}
            keyLabel="Ctrl ↵"
            isBusy={asking === 'decline'}
          >
            Decline it
          </Button>
        </>
      }
    >
      <form
        id={DECLINE_FORM}
        className="flex flex-col gap-2"
        onSubmit={(event) => void decline(event)}
      >
        {refusal && (
          <Notice tone="bad" title={refusal.title}>
            {refusal.message}
          </Notice>
        )}
        <TextArea
          label="Why"
          value={why}
          maxLength={1000}
          problem={problem}
          readOnly={asking !== null}
          onChange={(event) => setWhy(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
