/**
 * Before `npm run check` alone: a quarter of the random runs, so that it answers while one looks on.
 * `npm test` does them all.
 */
import fc from 'fast-check'

if (import.meta.env.MODE === 'check') fc.configureGlobal({ numRuns: 25 })
