/** Where in a walk: a node in one run of a flow. */
import * as z from 'zod/mini'
import { NodeId } from '../flow/flow.ts'
import { Id } from '../ids.ts'

export const Place = z.object({ runId: Id, nodeId: NodeId })
export type Place = z.infer<typeof Place>

export const isSamePlace = (a: Place | null | undefined, b: Place | null | undefined): boolean =>
  a?.runId === b?.runId && a?.nodeId === b?.nodeId
