/**
 * A browser with the built extension on ConnectWise's pages, for tests of the content script.
 *
 * The browser finds a real ConnectWise name on this machine and trusts the stand-in's own key,
 * so what is tested is the shipped manifest. Messages are sent from the worker, which is one
 * of the extension's own pages to the content script; what the worker knows is read from its
 * store.
 */
import { resolve } from 'node:path'
import puppeteer, { type Browser, type Page, type Target, type WebWorker } from 'puppeteer-core'
import { vi } from 'vitest'
import type { MessageName } from '#ext/bridge/messages.ts'
import type { Sighting, TicketRef } from '#shared/ticket/ticket-ref.ts'
import { HOST_NAMES, makeCertificate } from './connectwise/certificate.ts'
import type { EditorReport } from './connectwise/pages/page/editors.ts'
import { type Switches, writeSwitches } from './connectwise/pages/switches.ts'
import { startConnectWise } from './connectwise/server.ts'
import { createWorld, type World } from './connectwise/world.ts'
import { ensureBrowser } from './find-browser.ts'

/** As it ships. */
const EXTENSION = resolve('dist/chrome-mv3')

export const CLOUD = 'https://na.myconnectwise.net'
export const OWN_SERVER = 'https://cw.northwind-msp.example'

export type TicketRig = Awaited<ReturnType<typeof openRig>>

/** One tab of it. */
export interface Tab {
  page: Page
  tabId: number
}

export async function openRig() {
  const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
  const tickets = addTickets(world)
  const certificate = makeCertificate(HOST_NAMES, new Date())
  const connectWise = await startConnectWise({ world, tls: certificate })
  const browser = await launch(connectWise.tlsPort ?? 0, certificate.spkiHash)
  const worker = async () => {
    const target = await browser.waitForTarget((one) => one.type() === 'service_worker')
    const found = await target.worker()
    if (!found) throw new Error('The worker has no console to ask')
    return found
  }
  // Read while the worker runs; its address is the extension's, and it may be killed later.
  const id = new URL((await worker()).url()).host
  let tabs: Tab[] = []
  return {
    world,
    browser,
    httpPort: connectWise.port,
    worker,
    tickets,

    /** A new tab in front, at a path with the stand-in's switches. */
    async open(path: string, switches: Partial<Switches> = {}, origin = CLOUD): Promise<Tab> {
      const known = new Set(await tabIds(await worker()))
      const page = await browser.newPage()
      await page.goto(origin + withSwitches(path, switches))
      const tabId = (await tabIds(await worker())).find((id) => !known.has(id))
      if (tabId === undefined) throw new Error('The browser opened no tab')
      const tab = { page, tabId }
      tabs.push(tab)
      return tab
    },

    /** Between tests, so that no page draws its noise behind the next. */
    async closeTabs() {
      await Promise.all(tabs.filter(({ page }) => !page.isClosed()).map(({ page }) => page.close()))
      tabs = []
    },

    /** Waits until the worker keeps a sighting that passes. */
    until: async (tab: Tab, passes: (sighting: Sighting | undefined) => void, timeout = 30_000) =>
      vi.waitFor(async () => passes(await keptSighting(await worker(), tab.tabId)), {
        timeout,
        interval: 20,
      }),

    /** Sends a message to the content script and gives its raw reply. */
    say: async (tab: Tab, name: MessageName, request: object) =>
      (await worker()).evaluate(
        (tabId, message) => chrome.tabs.sendMessage(tabId, message, { frameId: 0 }),
        tab.tabId,
        { bridge: 1, name, request },
      ),

    /** Asks the worker as the panel does, from one of the extension's own pages. */
    async ask(name: MessageName, request: object): Promise<unknown> {
      const page = await browser.newPage()
      try {
        await page.goto(`chrome-extension://${id}/sidepanel.html`)
        return await page.evaluate((message) => chrome.runtime.sendMessage(message), {
          bridge: 1,
          name,
          request,
        })
      } finally {
        await page.close()
      }
    },

    /**
     * The person is asked and allows: what the dialog would do, which a headless browser cannot
     * show, is done beforehand on the browser's own page.
     */
    async allow(origin: string): Promise<boolean> {
      const page = await browser.newPage()
      try {
        await page.goto('chrome://extensions')
        await page.evaluate(
          (extension, pattern) => {
            const { developerPrivate } = chrome as unknown as ExtensionsPage // only that page has it
            return developerPrivate.addHostPermission(extension, pattern)
          },
          id,
          `${origin}/*`,
        )
        await page.goto(`chrome-extension://${id}/sidepanel.html`)
        return await page.evaluate(
          (pattern) => chrome.permissions.request({ origins: [pattern] }),
          `${origin}/*`,
        )
      } finally {
        await page.close()
      }
    },

    /** A click on the toolbar button: the panel opens and takes the focus from the page. */
    async openPanel({ page }: Tab): Promise<Page> {
      const [extension] = [...(await browser.extensions()).values()]
      if (!extension) throw new Error('The extension is not loaded')
      const open = browser.targets().find(isPanel)
      if (open) {
        const isGone = new Promise<void>((done) =>
          browser.on('targetdestroyed', (target) => target === open && done()),
        )
        await page.triggerExtensionAction(extension) // a second click closes it
        await isGone
      }
      await page.triggerExtensionAction(extension)
      return (await browser.waitForTarget(isPanel)).asPage()
    },

    /** Takes the extension away and gives it back, as an update does; pages stay open. */
    async replaceExtension() {
      await browser.uninstallExtension(id)
      await browser.installExtension(EXTENSION)
    },

    async close() {
      await browser.close()
      await connectWise.close()
    },
  }
}

