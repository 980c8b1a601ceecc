/**
 * How often each answer of a step was taken in sessions that were finished: what is usual here, at
 * the question that one stands at. A share and never a number, and none where so few have answered
 * that one could guess whose answer it was.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'
import { NodeId } from './flow.ts'

/** In so many of the team's newest finished sessions. */
export interface AnswerCount {
  node: string
  choice: string
  sessions: number
}

const AnswerShare = z.object({
  node: NodeId,
  choice: NodeId,
  /** Of all answers taken at this step, from 0 to 1. */
  share: z.number().check(z.minimum(0), z.maximum(1)),
})
export type AnswerShare = z.infer<typeof AnswerShare>

export const ReadAnswersTaken = route({
  method: 'GET',
  path: '/flows/:flowId/answers-taken',
  summary: 'How the answers of a flow were taken in the team’s finished sessions, as shares',
  may: 'readFlows',
  request: z.object({ flowId: Id }),
  response: z.object({ answers: z.array(AnswerShare) }),
})

/** Fewer than this have no shares. */
export const FEWEST_ANSWERS = 5

export function shareOut(counts: readonly AnswerCount[]): AnswerShare[] {
  const all = new Map<string, number>()
  for (const { node, sessions } of counts) all.set(node, (all.get(node) ?? 0) + sessions)
  return counts.flatMap(({ node, choice, sessions }) => {
    const ofNode = all.get(node) ?? 0
    return ofNode < FEWEST_ANSWERS ? [] : [{ node, choice, share: sessions / ofNode }]
  })
}
