/** What is downloaded and parsed: the zip, the panel's first path, the content script. */
import { statSync } from 'node:fs'
import { posix } from 'node:path'
import type { Measure } from '../given.ts'
import { type Row, tellBytes } from '../table.ts'
import { buildExtension } from './build-extension.ts'
import { firstPath, type Part, weigh } from './first-path.ts'

const KIB = 1024
const GOAL_ZIP = 300 * KIB
const GOAL_PANEL = 120 * KIB

export const measureSize: Measure = async (given) => {
  const { dir, zip } = await buildExtension(given)
  const panel = firstPath(dir, 'sidepanel.html')
  const largest = [...panel].sort((a, b) => b.zipped - a.zipped).slice(0, 3)
  const sum = (parts: readonly Part[], of: 'bytes' | 'zipped') =>
    parts.reduce((total, part) => total + part[of], 0)
  const alone = (what: string, path: string): Row => {
    const part = weigh(dir, path)
    return { what, product: tellBytes(part.bytes), against: `gzipped ${tellBytes(part.zipped)}` }
  }
  const zipped = sum(panel, 'zipped')
  return {
    title: 'Size of the extension',
    about:
      'The zip that goes to a store, and what the side panel loads before it can draw: its page with everything that is imported statically, not what is fetched when a dialog or the note is opened.',
    rows: [
      {
        what: 'zip',
        product: tellBytes(statSync(zip).size),
        goal: tellBytes(GOAL_ZIP),
        isMet: statSync(zip).size <= GOAL_ZIP,
      },
      {
        what: 'panel’s first path, gzipped',
        product: tellBytes(zipped),
        against: `${panel.length} files, plain ${tellBytes(sum(panel, 'bytes'))}; most in ${largest
          .map((part) => `${posix.basename(part.path)} ${tellBytes(part.zipped)}`)
          .join(', ')}`,
        goal: tellBytes(GOAL_PANEL),
        isMet: zipped <= GOAL_PANEL,
      },
      alone('content script', 'content-scripts/connectwise.js'),
      alone('worker', 'background.js'),
    ],
  }
}
