/**
 * The Chromium-family browser that tests and `npm start` drive.
 *
 * `CHROMIUM_PATH` wins; else what is on the PATH or where each system puts it. On Debian and
 * its kin, as root, a missing one is installed; elsewhere one line says what to install.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
]

const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
]

export function findBrowser(): string | undefined {
  const asked = process.env.CHROMIUM_PATH
  if (asked) return existsSync(asked) ? asked : undefined
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...ELSEWHERE].find((path) => existsSync(path))
}

/** Finds one, or installs Debian's; throws with the one thing to do. */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (canInstall) {
    console.log('No browser here: installing Debian’s chromium …')
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0
    apt('update')
    if (apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')) {
      const installed = findBrowser()
      if (installed) return installed
    }
  }
  throw new Error(
    'No Chromium-family browser found: install Chrome, Edge or Chromium, or set CHROMIUM_PATH to one.',
  )
}
