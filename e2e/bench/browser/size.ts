/** What is downloaded and parsed: the zip, the panel's first path, the content script. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measure } from '../given.ts'
import { type Row, tellBytes } from '../table.ts'
import { buildExtension } from './build-extension.ts'

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

interface Part {
  path: string
  bytes: number
  zipped: number
}

/** A page and all that it names or that is imported statically from there on. */
function firstPath(dir: string, page: string): Part[] {
  const seen = new Map<string, Part>()
  const waiting = [page]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.set(path, weigh(dir, path))
    waiting.push(...namedBy(path, readFileSync(join(dir, path), 'utf8')))
  }
  return [...seen.values()]
}

function namedBy(path: string, text: string): string[] {
  const named = path.endsWith('.html')
    ? text.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+\.(?:js|css))"/g)
    : path.endsWith('.js')
      ? // `import(…)` is fetched later and has a bracket where these have a quotation mark.
        text.matchAll(/(?:^|[;}\s])(?:import|export)(?:[\w*{}\s,$]+from)?\s*["']([^"']+)["']/g)
      : []
  return [...named].map(([, name = '']) =>
    name.startsWith('/') ? name.slice(1) : posix.join(dirname(path), name),
  )
}

function weigh(dir: string, path: string): Part {
  const content = readFileSync(join(dir, path))
  return { path, bytes: content.length, zipped: gzipSync(content, { level: 9 }).length }
}
