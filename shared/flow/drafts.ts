/**
 * The questions one may ask about drafts: flows that somebody is still writing.
 *
 * A draft is its author's and the leads'; nobody else sees it, and no ticket is offered it. It is
 * of no flow yet, or of one of the team's, based on one of its versions. Publishing makes a version
 * of it that never changes and takes the draft away; sessions go on with the one they run on.
 */
import * as z from 'zod/mini'
import { BasedOn, Id, Instant, Sha256 } from '../ids.ts'
import { route } from '../route.ts'
import { DraftContent } from './edit/draft-content.ts'
import { FlowKind } from './flow.ts'

/** Which flow it is to become the next version of, and which version it was begun from. */
export const DraftOf = z.object({ flowId: Id, version: Sha256 })
export type DraftOf = z.infer<typeof DraftOf>

const head = {
  id: Id,
  /** None for a flow that is new. */
  of: z.nullable(DraftOf),
  name: z.string(),
  kind: FlowKind,
  isFork: z.boolean(),
  /** Rises with each save; sent back so that nobody overwrites another's work. */
  revision: z.int(),
  authorId: Id,
  authorName: z.string(),
  savedBy: z.string(),
  savedAt: Instant,
}

export const DraftHead = z.object(head).check(z.meta({ id: 'DraftHead' }))
export type DraftHead = z.infer<typeof DraftHead>

export const FlowDraft = z
  .object({ ...head, content: DraftContent })
  .check(z.meta({ id: 'FlowDraft' }))
export type FlowDraft = z.infer<typeof FlowDraft>

export const ListDrafts = route({
  method: 'GET',
  path: '/drafts',
  summary: 'One’s own drafts of flows, and for leads those of the whole team; newest first',
  may: 'authorFlows',
  request: z.object({}),
  response: z.object({ drafts: z.array(DraftHead) }),
})

export const ReadDraft = route({
  method: 'GET',
  path: '/drafts/:draftId',
  summary: 'One draft of a flow, whole',
  may: 'authorFlows',
  request: z.object({ draftId: Id }),
  response: FlowDraft,
})

export const SaveDraft = route({
  method: 'PUT',
  path: '/drafts/:draftId',
  summary: 'Begin or change a draft: much may be missing in it, nothing may be torn',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({
    draftId: Id,
    /** The revision that was changed; 0 for a new one. */
    basedOn: BasedOn,
    of: z.nullable(DraftOf),
    content: DraftContent,
  }),
  response: DraftHead,
})

export const DropDraft = route({
  method: 'DELETE',
  path: '/drafts/:draftId',
  summary: 'Drop a draft; the flow it is of stays as it is published',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({ draftId: Id }),
  response: z.object({}),
})

export const PublishDraft = route({
  method: 'POST',
  path: '/drafts/:draftId/publish',
  summary: 'Make a draft that lacks nothing the newest version of its flow, for everybody',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({
    draftId: Id,
    /** The revision that was read: what somebody has saved since is not published unseen. */
    revision: z.int().check(z.minimum(1)),
  }),
  response: DraftOf,
})
