/**
 * When one stands at no node: the walk has ended, the answer leads nowhere, no flow was
 * started, or the flow is not in this browser. Each says what can be done.
 */
import { Flag, NotebookPen, Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { OutcomeCard } from '../../ui/session/OutcomeCard.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'

const WaitsForWord = lazy(() => import('../first-level/WaitsForWord.tsx'))
const TakeAway = lazy(() => import('../outcome/TakeAway.tsx'))
const OfferToFlow = lazy(() => import('../proposal/OfferToFlow.tsx'))

export function NoPlace({
  session,
  isFlowAway,
  onPickFlow,
}: {
  session: Session
  isFlowAway?: boolean
  onPickFlow: () => void
}) {
  const { store } = usePanel()
  const askOutcome = () => store.ask('outcome')
  const next = session.outcome ? () => store.show('note') : session.ended ? askOutcome : onPickFlow
  useKeys({ next, search: session.status === 'finished' ? undefined : onPickFlow })

  if (session.outcome) {
    return (
      <OutcomeCard
        session={session}
        main={
          <Button
            look="primary"
            icon={<NotebookPen aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('next')}
            onClick={() => store.show('note')}
          >
            Write the note
          </Button>
        }
        secondary={
          <Suspense>
            <TakeAway session={session} />
            {session.level && <WaitsForWord session={session} />}
            <OfferToFlow session={session} />
          </Suspense>
        }
        onReopen={(reason) => void store.act([{ type: 'session_reopened', reason }])}
      />
    )
  }
  if (isFlowAway) {
    return (
      <Notice tone="amber" title="This flow is not in this browser">
        It is fetched as soon as the server answers. Your record is here; own notes and own steps
        work meanwhile.
      </Notice>
    )
  }
  const isStuck = !session.ended && session.steps.some((step) => step.place !== null)
  return (
    <section className="flex animate-appear flex-col gap-3 rounded-lg border border-line bg-surface p-3">
      <h2 className="text-title font-semibold">
        {session.ended
          ? 'The walk has ended. How did it go?'
          : isStuck
            ? 'The flow has no way on from that answer'
            : 'Working without a flow'}
      </h2>
      <p className="text-small text-muted">
        {session.ended
          ? 'Record the outcome; it writes the resolution.'
          : isStuck
            ? 'Go back and pick another answer, add a step of your own, or take another flow.'
            : 'Own notes and own steps make the record. A flow can be taken at any time.'}
      </p>
      <div className="flex flex-wrap gap-2">
        {session.ended ? (
          <Button
            look="primary"
            icon={<Flag aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('next')}
            onClick={askOutcome}
          >
            Record the outcome
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<Search aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('next')}
            onClick={onPickFlow}
          >
            Take a flow
          </Button>
        )}
        {session.ended ? (
          <Button
            icon={<Search aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('search')}
            onClick={onPickFlow}
          >
            Another flow
          </Button>
        ) : (
          <Button
            icon={<Flag aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('finish')}
            onClick={askOutcome}
          >
            Finish
          </Button>
        )}
      </div>
    </section>
  )
}
