/**
 * `npm test`: everything, from a fresh clone. The checks first, side by side; then every test:
 * pure ones, the API on both databases, the stand-in, and the journeys in a real browser.
 */
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './find-browser.ts'
import { CHECKS, runSteps } from './run-steps.ts'

try {
  process.env.CHROMIUM_PATH = ensureBrowser()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

if (!(await runSteps(CHECKS))) process.exit(1)
const { status } = spawnSync('vitest', ['run'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exit(status ?? 1)
