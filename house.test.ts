/** The house checks its own shape, and tells how to comply. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'

const ROOMS = ['api', 'db', 'e2e', 'extension', 'shared']
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', ...ROOMS],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
const code = files.filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'))
const read = (file: string) => readFileSync(file, 'utf8')

test('files are kebab-case for what computes and PascalCase for what draws', () => {
  const odd = code.filter((file) =>
    file.endsWith('.tsx')
      ? !/^([A-Z][A-Za-z0-9]*|main|[a-z0-9-]+)(\.test)?\.tsx$/.test(basename(file))
      : !/^[a-z0-9][a-z0-9.-]*\.ts$/.test(basename(file)),
  )
  expect(odd, 'rename: kebab-case.ts computes, PascalCase.tsx draws').toEqual([])
})

test('no file is named after nothing', () => {
  const odd = code.filter((file) =>
    /(^|[/-])(utils?|helpers?|manager|service|handler|processor|misc|common|index)\.tsx?$/.test(
      file,
    ),
  )
  expect(odd, 'name it by what it does; no barrels').toEqual([])
})

/** Biome knows this rule too, but reads all of node_modules for it: half of its time. */
test('an import names its file whole, with its extension', () => {
  const bare = code.flatMap((file) =>
    [...read(file).matchAll(/\b(?:from|import)\s*\(?\s*'((?:\.{1,2}\/|#)[^']*)'/g)]
      .filter(([, named = '']) => !/\.([cm]?[jt]s|tsx|css|json|html|svg)(\?\w+)?$/.test(named))
      .map(([, named]) => `${file}: ${named}`),
  )
  expect(bare, 'write the extension: Node runs these files as they are').toEqual([])
})

/** Tables and sample lists may be long; everything else is two files well before this. */
const TABLES =
  /^(db\/tables\.ts$|shared\/session\/event\.ts$|e2e\/connectwise\/rest\/fields\.ts$|db\/seed\/|db\/migrations\/|shared\/redact\/samples\/|e2e\/connectwise\/seed\/|e2e\/assistant\/demo\/cases\/)|\.test\.tsx?$|\.e2e\.ts$/

test('no file but a table is longer than 400 lines', () => {
  const long = code.filter((file) => !TABLES.test(file) && read(file).split('\n').length > 401)
  expect(long, 'one idea per file: split it').toEqual([])
})

test('colours live in the tokens', () => {
  const ours = files.filter((file) => /^extension\/.*\.(tsx?|css|html)$/.test(file))
  const stray = ours.filter(
    (file) =>
      !/tokens(\.test)?\.(css|ts)$/.test(file) &&
      /#[0-9a-f]{3}([0-9a-f]{3})?\b(?![\w-])|\b(rgba?|hsla?|oklch)\(/i.test(
        read(file).replace(/#\$?\{?\w*\}?\d{4,}|'#[^']*'|`#[^`]*`|>#/g, ''),
      ),
  )
  expect(stray, 'use a token of extension/ui/tokens.css').toEqual([])
})

test('only the named rooms speak to the browser', () => {
  const stray = code.filter(
    (file) =>
      file.startsWith('extension/') &&
      !/^extension\/(bridge|background|entrypoints|client)(\/|\.ts)|\.test\.tsx?$|\/testing\//.test(
        file,
      ) &&
      /from 'wxt\/browser'|\bchrome\./.test(read(file)),
  )
  expect(stray, 'ask bridge/, background/ or client.ts instead').toEqual([])
})

test('only client/ asks a server; an entry point hands it the means', () => {
  const stray = code.filter(
    (file) =>
      file.startsWith('extension/') &&
      !/^extension\/(client|entrypoints)(\/|\.ts)|\.test\.tsx?$|\/testing\//.test(file) &&
      /(?<![.\w])fetch\b(?!:)|\b(XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon)\b/.test(
        read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
      ),
  )
  expect(stray, 'ask through client.ask: it knows the one server that was set').toEqual([])
})

test('nobody puts foreign text into a page as HTML', () => {
  const stray = code.filter(
    (file) =>
      file.startsWith('extension/') &&
      !file.includes('.test.') &&
      /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML/.test(read(file)),
  )
  expect(stray, 'show it as text, or through ui/Markdown').toEqual([])
})

/** The machine's own, and what one file of ours hands to another. */
const NOT_SET_BY_PEOPLE = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'ANTHROPIC_LOG', 'DRAIN']

test('every variable that is read from the environment is explained', () => {
  const explained = read('docs/configuration.md')
  const readers = [...code, ...files.filter((file) => file.endsWith('.mjs')), 'wxt.config.ts']
  const named = readers.flatMap((file) =>
    [...read(file).matchAll(/\bprocess\.env\.([A-Z][A-Z\d_]*)/g)].map(([, name]) => name ?? ''),
  )
  const missing = named.filter(
    (name) => !NOT_SET_BY_PEOPLE.includes(name) && !explained.includes(`\n| \`${name}\` | `),
  )
  expect(named).toContain('EXTENSION_KEY')
  expect(missing, 'give it a row in docs/configuration.md').toEqual([])
})
