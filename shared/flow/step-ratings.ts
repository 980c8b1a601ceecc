/** What people have said of the steps of a flow, for those who may change it. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { NodeId } from './flow.ts'

const StepRating = z.object({
  node: NodeId,
  verdict: z.enum(['helped', 'to_mend']),
  text: z.string(),
  ratedAt: Instant,
  ratedBy: z.string(),
})
export type StepRating = z.infer<typeof StepRating>

export const ReadStepRatings = route({
  method: 'GET',
  path: '/flows/:flowId/ratings',
  summary: 'What people have said of the steps of a flow while they worked, newest first',
  may: 'authorFlows',
  request: z.object({ flowId: Id }),
  response: z.object({ ratings: z.array(StepRating) }),
})
