/**
 * A resolved session as chunks: what the problem was, the path that was taken, how it ended.
 *
 * The same case twice. As it was, for those who work for that client; and without any name for
 * the rest of the team, since how a fault was found helps everybody and whose it was nobody. A
 * session that is not resolved, or rests on nothing that was done, is no knowledge and gives none.
 */
import { CAUSE_WORDS, tellTick } from '../note/wording.ts'
import type { Session, Step } from '../session/session.ts'
import type { Statement } from '../session/statement.ts'
import { type Chunk, lineOf, makeChunk } from './chunk.ts'

export interface SessionSource {
  sessionId: string
  session: Session
  /** Takes secrets out. */
  mask: (text: string) => string
  /** Takes out whose case it was; see `without-names.ts`. None where nobody knows whose. */
  anonymise: ((text: string) => string) | null
}

const MOST_STEPS = 40

export function chunkSession({ sessionId, session, mask, anonymise }: SessionSource): Chunk[] {
  const { outcome } = session
  const path = session.steps.filter((step) => step.isOnPath).slice(-MOST_STEPS)
  const { told, ofSteps } = statementsToTell(session)
  if (outcome?.outcome !== 'resolved' || path.length + told.length === 0) return []
  const flows = [...new Set(session.runs.map(({ flow }) => flow.name))]
  const header = [...flows, outcome.cause.text].filter(Boolean).join(' › ')
  const body = [
    heading('Problem', [session.ticket?.summary, ...told.filter(isReport).map(textOf)]),
    heading('What was done', [
      ...path.map((step) => [tellStep(step), ofSteps.get(step.id)].filter(Boolean).join('. ')),
      ...told.filter((one) => !isReport(one)).map(textOf),
    ]),
    heading('Outcome', [
      outcome.cause.text && `Cause (${CAUSE_WORDS[outcome.cause.status]}): ${outcome.cause.text}`,
      outcome.verification.text && `Verified: ${outcome.verification.text}`,
      outcome.remark,
    ]),
  ]
    .filter(Boolean)
    .join('\n\n')
  const title = session.ticket?.summary || outcome.cause.text || flows[0] || 'A resolved case'
  const make = (of: Pick<Chunk, 'reach'>, id: string, change: (text: string) => string) =>
    makeChunk({
      ...of,
      citation: { id, title: lineOf(change(mask(title))), sessionId },
      kind: 'session',
      header: change(mask(header)),
      body: change(mask(body)),
    })
  const asItWas = (text: string) => text
  return [
    ...(session.ticket?.client ? [make({ reach: 'client' }, `session:${sessionId}`, asItWas)] : []),
    ...(anonymise ? [make({ reach: 'team' }, `case:${sessionId}`, anonymise)] : []),
  ]
}

/** What somebody said or confirmed, with its step where it has one; a guess is not passed on. */
function statementsToTell({ statements, steps }: Session) {
  const known = new Set(steps.map(({ id }) => id))
  const told: Statement[] = []
  const ofSteps = new Map<string, string>()
  for (const statement of statements) {
    const { kind, isConfirmed, stepId, text } = statement
    if (kind === 'hypothesis' || !isConfirmed) continue
    if (stepId && known.has(stepId)) ofSteps.set(stepId, text)
    else told.push(statement)
  }
  return { told, ofSteps }
}

const isReport = ({ kind }: Statement): boolean => kind === 'report'
const textOf = ({ text }: Statement): string => text

function tellStep({ title, result }: Step): string {
  switch (result.kind) {
    case 'choice':
    case 'seen':
      return `${title}: ${result.label}`
    case 'value':
      return title
    case 'custom':
      return `${title} (${result.result.replaceAll('_', ' ')})`
    case 'ended':
      return title
    case 'ticked':
      return `${title} (${tellTick(result.tick)})`
    default:
      return result satisfies never
  }
}

const heading = (name: string, lines: readonly (string | undefined | false)[]): string => {
  const unique = [...new Set(lines.filter((line): line is string => Boolean(line)))]
  return unique.length > 0 ? `${name}\n${unique.map((line) => `- ${line}`).join('\n')}` : ''
}
