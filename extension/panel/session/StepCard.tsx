/** The place one stands at in a flow: what to do, what to copy, and the ways on. */
import { MessageSquare, MessageSquareCheck } from 'lucide-react'
import { NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { textsOf, variablesIn } from '#shared/flow/variables.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import { ratingOf } from '#shared/session/rating-of.ts'
import type { Session } from '#shared/session/session.ts'
import { Aside } from '../../ui/Aside.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { NODE_KIND_ICONS } from '../../ui/kind-icons.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { Commands } from './Commands.tsx'
import { DocLinks } from './DocLinks.tsx'
import { fillHere } from './fill-here.ts'
import { GivenValues } from './GivenValues.tsx'
import { MissingValues } from './MissingValues.tsx'
import { OutputFacts } from './OutputFacts.tsx'
import { Body } from './StepText.tsx'
import { useAnswersTaken } from './use-answers-taken.ts'
import { useReadings } from './use-readings.ts'
import { WaysOn } from './WaysOn.tsx'

const RATED = {
  nothing: 'Say something of this step',
  helped: 'You said that this step helped',
  to_mend: 'You said what is wrong with this step',
}

export function StepCard({
  here,
  session,
  onRate,
}: {
  here: PlaceInFlow
  session: Session
  onRate: () => void
}) {
  const { node, missing } = here
  const fill = fillHere(here, session)
  const Icon = NODE_KIND_ICONS[node.kind]
  const me = usePanelState((state) => state.world?.account.person.id)
  const said = ratingOf(session, { runId: here.run.id, nodeId: node.id }, me)?.verdict
  const taken = useAnswersTaken(here.run.flow.id, node.id)
  const read = useReadings(session.outputs)
  return (
    <article
      key={`${here.run.id} ${node.id}`}
      aria-labelledby="step-title"
      className="flex animate-appear flex-col gap-3 rounded-lg border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge icon={<Icon aria-hidden="true" />}>{NODE_KIND_WORDS[node.kind]}</Badge>
          {node.kind === 'action' && <SafetyMark safety={node.safety} />}
          {node.group && <span className="text-fine text-faint">{fill(node.group)}</span>}
          <IconButton
            label={RATED[said ?? 'nothing']}
            keyLabel={keyOf('rate')}
            className="-my-1 ml-auto"
            icon={
              said ? (
                <MessageSquareCheck className="size-4" />
              ) : (
                <MessageSquare className="size-4" />
              )
            }
            onClick={onRate}
          />
        </div>
        <h2 id="step-title" className="text-title font-semibold text-balance break-words">
          {fill(node.title)}
        </h2>
        {node.body && <Body text={node.body} fill={fill} />}
        {node.kind === 'action' && node.before && (
          <Aside title="Before">
            <Body text={node.before} fill={fill} />
          </Aside>
        )}
      </header>
      {missing.length > 0 && <MissingValues names={missing} flow={here.flow} />}
      <GivenValues names={variablesIn(textsOf(node))} flow={here.flow} session={session} />
      {'commands' in node && node.commands.length > 0 && (
        <Commands commands={node.commands} session={session} fill={fill} />
      )}
      {node.kind === 'action' && node.undo && (
        <Aside title="Way back">
          <Body text={node.undo} fill={fill} />
        </Aside>
      )}
      <OutputFacts session={session} read={read} />
      <WaysOn
        here={here}
        session={session}
        fill={fill}
        readings={read.flatMap(({ readings }) => readings)}
        taken={taken}
      />
      <DocLinks links={node.links} />
    </article>
  )
}
