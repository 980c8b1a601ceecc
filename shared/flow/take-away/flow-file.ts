/**
 * A flow as a file: what another team, or another installation, takes in (`read-flow-file.ts`).
 *
 * The file says what it is and in which version of this form, so that whoever reads it can say
 * what is wrong with it. Ids of the team, of people and of versions are not in it, nor what it is a copy of; slugs of
 * sub-flows are, since they are how a flow names another.
 */
import * as z from 'zod/mini'
import { FlowContent } from '../flow.ts'

export const FLOW_FORMAT = 'resolutionflow/flow'
export const FORMAT_VERSION = 1

export const FlowFile = z.object({
  format: z.literal(FLOW_FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  flow: FlowContent,
})
export type FlowFile = z.infer<typeof FlowFile>

export function writeFlowFile({ fork: _, ...flow }: FlowContent): string {
  const file: FlowFile = { format: FLOW_FORMAT, formatVersion: FORMAT_VERSION, flow }
  return `${JSON.stringify(file, null, 2)}\n`
}
