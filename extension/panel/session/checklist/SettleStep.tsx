/**
 * The ways to settle a step: done, not applicable, an exception. One of them is next.
 *
 * A step that a flow does is gone through first. What is settled says by whom and can be taken back;
 * when all are, the next thing is to finish, or to go back to the list around this one.
 */
import {
  ArrowLeft,
  ArrowRight,
  Check,
  CircleSlash,
  CornerDownRight,
  Flag,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import { useState } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { tellTick } from '#shared/note/wording.ts'
import { type ChecklistHere, nextOpen, type RuntimeStep } from '#shared/session/checklist.ts'
import { nameOf } from '#shared/session/name-of.ts'
import type { Session } from '#shared/session/session.ts'
import { capital } from '#shared/text/capital.ts'
import { Button } from '../../../ui/Button.tsx'
import { keyOf } from '../../../ui/keys.ts'
import { whenAt } from '../../../ui/time-words.ts'
import { useNow, usePanel } from '../../PanelContext.tsx'
import { useKeys } from '../../use-keys.ts'
import type { Writing } from '../writing.ts'
import { useWhyNot } from './use-why-not.ts'

interface Parts {
  list: ChecklistHere
  step: RuntimeStep
  node: Extract<FlowNode, { kind: 'step' }> | undefined
  session: Session
  onWrite: (writing: Writing) => void
}

const icon = 'size-4'

export function SettleStep(parts: Parts) {
  return parts.step.settled ? <Settled {...parts} /> : <ToSettle {...parts} />
}

function ToSettle({ list, step, node, session, onWrite }: Parts) {
  const { walk } = usePanel()
  const { nodeId } = step.place
  const why = useWhyNot(nodeId)
  const [isKnown, know] = useState(false)
  const wasEntered = session.runs.some(
    ({ from }) => from?.runId === step.place.runId && from.nodeId === nodeId,
  )
  const goesThrough = node?.flow && !wasEntered && !isKnown && !why ? node.flow : undefined
  const done = () => void walk.tick(nodeId, { kind: 'done' })
  const enter = () => void walk.enterSub(goesThrough)
  useKeys({
    next: goesThrough ? enter : why && !step.whyNot ? goToMissing : done,
    tick: done,
    notPossible: () => onWrite('notApplicable'),
    didNotHelp: () => (step.whyNot ? false : onWrite('exception')),
  })
  return (
    <div className="flex flex-col gap-2">
      {why && <p className="text-small text-amber-ink">{why}</p>}
      <div className="flex flex-wrap gap-1.5">
        {goesThrough ? (
          <Button
            look="primary"
            icon={<CornerDownRight aria-hidden className={icon} />}
            keyLabel={keyOf('next')}
            onClick={enter}
          >
            Go through “{pinnedName(list, goesThrough)}”
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<Check aria-hidden className={icon} />}
            keyLabel={keyOf('next')}
            why={why}
            onClick={done}
          >
            Done
          </Button>
        )}
        <Button
          icon={<CircleSlash aria-hidden className={icon} />}
          keyLabel={keyOf('notPossible')}
          onClick={() => onWrite('notApplicable')}
        >
          Not applicable
        </Button>
        <Button
          icon={<TriangleAlert aria-hidden className={icon} />}
          keyLabel={keyOf('didNotHelp')}
          why={step.whyNot}
          onClick={() => onWrite('exception')}
        >
          Exception
        </Button>
        {goesThrough && (
          <Button look="quiet" onClick={() => know(true)}>
            It is done already
          </Button>
        )}
        {step.isCustom && (
          <Button look="quiet" onClick={() => void walk.dropCustomStep(nodeId)}>
            Drop
          </Button>
        )}
      </div>
      {list.run.from && <BackToOuter list={list} session={session} />}
    </div>
  )
}

/** Enter leads to the value that is asked for first. */
const goToMissing = () =>
  document.querySelector<HTMLInputElement>('section[aria-label="Missing values"] input')?.focus()

function Settled({ list, step, node, session }: Parts) {
  const { walk, store } = usePanel()
  const now = useNow(60_000)
  const { settled } = step
  const next = nextOpen(list.steps, step.place.nodeId)
  const isOver = list.settled === list.steps.length
  const exceptionFlow = settled?.tick.kind === 'exception' ? node?.exceptionFlow : undefined
  const go = next
    ? () => void walk.openStep(next.place.nodeId)
    : list.run.from
      ? () => void walk.leaveList()
      : () => store.ask('outcome')
  useKeys({ next: go })
  if (!settled) return null
  return (
    <div className="flex flex-col gap-2">
      <p className="text-small text-muted">
        <span className="font-medium text-ink">{capital(tellTick(settled.tick))}</span>
        {' · '}
        {whenAt(settled.step.at, now)}, {nameOf(settled.step.by)}
      </p>
      {isOver && !list.run.from && <p>Every step is settled.</p>}
      <div className="flex flex-wrap gap-1.5">
        {next ? (
          <Button
            look="primary"
            icon={<ArrowRight aria-hidden className={icon} />}
            keyLabel={keyOf('next')}
            onClick={go}
          >
            Next open step
          </Button>
        ) : list.run.from ? (
          <BackToOuter list={list} session={session} isNext />
        ) : (
          <Button
            look="primary"
            icon={<Flag aria-hidden className={icon} />}
            keyLabel={keyOf('next')}
            onClick={go}
          >
            Finish
          </Button>
        )}
        {exceptionFlow && (
          <Button
            icon={<CornerDownRight aria-hidden className={icon} />}
            onClick={() => void walk.enterSub(exceptionFlow)}
          >
            Go through “{pinnedName(list, exceptionFlow)}”
          </Button>
        )}
        <Button
          icon={<Undo2 aria-hidden className={icon} />}
          onClick={() => void walk.untick(settled.step.id)}
        >
          Take the tick back
        </Button>
      </div>
    </div>
  )
}

/** Out of a list that does one step of another. */
function BackToOuter({
  list: { run },
  session,
  isNext = false,
}: {
  list: ChecklistHere
  session: Session
  isNext?: boolean
}) {
  const { walk } = usePanel()
  const outer = session.runs.find(({ id }) => id === run.from?.runId)
  return (
    <Button
      look={isNext ? 'primary' : 'quiet'}
      className="self-start"
      icon={<ArrowLeft aria-hidden className={icon} />}
      keyLabel={isNext ? keyOf('next') : undefined}
      onClick={() => void walk.leaveList()}
    >
      Back to “{outer?.flow.name}”
    </Button>
  )
}

const pinnedName = ({ run }: ChecklistHere, slug: string): string =>
  run.pins.find((pin) => pin.slug === slug)?.name ?? slug
