/**
 * A model's summary as it may be kept and shown: plain characters, as short as it was asked for.
 * None where nothing is left of what the reporter has.
 */
import { plain, plainLine } from '../assistant/gate/plain.ts'
import type { TicketSummary } from './summary.ts'

const MOST_MISSING = 4

export function gateSummary({ problem, lastAction, missing }: TicketSummary) {
  const said = plain(problem, 800)
  if (said === '') return undefined
  return {
    problem: said,
    lastAction: plain(lastAction, 500),
    missing: missing
      .map((question) => plainLine(question, 200))
      .filter((question) => question !== '')
      .slice(0, MOST_MISSING),
  }
}
