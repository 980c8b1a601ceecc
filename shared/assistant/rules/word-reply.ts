/**
 * What is said without a model: what changed, what speaks for what, and the best next thing to
 * do and why. A few plain sentences, the next thing to do in bold.
 */
import { choicesOf } from '../../flow/flow-map.ts'
import { activeFix, type Fix } from '../../session/lane.ts'
import { ledgerOf } from '../../session/ledger.ts'
import type { Session } from '../../session/session.ts'
import { cutText } from '../../text/cut-text.ts'
import { rankChecks } from '../rank-checks.ts'
import { tellSimilar } from '../show-confidence.ts'
import { weighCauses } from '../weigh-causes.ts'
import type { ReadFlow } from './flow-causes.ts'
import type { KnownToRules } from './known-to-rules.ts'
import { outputsAtHand } from './output-facts.ts'
import type { Standing } from './stand-in-flow.ts'

export interface Moment {
  known: KnownToRules
  /** The session with what this turn proposes. */
  after: Session
  flow: ReadFlow | null
  standing: Standing | null
}

export const wordReply = (moment: Moment): string =>
  [tellChange(moment), tellCauses(moment), tellNext(moment)].filter(Boolean).join('\n\n')

function tellChange(moment: Moment): string {
  const { known, after } = moment
  switch (known.cause) {
    case 'open':
      return [tellFlow(moment), tellFacts(after)].filter(Boolean).join(' ')
    case 'message':
      return asksSomething(known)
        ? 'No model is at work just now, so free questions go unanswered. Where things stand:'
        : 'Noted.'
    case 'recorded':
      return tellRecorded(moment)
    case 'explain':
      return explain(moment)
    default:
      return known.cause satisfies never
  }
}

function tellRecorded({ known, after }: Moment): string {
  const last = ledgerOf(known.session).at(-1)
  const [output] = outputsAtHand(known.session)
  if (output && (!last || output.at > last.at)) {
    const isRead = after.statements.length > known.session.statements.length
    return isRead
      ? `The output is read. ${tellFacts(after)}`
      : 'The output is kept. Read it, and add what it shows as a fact.'
  }
  return last ? `Recorded: ${cutText(last.text, 300)}` : ''
}

function tellFlow({ known, flow, standing }: Moment): string {
  if (!flow) return 'No flow is called for by the words of this ticket.'
  if (standing?.node) return `You are in the flow “${flow.name}”.`
  const words = known.flow?.because.slice(0, 3).map((word) => `“${word}”`) ?? []
  const why = words.length > 0 ? `: the ticket says ${words.join(', ')}` : ''
  return `The flow “${flow.name}” fits this ticket${why}. Start it to be led step by step.`
}

function tellFacts({ statements }: Session): string {
  const open = statements.filter((s) => !s.isConfirmed).length
  if (open === 0) return ''
  return open === 1 ? 'One fact waits for your yes.' : `${open} facts wait for your yes.`
}

const asksSomething = ({ session, turnId }: KnownToRules): boolean =>
  session.lane.messages.some((m) => m.turnId === turnId && m.text.trim().endsWith('?'))

function explain({ flow, standing }: Moment): string {
  const node = standing?.node
  if (!node || !flow) return ''
  const answers = choicesOf(node).map((choice) => `“${flow.fill(choice.label)}”`)
  const leads = answers.length > 0 ? `It goes on by the answer: ${answers.join(', ')}.` : ''
  return [`**${flow.fill(node.title)}**`, flow.fill(node.body ?? ''), leads]
    .filter(Boolean)
    .join('\n\n')
}

const SURE = 0.7
const WORTH_NAMING = 0.4

function tellCauses({ after: { lane }, standing }: Moment): string {
  const [top] = weighCauses(lane).toSorted((a, b) => b.probability - a.probability)
  const hasResults = lane.checks.some((check) => check.state === 'done')
  if (!top || lane.hypotheses.length === 0 || top.probability < WORTH_NAMING) return ''
  if (top.key === null) {
    const shown = standing?.shown.at(-1)
    if (shown) return `Seen for “${cutText(shown.cause.cause, 200)}”; other results do not fit it.`
    return hasResults ? 'What was seen fits none of the suspected causes.' : ''
  }
  const cause = `“${cutText(top.cause, 200)}”`
  return top.probability >= SURE ? `Most speaks for ${cause}.` : `Most likely so far: ${cause}.`
}

function tellNext({ known, after, flow, standing }: Moment): string {
  const { lane } = after
  if (after.status === 'finished') return 'This session is finished.'
  const fix = activeFix(lane)
  if (fix?.tried?.outcome === 'worked') return 'Next: **finish the session**. The fix worked.'
  if (fix && !fix.tried) return tellFix(fix, known)
  if (standing?.node && flow) {
    return `Next: **${flow.fill(standing.node.title)}**, in the flow “${flow.name}”.`
  }
  const [best] = rankChecks(lane).checks
  const check = lane.checks.find((c) => c.id === best?.checkId)
  if (best && check) return `Next: **${check.title}** ${best.reason}`
  const question = lane.questions.find((q) => q.state === 'open')
  if (question) return `Next, ask: **${question.text}**`
  return 'Next: **add what you see**, or pick a flow from the list.'
}

function tellFix({ title }: Fix, { flow }: KnownToRules): string {
  const similar = tellSimilar(flow?.similar ?? null)
  return `Next: **${title}**, the fix on the table.${similar ? ` ${similar}.` : ''}`
}
