/**
 * A browser with the built extension, in which ConnectWise's names lead to the stand-in.
 *
 * The extension is the one that ships: the manifest's own matches decide where it runs. The
 * side panel is the real one, opened as a click on the toolbar icon opens it.
 */
import { once } from 'node:events'
import { resolve } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import type { ConnectWise } from '../connectwise/server.ts'
import { ensureBrowser } from '../find-browser.ts'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface BrowserOptions {
  connectWise: ConnectWise
  /** Names that lead to the stand-in. */
  hosts: readonly string[]
  headless?: boolean
  /** The built extension; `dist/chrome-mv3` unless a copy is meant. */
  extensionDir?: string
  size?: { width: number; height: number }
  /** Kept between starts; without one puppeteer makes a folder and removes it. */
  userDataDir?: string
}

export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const { connectWise, hosts, headless = true, size = { width: 1280, height: 800 } } = options
  const rules = hosts.map((host) => `MAP ${host}:443 127.0.0.1:${connectWise.tlsPort}`)
  return puppeteer.launch({
    executablePath: ensureBrowser(),
    headless,
    pipe: true,
    enableExtensions: [resolve(options.extensionDir ?? 'dist/chrome-mv3')],
    defaultViewport: null,
    ...(options.userDataDir ? { userDataDir: options.userDataDir } : {}),
    args: [
      ...QUIET,
      `--window-size=${size.width},${size.height}`,
      `--host-resolver-rules=${rules.join(',')}`,
      `--ignore-certificate-errors-spki-list=${connectWise.certificate?.spkiHash ?? ''}`,
    ],
  })
}

/** The side panel beside a page; a click on the toolbar icon opens it. */
export async function openPanel(browser: Browser, page: Page): Promise<Page> {
  const extension = await findExtension(browser)
  await page.bringToFront()
  const before = new Set(panelTargets(browser))
  await page.triggerExtensionAction(extension)
  const target = await browser.waitForTarget(
    (t) => t.url().includes('/sidepanel.html') && !before.has(t),
    { timeout: 30_000 },
  )
  const panel = await target.asPage()
  await panel.waitForSelector('header')
  return panel
}

/** Until a click on the toolbar icon opens the panel: the worker has been up once and said so. */
export async function untilPanelCanOpen(browser: Browser): Promise<void> {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker')
  const worker = await target.worker()
  await worker?.evaluate(async () => {
    const isSaid = async () =>
      (await chrome.sidePanel.getPanelBehavior()).openPanelOnActionClick === true
    while (!(await isSaid())) await new Promise((again) => setTimeout(again, 20))
  })
}

/** Closes it as a second click on the icon does. */
export async function closePanel(browser: Browser, page: Page, panel: Page): Promise<void> {
  const extension = await findExtension(browser)
  const closed = new Promise<void>((done) => panel.once('close', () => done()))
  await page.triggerExtensionAction(extension)
  await closed
}

/** Ends every process of the browser at once, with nothing said to any of them. */
export async function killBrowser(browser: Browser): Promise<void> {
  const main = browser.process()
  if (!main?.pid) throw new Error('This browser has no process of its own.')
  const ended = once(main, 'exit')
  // Puppeteer starts it as the head of a group that its other processes belong to.
  process.kill(process.platform === 'win32' ? main.pid : -main.pid, 'SIGKILL')
  await ended
}

/** Ends the extension's worker, as the browser does at will; one that ends by itself meanwhile has ended. */
export async function killWorker(browser: Browser): Promise<void> {
  const target = browser.targets().find((t) => t.type() === 'service_worker')
  try {
    await (await target?.worker())?.close()
  } catch (error) {
    if (!/No (session|target) with given id/.test(String(error))) throw error
  }
}

/** Its worker need not run: a click on the icon opens the panel without it. */
async function findExtension(browser: Browser) {
  const [extension] = [...(await browser.extensions()).values()]
  if (!extension) throw new Error('The extension did not load. Run npm run build.')
  return extension
}

const panelTargets = (browser: Browser) =>
  browser.targets().filter((t) => t.url().includes('/sidepanel.html'))
