/** What a step of a checklist says: what to do, what to copy, and the values that it asks for. */
import type { FlowNode } from '#shared/flow/flow.ts'
import { namedAt } from '#shared/flow/variables.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { Place } from '#shared/session/place.ts'
import type { Session } from '#shared/session/session.ts'
import { flowOfStep } from '#shared/step-library/flow-of-step.ts'
import { type StepContent, stepOf } from '#shared/step-library/step-content.ts'
import { Aside } from '../../ui/Aside.tsx'
import { Commands } from './Commands.tsx'
import { fillHere } from './fill-here.ts'
import { GivenValues } from './GivenValues.tsx'
import { LastTime } from './LastTime.tsx'
import { MissingValues } from './MissingValues.tsx'
import { Body } from './StepText.tsx'

/** All that a step of a checklist says, filled in. */
export function StepWords({
  node,
  here,
  session,
  at,
  hasKeys = true,
}: {
  node: Extract<FlowNode, { kind: 'step' }>
  here: Pick<PlaceInFlow, 'flow' | 'missing'>
  session: Session
  /** Where it stands in the flow; a step of one’s own stands in none. */
  at?: Place
  /** Of two on one screen one has the keys. */
  hasKeys?: boolean
}) {
  const fill = fillHere(here, session)
  return (
    <>
      {node.body && <Body text={node.body} fill={fill} />}
      {node.before && (
        <Aside title="Before">
          <Body text={node.before} fill={fill} />
        </Aside>
      )}
      {at && <LastTime session={session} at={at} />}
      {here.missing.length > 0 && <MissingValues names={here.missing} flow={here.flow} isCalm />}
      <GivenValues names={namedAt(node)} flow={here.flow} session={session} />
      {node.commands.length > 0 && (
        <Commands commands={node.commands} session={session} fill={fill} hasKeys={hasKeys} />
      )}
      {node.undo && (
        <Aside title="Way back">
          <Body text={node.undo} fill={fill} />
        </Aside>
      )}
      {node.exceptionWhen && (
        <Aside title="Exception when">
          <Body text={node.exceptionWhen} fill={fill} />
        </Aside>
      )}
      {node.tell && (
        <Aside title="To tell the user">
          <Body text={node.tell} fill={fill} />
        </Aside>
      )}
    </>
  )
}

/** The same of a step that was taken from the library: it asks for its values itself. */
export function OwnStepWords({
  id,
  content,
  session,
  hasKeys,
}: {
  id: string
  content: StepContent
  session: Session
  hasKeys?: boolean
}) {
  const node = stepOf(content, id)
  const flow = flowOfStep(content)
  const missing = namedAt(node).filter((name) => !session.variables[name]?.value)
  return (
    <StepWords node={node} here={{ flow, missing }} session={session} hasKeys={hasKeys ?? true} />
  )
}
