import { join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'wxt'
import pkg from './package.json' with { type: 'json' }

/**
 * The public half of a key that fixes the extension's id while it is not in a store, so
 * that a server can name the one origin it answers (see docs/configuration.md).
 */
const EXTENSION_KEY = process.env.EXTENSION_KEY

/** LZMA-JS hangs its decoder on `this`, which a module does not have. */
const lzmaAsModule = {
  name: 'lzma-as-module',
  transform(code: string, id: string) {
    if (!id.endsWith('lzma/src/lzma-d.js')) return undefined
    return code.replace(/^this\.LZMA = .*$/m, 'export default { LZMA }')
  },
}

const FIRST_OF_PANEL =
  /wxt-html-plugins|[\\/](extension[\\/](panel|client|bridge|ui)|node_modules[\\/]react-dom)[\\/]/

/**
 * Names the file of what the panel imports before it can draw. What only the pages import at once
 * stays out of it, although it lies in the same rooms.
 */
function nameFirst(): (id: string, graph: Graph) => string | undefined {
  let first: Set<string> | undefined
  return (id, graph) => {
    if (!FIRST_OF_PANEL.test(id)) return undefined
    first ??= importedFrom(PANEL, graph)
    return first.has(id) ? 'first' : undefined
  }
}

const PANEL = join(import.meta.dirname, 'extension/entrypoints/sidepanel/index.html')
interface Graph {
  getModuleInfo(id: string): { importedIds: string[] } | null
}

function importedFrom(entry: string, graph: Graph): Set<string> {
  const found = new Set([entry])
  // A set goes on to what is added to it while it is walked.
  for (const id of found) {
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  }
  return found
}

/**
 * What the panel loads before it can draw comes in one file, since each file more costs it
 * milliseconds; but for the few kilobytes that ask the browser for what is to be drawn. Those
 * run as soon as they are there, while the rest is being compiled. What comes later comes in
 * few files too, each with what is needed at one time.
 */
const fewFiles: Plugin = {
  name: 'few-files',
  outputOptions(options) {
    if (options.format !== 'es') return undefined
    const groups = [
      { name: 'ahead', test: /[\\/]panel[\\/]ahead\.ts$/, priority: 1 },
      { name: nameFirst(), debugName: 'first' },
      {
        name: 'contracts',
        test: /[\\/]shared[\\/](health|\w+[\\/](contract|event|flow|ticket))\.ts$/,
      },
      { name: 'icons', test: /[\\/]lucide-react[\\/]/ },
      { name: 'work', test: /[\\/]panel[\\/](session|ticket|first-run)[\\/]/ },
      { name: 'redact', test: /[\\/]shared[\\/]redact[\\/]/ },
      { name: 'notes', test: /[\\/]shared[\\/]note[\\/]/ },
    ]
    return { ...options, codeSplitting: { groups } }
  },
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace(
        /<link rel="modulepreload" crossorigin href="([^"]*\/ahead-[^"]*)">/,
        '<script type="module" async crossorigin src="$1"></script>',
      ),
  },
}

const OPTIONAL_SITES = ['https://*/*', 'http://localhost/*']

export default defineConfig({
  srcDir: 'extension',
  outDir: 'dist',
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  imports: false,
  vite: () => ({
    plugins: [tailwindcss(), lzmaAsModule, fewFiles],
    // Every browser we run in knows it.
    build: { modulePreload: { polyfill: false } },
  }),
  manifest: ({ browser, manifestVersion }) => ({
    name: 'ResolutionFlow',
    description: pkg.description,
    version: pkg.version,
    ...(EXTENSION_KEY ? { key: EXTENSION_KEY } : {}),
    action: { default_title: 'Open ResolutionFlow' },
    // Redaction is written with pattern modifiers, `(?-i:…)`.
    minimum_chrome_version: '125',
    permissions: [
      'storage',
      'scripting',
      'alarms',
      ...(browser === 'firefox' ? [] : ['sidePanel' as const]),
    ],
    // The same sites that the content script names: without this the script could not be put
    // into tickets that are open while the extension is installed or updated.
    host_permissions: ['https://*.myconnectwise.net/*', 'https://staging.connectwisedev.com/*'],
    // A ConnectWise server of one's own, or the stand-in, granted one by one; Firefox's manifest
    // of version 2 keeps them with the rest. Notices are shown by the browser once it is asked for.
    optional_permissions: ['notifications', ...(manifestVersion === 2 ? OPTIONAL_SITES : [])],
    ...(manifestVersion === 2 ? {} : { optional_host_permissions: OPTIONAL_SITES }),
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src https: http://localhost:* http://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  }),
})
