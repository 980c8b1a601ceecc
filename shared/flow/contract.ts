/** The questions one may ask about flows. */
import * as z from 'zod/mini'
import { Id, Instant, Sha256 } from '../ids.ts'
import { route } from '../route.ts'
import { Flow, FlowKind, Fork, NodeId } from './flow.ts'
import { Folder } from './folders.ts'

/** Of a flow that is a copy: from which, who made it, when and why. */
export const ForkOf = z
  .extend(Fork, { by: z.string(), at: Instant })
  .check(z.meta({ id: 'ForkOf' }))
export type ForkOf = z.infer<typeof ForkOf>

/** A flow in a list: enough to offer and rank it, kept by the panel for working offline. */
export const FlowSummary = z
  .object({
    id: Id,
    version: Sha256,
    slug: NodeId,
    name: z.string(),
    kind: FlowKind,
    summary: z.string(),
    category: z.string(),
    words: z.array(z.string()),
    tags: z.array(z.string()),
    /** Where the team keeps it; empty where it is in none. */
    folder: Folder,
    isSubFlow: z.boolean(),
    isBuiltIn: z.boolean(),
    /** Who made it; later versions may be of others. */
    authorId: Id,
    /** None where it is no copy of another. */
    forkOf: z.nullable(ForkOf),
    publishedAt: Instant,
  })
  .check(z.meta({ id: 'FlowSummary' }))
export type FlowSummary = z.infer<typeof FlowSummary>

export const ListFlows = route({
  method: 'GET',
  path: '/flows',
  summary: 'Every published flow of the team and the built-in ones, newest version of each',
  may: 'readFlows',
  request: z.object({}),
  response: z.object({ flows: z.array(FlowSummary) }),
})

export const GetFlowVersion = route({
  method: 'GET',
  path: '/flows/versions/:version',
  summary: 'One version of a flow, whole; it never changes',
  may: 'readFlows',
  request: z.object({ version: Sha256 }),
  response: Flow,
})

export const RemoveFlow = route({
  method: 'DELETE',
  path: '/flows/:flowId',
  summary:
    'Take a flow out of the library; sessions under way go on with the version they began with',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({ flowId: Id }),
  response: z.object({}),
})

/** A flow that was taken out of the library; it can be put back. */
export const RemovedFlow = z
  .object({ id: Id, slug: z.string(), name: z.string(), removedAt: z.iso.datetime() })
  .check(z.meta({ id: 'RemovedFlow' }))
export type RemovedFlow = z.infer<typeof RemovedFlow>

export const ListRemovedFlows = route({
  method: 'GET',
  path: '/removed-flows',
  summary: 'Flows that were taken out of the library, the last one first',
  may: 'publishFlows',
  request: z.object({}),
  response: z.object({ flows: z.array(RemovedFlow), isMore: z.boolean() }),
})

export const PutBackFlow = route({
  method: 'POST',
  path: '/removed-flows/:flowId/back',
  summary: 'Put a flow back into the library, with its versions and its steps',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({ flowId: Id }),
  response: z.object({ version: Sha256 }),
})

/** A version in the list of those of its flow. */
export const FlowVersionHead = z
  .object({
    version: Sha256,
    /** When it was published first. */
    publishedAt: Instant,
    /** Of the one that is offered now: when the flow went back to it, if it did. */
    backSince: z.nullable(Instant),
    authorName: z.string(),
    changeReason: z.nullable(z.string()),
    steps: z.int(),
  })
  .check(z.meta({ id: 'FlowVersionHead' }))
export type FlowVersionHead = z.infer<typeof FlowVersionHead>

export const ListFlowVersions = route({
  method: 'GET',
  path: '/flows/:flowId/versions',
  summary: 'Every version of a flow that was published, newest first, at most the last 200',
  may: 'readFlows',
  request: z.object({ flowId: Id }),
  response: z.object({ versions: z.array(FlowVersionHead) }),
})

export const WHOSE = ['all', 'mine', 'favourites', 'team', 'built_in'] as const
export type WhoseFlows = (typeof WHOSE)[number]

export const SearchFlows = route({
  method: 'GET',
  path: '/flows/search',
  summary: 'Flows by words: name, summary, ticket words, text of steps; forgiving of typos',
  may: 'readFlows',
  pace: 'search',
  request: z.object({
    q: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 10),
    /** Only those of the library that are picked out so (`shared/flow/pick-flows.ts`). */
    ...{ whose: z.optional(z.enum(WHOSE)), category: z.optional(z.string()) },
    /** `Printing / North site`, and what is beneath it. */
    folder: z.optional(z.string().check(z.maxLength(400))),
    /** One in a line. */
    tags: z.optional(z.string().check(z.maxLength(2_000))),
  }),
  response: z.object({
    hits: z.array(z.object({ flow: FlowSummary, step: z.nullable(z.string()) })),
  }),
})
