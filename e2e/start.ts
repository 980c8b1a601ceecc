/**
 * `npm start`: the product as a newcomer meets it, on this machine alone.
 *
 * Builds the extension, starts the embedded database, the API and the stand-ins for ConnectWise
 * and, where there is no `ANTHROPIC_API_KEY`, for the model,
 * connects the demonstration team, and opens a browser with the extension on a ticket. Data is
 * kept in `.data/demo`, so that the second start goes on where the first stopped. Without a
 * browser or a screen it says what to open.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { createDemoBrain } from './assistant/demo-brain.ts'
import { serveAssistant } from './assistant/server.ts'
import { openAt, switchesUrl } from './connectwise/pages/drive.ts'
import { startConnectWise } from './connectwise/server.ts'
import { createWorld } from './connectwise/world.ts'
import { findBrowser } from './find-browser.ts'
import { makeApiProcess } from './rig/api-process.ts'
import { launchBrowser, openPanel, untilPanelCanOpen } from './rig/browser.ts'
import { connectDemoTeam, demoPerson, HOSTS, SITE } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const PORT = Number(process.env.PORT ?? 4300)
const dataDir = process.env.DATA_DIR ?? '.data/demo'
mkdirSync(dataDir, { recursive: true })

if (isOlderThanSources('dist/chrome-mv3/manifest.json')) {
  await progress('Building the extension', async () => {
    const { status } = spawnSync('wxt', ['build'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error('The extension could not be built.')
  })
}

const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
const connectWise = await progress('Starting the ConnectWise stand-in', () =>
  startConnectWise({ world, tls: true, port: Number(process.env.CONNECTWISE_PORT ?? 4444) }),
)
// Without a key the demonstration's stand-in answers, and replies say so.
const assistant = process.env.ANTHROPIC_API_KEY
  ? undefined
  : await serveAssistant({ brain: createDemoBrain({ pace: { headersMs: 400, eventMs: 12 } }) })
const api = await makeApiProcess({
  dataDir,
  connectWise,
  hosts: HOSTS,
  port: PORT,
  env: assistant
    ? { ANTHROPIC_API_KEY: 'demo', ANTHROPIC_BASE_URL: assistant.url, ASSISTANT_MODE: 'demo' }
    : {},
})
await progress('Starting the API and its database', api.start)
let isStopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
await progress('Connecting the demonstration team', () => connectDemoTeam(api.url)).catch(
  goOn(`It could not be connected. If its admin’s password was changed, go on with that; to begin
anew, stop and remove ${dataDir}.`),
)

const psaUrl = connectWise.url.replace('127.0.0.1', 'localhost')
const plainTicket = `${psaUrl}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=${TICKET}`
const engineer = demoPerson('engineer')
const hasScreen =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)

console.log(`
  API             ${api.url}/api/docs
  A ticket        ${plainTicket}
  The extension   ${join(process.cwd(), 'dist', 'chrome-mv3')}
  Sign in as      ${engineer.email} with ${engineer.password}
`)

const browser =
  findBrowser() && hasScreen
    ? await launchBrowser({
        connectWise,
        hosts: HOSTS,
        headless: false,
        userDataDir: join(dataDir, 'browser'),
      }).catch(goOn('The browser could not be opened.'))
    : undefined
if (browser) {
  browser.once('disconnected', () => void stop())
  await showTicket(browser).catch(
    goOn('Sign in by hand, in the panel of the browser that is open.'),
  )
  console.log('A browser is open. Close it or press Ctrl+C to stop.')
} else {
  const lacking = findBrowser() ? 'No screen here. ' : 'No browser here. '
  console.log(`${findBrowser() && hasScreen ? '' : lacking}On a machine with Chrome, Edge or Chromium:
  1. open chrome://extensions, switch on developer mode, “Load unpacked”, choose the folder above
  2. open the ticket above, then click the ResolutionFlow icon
  3. in the panel enter the address ${api.url}, sign in, and add ${psaUrl} as a ConnectWise address

Press Ctrl+C to stop.`)
}

/** On a ticket, with the panel beside it, signed in. */
async function showTicket(browser: Browser): Promise<void> {
  await untilPanelCanOpen(browser)
  const [page = await browser.newPage()] = await browser.pages()
  await openAt(page, switchesUrl(SITE, { ticketId: TICKET }))
  await signInToPanel(await openPanel(browser, page), api.url, engineer)
}

/** What is there goes on without it: says what to do instead, and why. */
function goOn(instead: string): (why: unknown) => undefined {
  return (why) => {
    console.log(`\n${instead}\n  ${why instanceof Error ? why.message : why}`)
  }
}

async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  await api.stop()
  await connectWise.close()
  await assistant?.stop()
  process.exit(0)
}

async function progress<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${what} … `)
  const began = performance.now()
  const result = await work()
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

function isOlderThanSources(built: string): boolean {
  if (!existsSync(built)) return true
  const at = statSync(built).mtimeMs
  return ['extension', 'shared', 'wxt.config.ts', 'package.json'].some((path) => newest(path) > at)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}
