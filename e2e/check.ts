/** `npm run check`: everything that answers in seconds, side by side. */
import { CHECKS, PURE_TESTS, runSteps } from './run-steps.ts'

process.exit((await runSteps([...CHECKS, PURE_TESTS])) ? 0 : 1)
