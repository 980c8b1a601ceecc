/**
 * A flow as a file: what another team, or another installation, takes in.
 *
 * The file says what it is and in which version of this form, so that whoever reads it can say
 * what is wrong with it. Ids of the team, of people and of versions are not in it; slugs of
 * sub-flows are, since they are how a flow names another.
 */
import * as z from 'zod/mini'
import { FlowContent } from '../flow.ts'

export const FlowFile = z.object({
  format: z.literal('resolutionflow/flow'),
  formatVersion: z.literal(1),
  flow: FlowContent,
})
export type FlowFile = z.infer<typeof FlowFile>

export function writeFlowFile(flow: FlowContent): string {
  const file: FlowFile = { format: 'resolutionflow/flow', formatVersion: 1, flow }
  return `${JSON.stringify(file, null, 2)}\n`
}
