/**
 * Builds the page program in memory, once per Draft.js version and process. Vite puts React 16
 * under the names React 19 has elsewhere in this project, since Draft.js was made for it.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import type { Switches } from './switches.ts'

export type DraftVersion = Switches['draft']

const draftPackages: Record<DraftVersion, string> = {
  '0.11.7': 'draft-js',
  '0.10.5': 'draft-js-010',
}
/** The address names the content, so that a browser may keep it for good. */
export type Bundle = { script: string; path: string }

const built = new Map<DraftVersion, Promise<Bundle>>()

export function bundlePage(draft: DraftVersion): Promise<Bundle> {
  const before = built.get(draft)
  if (before) return before
  const bundle = buildPage(draft).then((script) => {
    const hash = createHash('sha256').update(script).digest('hex').slice(0, 12)
    return { script, path: `/standin/page-${draft}-${hash}.js` }
  })
  built.set(draft, bundle)
  bundle.catch(() => built.delete(draft))
  return bundle
}

async function buildPage(draft: DraftVersion): Promise<string> {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const result = await build({
    configFile: false,
    envFile: false,
    root: here('.'),
    mode: 'production',
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    // Else a test runner's NODE_ENV would ask for React's development build.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: {
      alias: [
        { find: /^react$/, replacement: 'react-16' },
        { find: /^react\/(.*)$/, replacement: 'react-16/$1' },
        { find: /^react-dom$/, replacement: 'react-dom-16' },
        { find: /^draft-js$/, replacement: draftPackages[draft] },
      ],
    },
    plugins: [lzmaAsModule()],
    build: {
      write: false,
      minify: true,
      rolldownOptions: {
        input: here('page/main.ts'),
        output: { format: 'iife', entryFileNames: 'page.js' },
      },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  for (const output of outputs) {
    const chunk = 'output' in output ? output.output.find((o) => o.type === 'chunk') : undefined
    if (chunk) return chunk.code
  }
  throw new Error('Vite built no page program.')
}

/** The package writes its functions to `this`, as a plain script may and a module may not. */
function lzmaAsModule(): Plugin {
  const source = createRequire(import.meta.url).resolve('lzma/src/lzma_worker-min.js')
  return {
    name: 'lzma-as-module',
    enforce: 'pre',
    resolveId: (id) => (id === 'lzma' ? '\0lzma' : undefined),
    load: async (id) => {
      if (id !== '\0lzma') return undefined
      const script = await readFile(source, 'utf8')
      return `const holder = {};(function(){${script}\n}).call(holder);export default holder.LZMA`
    },
  }
}
