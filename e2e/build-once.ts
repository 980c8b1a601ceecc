/** Builds the extension once for all journeys, as it ships. */
import { execFileSync } from 'node:child_process'

export default function buildOnce() {
  // The test runner's own NODE_ENV would build React's development version in.
  const env = { ...process.env, NODE_ENV: 'production' }
  const shell = process.platform === 'win32'
  execFileSync('wxt', ['build'], { env, shell, stdio: ['ignore', 'ignore', 'inherit'] })
}
