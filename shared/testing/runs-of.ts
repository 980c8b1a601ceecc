/**
 * How often a random test is run whose own number is not the usual one, in proportion to how often
 * the usual ones are: `npm run check` asks for fewer of all.
 */
import fc from 'fast-check'

/** What fast-check does where nobody asks for another number. */
export const USUAL_RUNS = 100

export const runsOf = (whole: number): number =>
  Math.ceil((whole * (fc.readConfigureGlobal()?.numRuns ?? USUAL_RUNS)) / USUAL_RUNS)
