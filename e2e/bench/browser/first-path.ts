/** Which files of the built extension a page loads before it can draw, and what each weighs. */
import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface Part {
  path: string
  bytes: number
  zipped: number
}

/** A page and all that it names or that is imported statically from there on: what is loaded before it draws. */
export function firstPath(dir: string, page: string): Part[] {
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

export function weigh(dir: string, path: string): Part {
  const content = readFileSync(join(dir, path))
  return { path, bytes: content.length, zipped: gzipSync(content, { level: 9 }).length }
}
