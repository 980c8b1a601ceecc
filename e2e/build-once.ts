/** Builds the extension once for all journeys, as it ships. */
import { execFileSync } from 'node:child_process'

export default function buildOnce() {
  execFileSync('wxt', ['build'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