/** The address that opens one ticket, as the page's own links write it. */
export function ticketPath(ticketId: number): string {
  return `/v2025_1/services/system_io/Service/fv_sr100_request.rails?service_recid=${ticketId}`
}

export function refTo(ticketId: number, origin = CLOUD): TicketRef {
  return {
    origin,
    ticketId,
    recordType: 'service',
    readAt: new Date().toISOString(),
    readFrom: 'fragment',
  }
}

/** Every editor of the page with what it holds in its own state. */
export function editors({ page }: Tab): Promise<EditorReport[]> {
  return page.evaluate(() => window.__standIn.editorState())
}

export function settled({ page }: Tab) {
  return page.waitForFunction(() => window.__standIn?.isSettled())
}

export async function goTo({ page }: Tab, ticketId: number) {
  await page.evaluate(
    (id) => window.__standIn.goTo({ name: 'ticket', id, opened: 'fromList' }),
    ticketId,
  )
}

function launch(tlsPort: number, spkiHash: string): Promise<Browser> {
  const names = HOST_NAMES.filter((name) => name !== 'localhost')
  return puppeteer.launch({
    executablePath: ensureBrowser(),
    headless: true,
    pipe: true,
    enableExtensions: [EXTENSION],
    defaultViewport: null,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1280,800',
      `--ignore-certificate-errors-spki-list=${spkiHash}`,
      `--host-resolver-rules=${names.map((name) => `MAP ${name}:443 127.0.0.1:${tlsPort}`).join(',')}`,
    ],
  })
}

function withSwitches(path: string, switches: Partial<Switches>): string {
  const written = writeSwitches(switches)
  if (written === '') return path
  const [beforeFragment = '', fragment] = path.split('#')
  const joined = `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}standin=${written}`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}

interface ExtensionsPage {
  developerPrivate: { addHostPermission(id: string, pattern: string): Promise<void> }
}

function isPanel(target: Target): boolean {
  return target.url().endsWith('/sidepanel.html')
}

function tabIds(worker: WebWorker): Promise<number[]> {
  return worker.evaluate(async () => (await chrome.tabs.query({})).flatMap(({ id }) => id ?? []))
}

async function keptSighting(worker: WebWorker, tabId: number): Promise<Sighting | undefined> {
  const kept = await worker.evaluate(async (key) => {
    const found = await chrome.storage.session.get(key)
    return found[key]
  }, `ticket-in-tab:${tabId}`)
  return isKept(kept) ? kept.sighting : undefined
}

/** Safe: only the worker writes there, and it writes what it has checked. */
function isKept(value: unknown): value is { sighting: Sighting } {
  return typeof value === 'object' && value !== null && 'sighting' in value
}

/** Tickets of our own, so that no test leans on what is seeded. */
function addTickets(world: World) {
  const [model] = world.tickets()
  if (!model) throw new Error('The stand-in has no ticket to copy')
  const add = (id: number, summary: string, more: object = {}) => {
    world.records.tickets.push({ ...model, id, summary, ...more })
    return id
  }
  const first = add(7256, 'Printer on the second floor is offline')
  const flags = { detailDescriptionFlag: true, internalAnalysisFlag: false, resolutionFlag: false }
  world.addNote(
    { ticketId: first, text: 'It worked yesterday.', ...flags },
    { member: 'jokafor', via: 'page' },
  )
  return {
    first,
    second: add(700_102, 'Outlook asks for a password – again'),
    third: add(700_103, 'No sound in meeting room 3'),
    project: add(700_104, 'Move mailboxes, phase 2', { recordType: 'ProjectTicket' }),
  }
}
