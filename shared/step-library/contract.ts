/**
 * The questions one may ask about the step library: steps that are used again, in flows and in the
 * middle of work.
 *
 * Some are written for it. Others are the steps of published checklists: those stand here as their
 * flow has them, and are changed there alone.
 */
import * as z from 'zod/mini'
import { NodeId } from '../flow/flow.ts'
import { BasedOn, Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { StepContent, Visibility } from './step-content.ts'

const Stars = z.int().check(z.minimum(1), z.maximum(5))

export const StepReview = z
  .object({
    stars: Stars,
    text: z.string(),
    reviewedAt: Instant,
    reviewedBy: z.string(),
    isMine: z.boolean(),
  })
  .check(z.meta({ id: 'StepReview' }))
export type StepReview = z.infer<typeof StepReview>

export const LibraryStep = z
  .object({
    id: Id,
    content: StepContent,
    visibility: Visibility,
    /** Rises with each change; sent back so that nobody overwrites another's work. */
    revision: z.int(),
    /** It stands here as a flow has it, and is changed there. */
    isFlowSynced: z.boolean(),
    /** That flow, as it is called today, and which of its steps; none where it was written here. */
    source: z.nullable(z.object({ flowId: Id, flowName: z.string(), node: NodeId })),
    isBuiltIn: z.boolean(),
    authorId: Id,
    authorName: z.string(),
    savedAt: Instant,
    /** How it is rated, on average; none while nobody has. */
    stars: z.nullable(z.number()),
    reviews: z.int(),
  })
  .check(z.meta({ id: 'LibraryStep' }))
export type LibraryStep = z.infer<typeof LibraryStep>

export const ListLibrarySteps = route({
  method: 'GET',
  path: '/library-steps',
  summary: 'Steps of the library by their words, best first, or all by title',
  may: 'readFlows',
  pace: 'search',
  request: z.object({
    q: z.optional(z.string().check(z.trim(), z.maxLength(200))),
    /** Only those that one wrote oneself. */
    whose: z._default(z.enum(['everybody', 'own']), 'everybody'),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)), 0),
  }),
  response: z.object({
    steps: z.array(LibraryStep),
    /** Further ones come after these. */
    isMore: z.boolean(),
  }),
})

export const ReadLibraryStep = route({
  method: 'GET',
  path: '/library-steps/:stepId',
  summary: 'One step of the library with what people say of it, newest first',
  may: 'readFlows',
  request: z.object({ stepId: Id }),
  response: z.object({ step: LibraryStep, reviews: z.array(StepReview) }),
})

export const SaveLibraryStep = route({
  method: 'PUT',
  path: '/library-steps/:stepId',
  summary: 'Write or change a step of the library; one that a flow has is changed in its flow',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({
    stepId: Id,
    /** The revision that was changed; 0 for a new one. */
    basedOn: BasedOn,
    visibility: Visibility,
    content: StepContent,
  }),
  response: LibraryStep,
})

export const DeleteLibraryStep = route({
  method: 'DELETE',
  path: '/library-steps/:stepId',
  summary: 'Take a step out of the library; flows and sessions that hold it keep it',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({ stepId: Id }),
  response: z.object({}),
})

export const ReviewLibraryStep = route({
  method: 'PUT',
  path: '/library-steps/:stepId/review',
  summary: 'Rate a step and say why; what one said of it before is replaced',
  may: 'workOnSessions',
  pace: 'author',
  request: z.object({
    stepId: Id,
    stars: Stars,
    text: z.string().check(z.trim(), z.maxLength(1_000)),
  }),
  response: z.object({ step: LibraryStep, reviews: z.array(StepReview) }),
})
