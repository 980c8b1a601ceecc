/**
 * The doubt of a turn about the flow in which one stands: kept only while one still stands
 * there, and only with something of the record or the ticket to rest on.
 */
import type { FlowDoubt } from '../../session/lane-event.ts'
import { runHere } from '../../session/run-here.ts'
import type { Session } from '../../session/session.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { plainLine } from './plain.ts'

/** `asked` is the session as the request showed it: the doubt is about the flow seen there. */
export function gateDoubt(
  [doubt]: TurnResult['flow_doubt'],
  asked: Session,
  at: AtGate,
): FlowDoubt | null {
  if (!doubt) return null
  const drop = (why: string) => {
    at.drops.add(`Doubt of the flow: ${doubt.why}`, why)
    return null
  }
  const here = runHere(asked)
  if (!here) return drop('No flow is being walked.')
  if (runHere(at.session)?.id !== here.id) return drop('The flow was left meanwhile.')
  const why = plainLine(doubt.why)
  if (why === '') return drop('It does not say why.')
  const evidence = at.evidenceList(doubt.evidence, why)
  if (!evidence.some((id) => !id.startsWith('knowledge:'))) {
    return drop('Nothing in the record or the ticket was named for it.')
  }
  return { version: here.flow.version, why, evidence }
}
