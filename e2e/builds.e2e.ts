/** What is shipped to the stores: the same bytes whenever it is made, for each browser its own. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import pkg from '../package.json' with { type: 'json' }
import { firstPath } from './bench/browser/first-path.ts'

const run = promisify(execFile)

vi.setConfig({ testTimeout: 300_000 }) // two builds in one, on a busy machine

/** A script of package.json, as a newcomer runs it. */
const npmRun = (script: string) =>
  run('npm', ['run', script], { env: { ...process.env, NODE_ENV: 'production' } })

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, file)).isFile())
      .toSorted()
      .map((file) => [file, hashOf(join(folder, file))]),
  )

test('the zip is the same to the byte when it is made again, and holds what was tested', async () => {
  const zip = `dist/${pkg.name}-${pkg.version}-chrome.zip`
  const tested = filesIn('dist/chrome-mv3')
  await npmRun('zip')
  const first = hashOf(zip)
  expect(filesIn('dist/chrome-mv3')).toEqual(tested)
  await npmRun('zip')
  expect(hashOf(zip)).toBe(first)
})

test('the panel loads nothing before it draws that only the next act needs', () => {
  const [dir, text] = ['dist/chrome-mv3', (file: string) => readFileSync(file, 'utf8')]
  const holding = (files: readonly string[], words: string) =>
    files.filter((file) => text(join(dir, file)).includes(words))
  const first = firstPath(dir, 'sidepanel.html').map(({ path }) => path)
  const all = Object.keys(filesIn(dir))
  // What finds secrets and what reads pasted output, by words that each alone has.
  for (const words of ['snmp-server', 'dsregcmd']) {
    expect(holding(all, words), words).not.toEqual([])
    expect(holding(first, words), words).toEqual([])
  }
  expect(first.filter((path) => path.endsWith('.js')).length).toBeLessThanOrEqual(4)
})

test('what Edge gets is what Chrome gets', async () => {
  await npmRun('build:edge')
  expect(filesIn('dist/edge-mv3')).toEqual(filesIn('dist/chrome-mv3'))
})

test('Firefox gets the panel in its sidebar, the same scripts and the same policy', async () => {
  await npmRun('build:firefox')
  const read = (folder: string) => JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'))
  const [firefox, chrome] = [read('dist/firefox-mv2'), read('dist/chrome-mv3')]
  expect(firefox).toMatchObject({
    manifest_version: 2,
    sidebar_action: { default_panel: 'sidepanel.html' },
    content_security_policy: chrome.content_security_policy.extension_pages,
    content_scripts: chrome.content_scripts,
  })
  expect(firefox.permissions).toEqual([
    ...chrome.permissions.filter((one: string) => one !== 'sidePanel'),
    ...chrome.host_permissions,
  ])
  // Asked for when they are needed, never at once.
  expect(chrome.optional_permissions).toEqual(['notifications'])
  expect(firefox.optional_permissions).toEqual([
    'notifications',
    ...chrome.optional_host_permissions,
  ])
  const names = Object.keys(filesIn('dist/firefox-mv2'))
  expect(names).toEqual(expect.arrayContaining(['sidepanel.html', 'background.js']))
})
