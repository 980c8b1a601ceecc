/**
 * Everything a journey needs, started once: the stand-in under real ConnectWise names, the API
 * as a process of its own, the demonstration team connected, and a browser with the extension.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { DEMO_TEAM } from '#db/seed/demo-team.ts'
import { openAt, switchesUrl, type Wanted } from '../connectwise/pages/drive.ts'
import { DEMO_KEY } from '../connectwise/rest/switches.ts'
import { type ConnectWise, startConnectWise } from '../connectwise/server.ts'
import { createWorld, type World } from '../connectwise/world.ts'
import { type ApiProcess, makeApiProcess } from './api-process.ts'
import { connectPsa } from './ask-api.ts'
import { type BrowserOptions, killBrowser, launchBrowser, untilPanelCanOpen } from './browser.ts'

/** The cloud site of the demonstration team, and where its API answers. */
export const SITE = 'https://na.myconnectwise.net'
export const HOSTS = ['na.myconnectwise.net', 'api-na.myconnectwise.net'] as const
/** A server of a provider's own, granted at run time. */
export const OWN_HOST = 'cw.northwind-msp.example'

export interface Rig {
  world: World
  connectWise: ConnectWise
  api: ApiProcess
  /** The one that is open; another once it was killed and opened again. */
  readonly browser: Browser
  /** Ends all of the browser as a power cut does, and opens it again on the same profile. */
  reopenAfterKill: () => Promise<void>
  /** A tab on the stand-in: on a ticket, a screen, with switches. */
  openPage: (wanted?: Wanted, site?: string) => Promise<Page>
  /** A colleague's browser beside it, with a profile of its own and one tab. */
  openColleague: (wanted?: Wanted) => Promise<{ browser: Browser; page: Page }>
  close: () => Promise<void>
}

export async function startRig(
  options: Pick<BrowserOptions, 'headless' | 'userDataDir' | 'extensionDir'> & {
    dataDir?: string
    port?: number
    /** What else the API is told by its environment. */
    env?: Record<string, string>
    /** Whether the team has its ConnectWise connected; it has, unless said otherwise. */
    isConnected?: boolean
  } = {},
): Promise<Rig> {
  const ownFolder = options.dataDir === undefined
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'resolutionflow-'))
  // A copy of one's own: a build meanwhile would take the files from under the browser.
  const extensionDir = options.extensionDir ?? join(dataDir, 'extension')
  if (!options.extensionDir) cpSync('dist/chrome-mv3', extensionDir, { recursive: true })
  const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
  const connectWise = await startConnectWise({ world, tls: true })
  const api = await makeApiProcess({
    dataDir,
    connectWise,
    hosts: HOSTS,
    ...(options.port ? { port: options.port } : {}),
    ...(options.env ? { env: options.env } : {}),
  })
  await api.start()
  if (options.isConnected !== false) await connectDemoTeam(api.url)
  const launch = (profile = 'browser') =>
    launchBrowser({
      connectWise,
      hosts: [...HOSTS, OWN_HOST],
      userDataDir: join(dataDir, profile),
      ...(profile === 'browser' ? options : {}),
      extensionDir,
    })
  // Before its worker has been up once a click on the icon opens nothing.
  const launchReady = async (profile?: string) => {
    const launched = await launch(profile)
    await untilPanelCanOpen(launched)
    return launched
  }
  let browser = await launchReady()
  const others: Browser[] = []
  return {
    world,
    connectWise,
    api,
    get browser() {
      return browser
    },
    async reopenAfterKill() {
      await killBrowser(browser)
      browser = await launch()
    },
    async openPage(wanted = {}, site = SITE) {
      const page = await browser.newPage()
      await openAt(page, switchesUrl(site, wanted))
      return page
    },
    async openColleague(wanted = {}) {
      const other = await launchReady(`colleague-${others.length}`)
      others.push(other)
      const page = await other.newPage()
      await openAt(page, switchesUrl(SITE, wanted))
      return { browser: other, page }
    },
    async close() {
      await Promise.all([browser, ...others].map((one) => one.close()))
      await api.stop()
      await connectWise.close()
      if (ownFolder) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export type DemoRole = 'owner' | 'admin' | 'lead' | 'engineer' | 'viewer'

/** Somebody of the demonstration team, with the password that everybody knows. */
export function demoPerson(role: DemoRole): { email: string; password: string; name: string } {
  const person = DEMO_TEAM.people.find((p) => p.email.startsWith(`${role}@`))
  if (!person) throw new Error(`Nobody in the demonstration team is ${role}.`)
  return person
}

/** Its people bear the names of members there, so that they are matched by name. */
export async function connectDemoTeam(url: string): Promise<void> {
  await connectPsa(url, demoPerson('admin'), {
    site: SITE,
    companyId: 'northwind',
    publicKey: DEMO_KEY.publicKey,
    privateKey: DEMO_KEY.privateKey,
  })
}
