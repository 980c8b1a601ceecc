/**
 * Keeps what Node has compiled, so that the next start need not do it again: half of what
 * loading the API costs.
 *
 * Whoever may write there decides what this process runs, so it is a folder of our own and never
 * the machine's temporary one, which Node would take by itself. Where it cannot be written every
 * start compiles anew and nothing else changes. Node's own `NODE_COMPILE_CACHE` goes before it,
 * and `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

export const CACHE_FOLDER = join(import.meta.dirname, '../node_modules/.cache/resolutionflow')

/** Empty text is no folder, as everywhere in the configuration. */
export function keepCompiled(asked: string | undefined): void {
  const folder = asked?.trim() || CACHE_FOLDER
  enableCompileCache({ directory: join(folder, 'compiled'), portable: true })
}
