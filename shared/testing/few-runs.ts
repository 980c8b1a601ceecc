/**
 * Before `npm run check` alone: a tenth of the random runs, so that it answers while one looks on.
 * `npm test` does them all.
 */
import fc from 'fast-check'
import { USUAL_RUNS } from './runs-of.ts'

fc.configureGlobal({ numRuns: USUAL_RUNS / 10 })
