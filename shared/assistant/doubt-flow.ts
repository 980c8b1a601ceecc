/**
 * Whether the flow in which one stands may be the wrong one: what the record itself says, or
 * what FlowPilot said last.
 *
 * A cause counts as shown at the same share at which rules propose its fix. It is held against
 * every flow that was entered and not left, since a sub-flow returns to where its caller looks
 * further. Causes are worded freely, so a flow that knows half of the words of a cause is taken
 * to look for it: a doubt too few costs a few steps, one too many costs the trust in the rest.
 * Nothing is doubted while one of the flows is not here to be read, or knows no causes at all.
 */
import type { FlowContent } from '../flow/flow.ts'
import { choicesOf } from '../flow/flow-map.ts'
import { readWords } from '../flow/read-words.ts'
import type { FlowOf } from '../flow/walk.ts'
import type { Check, Hypothesis } from '../session/lane.ts'
import type { FlowDoubt } from '../session/lane-event.ts'
import { ledgerOf } from '../session/ledger.ts'
import { runHere } from '../session/run-here.ts'
import type { Session } from '../session/session.ts'
import { cutText } from '../text/cut-text.ts'
import { type ReadFlow, readFlow } from './rules/flow-causes.ts'
import { weighCauses } from './weigh-causes.ts'

/** From here on a cause counts as shown. */
const SHOWN = 0.7
/** So much of a cause's words in a flow means that the flow looks for it. */
const SPOKEN_OF = 0.5

/** What the record says comes first: it can be looked up, and it is there without a model. */
export const doubtHere = (session: Session, flowOf: FlowOf): FlowDoubt | null =>
  doubtFlow(session, flowOf) ?? doubtSaid(session)

/** The doubt of FlowPilot's last answer, as long as one stands in the flow that it is about. */
function doubtSaid(session: Session): FlowDoubt | null {
  const doubt = session.lane.messages.findLast((m) => m.by.kind === 'assistant')?.doubt
  return doubt && doubt.version === runHere(session)?.flow.version ? doubt : null
}

export function doubtFlow(session: Session, flowOf: FlowOf): FlowDoubt | null {
  const here = runHere(session)
  const flows = openFlows(session, flowOf)
  if (!here || !flows || session.status === 'finished') return null
  const [top] = weighCauses(session.lane).toSorted((a, b) => b.probability - a.probability)
  const cause = session.lane.hypotheses.find((h) => h.key === top?.key)
  if (!top || !cause || top.probability < SHOWN) return null
  if (flows.some((flow) => speaksOf(flow, cause.cause))) return null
  const evidence = showing(cause, session)
  if (evidence.length === 0) return null
  const why = `Most speaks for “${cutText(cause.cause, 200)}”, and this flow does not look for it.`
  return { version: here.flow.version, why, evidence }
}

/** Every flow that was entered and not left; none where one of them says nothing of causes. */
function openFlows(session: Session, flowOf: FlowOf): { known: Set<string> }[] | null {
  const open = session.runs.filter((run) => run.leftAt === null)
  const flows = open.map(({ flow }) => flowOf(flow.version))
  const read: { known: Set<string> }[] = []
  for (const content of flows) {
    const flow = content && readFlow(content, session)
    if (!flow || flow.causes.length === 0) return null
    read.push({ known: wordsOf(flow, content) })
  }
  return read
}

function wordsOf({ causes, fill }: ReadFlow, { name, summary, nodes }: FlowContent): Set<string> {
  const texts = [
    name,
    summary,
    ...causes.map(({ cause }) => cause),
    ...nodes.flatMap((node) => [node.title, ...choicesOf(node).map(({ label }) => label)]),
  ]
  return new Set(texts.flatMap((text) => stemsOf(fill(text))))
}

/** Short words join others together and say little by themselves. */
const stemsOf = (text: string): string[] =>
  readWords(text).flatMap(({ plain, stem }) => (plain.length > 3 ? [stem] : []))

function speaksOf({ known }: { known: ReadonlySet<string> }, cause: string): boolean {
  const stems = [...new Set(stemsOf(cause))]
  const met = stems.filter((stem) => known.has(stem))
  return stems.length === 0 || met.length / stems.length >= SPOKEN_OF
}

/** What a person confirmed or did that speaks for the cause. */
function showing({ for: named, key }: Hypothesis, session: Session): string[] {
  const confirmed = new Set([
    ...ledgerOf(session).map(({ id }) => id),
    ...session.steps.filter((step) => step.isOnPath).map(({ id }) => id),
  ])
  const pointing = session.lane.checks.flatMap((check) =>
    pointsTo(check, key) && check.stepId ? [check.stepId] : [],
  )
  return [...new Set([...named.filter((id) => confirmed.has(id)), ...pointing])].slice(0, 30)
}

const pointsTo = ({ state, outcome, outcomes }: Check, key: string): boolean =>
  state === 'done' && outcomes[outcome ?? -1]?.pointsTo.includes(key) === true
