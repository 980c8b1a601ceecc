/** A flow from a description: see `write-flow.ts`. */
import { WriteFlow } from '#shared/flow/build/contract.ts'
import { type App, answer } from '../answer.ts'
import { shareWriting } from './share-writing.ts'
import { writeFlow } from './write-flow.ts'

export function flowDescriptionRoutes(app: App): void {
  const { deps } = app
  const write = shareWriting(deps, (who, asked, signal) => writeFlow(deps, who, asked, signal))
  answer(app, WriteFlow, (asked, who, { signal }) => write(who, asked, signal))
}
