/**
 * What the content script costs the page: while a large screen is swapped, and while one goes
 * from ticket to ticket; how soon the ticket is known; how many observers live when nothing is
 * looked for.
 */
import type { Browser, Page } from 'puppeteer-core'
import { openAt, switchesUrl } from '../../connectwise/pages/drive.ts'
import { startConnectWise } from '../../connectwise/server.ts'
import { createWorld } from '../../connectwise/world.ts'
import { launchBrowser } from '../../rig/browser.ts'
import { OWN_HOST, SITE } from '../../rig/rig.ts'
import type { Given, Measure } from '../given.ts'
import { compare, quantile, ratioOf, Took } from '../measure.ts'
import { type Row, round, tellMs, tellRatio } from '../table.ts'
import { buildExtension } from './build-extension.ts'
import { countObservers } from './count-observers.ts'
import { type Traced, traceScript } from './trace-script.ts'

const NODES = 10_000
const FRAME_MS = 1000 / 60
const LONGEST_MS = 50
/** What cannot be told from nothing, with pages as noisy as these. */
const NO_COST = 1.05
const TICKETS = [48211, 48213] as const

export const measureContentScript: Measure = async (given) => {
  const { dir } = await buildExtension(given)
  const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
  const connectWise = await startConnectWise({ world, tls: true })
  given.atEnd(() => connectWise.close())
  const hosts = [new URL(SITE).hostname, OWN_HOST]
  const browser = await launchBrowser({ connectWise, hosts, extensionDir: dir })
  given.atEnd(() => browser.close())

  // A server of one's own that was not granted: the same pages, and no script of ours.
  const pages = {
    script: await openTicket(browser, SITE),
    none: await openTicket(browser, `https://${OWN_HOST}`),
    observer: await openTicket(browser, `https://${OWN_HOST}`),
  }
  await pages.observer.evaluate(() =>
    new MutationObserver(() => {}).observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    }),
  )
  const swapped = await timeWork(given, pages, swapScreen)
  const moved = await timeWork(given, pages, goBetween)
  const traced = await traceScript(pages.script, async () => {
    for (let at = 0; at < (given.isQuick ? 2 : 5); at++) {
      await swapScreen(pages.script)
      await goBetween(pages.script)
    }
  })
  const observers = await countObservers(pages.script)
  const seen = await timeSightings(given, browser, pages.script)
  await browser.close()
  await connectWise.close()
  return {
    title: 'The content script in ConnectWise’s page',
    about: `Processor time of the page’s main thread in Chromium on the stand-in: the same page under a name where our script does not run, and once more under that name with an observer of every change that does nothing. A screen of ${round(NODES)} nodes is swapped in place, and one goes to another ticket with such a screen in view. What the script itself took is read from a trace. Seen means known to the worker.`,
    rows: [
      ...tellWork(`${round(NODES)} nodes swapped in place`, swapped),
      ...tellWork(`another ticket, ${round(NODES)} nodes on the screen`, moved),
      ...tellTrace(traced),
      {
        what: 'observers alive while nothing is looked for',
        product: String(observers),
        goal: '0',
        isMet: observers === 0,
      },
      ...tellSeen(seen),
    ],
  }
}

type Pages = Record<'script' | 'none' | 'observer', Page>

async function openTicket(browser: Browser, site: string): Promise<Page> {
  const page = await browser.newPage()
  await openAt(page, switchesUrl(site, { ticketId: TICKETS[0] }))
  return page
}

async function timeWork(given: Given, pages: Pages, act: (page: Page) => Promise<void>) {
  const side = async (page: Page) => {
    const busyMs = await watchThread(page)
    return async () => {
      await page.bringToFront()
      const before = await busyMs()
      await act(page)
      return new Took((await busyMs()) - before)
    }
  }
  return compare(
    {
      script: await side(pages.script),
      none: await side(pages.none),
      observer: await side(pages.observer),
    },
    { rounds: given.isQuick ? 2 : 7, sliceMs: 0, seed: given.seed },
  )
}

/** What the page's main thread has worked so far, without what it waited for a processor. */
async function watchThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.createCDPSession()
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
}

/** Twice, with time for whoever looks once the page stands still. */
async function swapScreen(page: Page): Promise<void> {
  await page.evaluate(async (nodes) => {
    for (let at = 0; at < 2; at++) {
      window.__standIn.swapNodes(nodes)
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50)))
    }
  }, NODES / 2)
}

async function goBetween(page: Page): Promise<void> {
  for (const id of [TICKETS[1], TICKETS[0]]) {
    await page.evaluate(
      async (ticketId, nodes) => {
        window.__standIn.swapNodes(nodes)
        window.__standIn.goTo({ name: 'ticket', id: ticketId, opened: 'fromList' })
        await new Promise((looked) => setTimeout(looked, 250))
      },
      id,
      NODES / 2,
    )
  }
}

/** From the navigation in the page until the worker keeps the ticket. */
async function timeSightings({ isQuick }: Given, browser: Browser, page: Page): Promise<number[]> {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker')
  const worker = await target.worker()
  if (!worker) throw new Error('The worker cannot be asked.')
  const times: number[] = []
  await page.bringToFront()
  for (let at = 0; at < (isQuick ? 4 : 30); at++) {
    const id = TICKETS[(at + 1) % TICKETS.length] ?? 0
    const seen = worker.evaluate(
      (ticketId) =>
        new Promise<number>((resolve) => {
          const hear = (changes: Record<string, { newValue?: unknown }>) => {
            const text = JSON.stringify(changes)
            if (!text.includes(`"ticketId":${ticketId}`)) return
            chrome.storage.session.onChanged.removeListener(hear)
            resolve(performance.timeOrigin + performance.now())
          }
          chrome.storage.session.onChanged.addListener(hear)
        }),
      id,
    )
    await worker.evaluate(() => 0) // whoever listens does so by now
    const gone = await page.evaluate(async (ticketId) => {
      await new Promise(requestAnimationFrame)
      const now = performance.timeOrigin + performance.now()
      window.__standIn.goTo({ name: 'ticket', id: ticketId, opened: 'fromList' })
      return now
    }, id)
    times.push((await seen) - gone)
    await page.waitForFunction(() => window.__standIn.isSettled(), { polling: 20 })
  }
  return times
}

function tellWork(what: string, times: Awaited<ReturnType<typeof timeWork>>): Row[] {
  const cost = ratioOf(times.script, times.none)
  return [
    {
      what,
      product: tellMs(times.script.p50),
      against: `no script ${tellMs(times.none.p50)}`,
      ratio: tellRatio(cost),
      goal: `no measurable cost (${NO_COST})`,
      isMet: cost.middle <= NO_COST,
    },
    {
      what: `${what}, an observer that does nothing`,
      product: tellMs(times.script.p50),
      against: `observer ${tellMs(times.observer.p50)}`,
      ratio: tellRatio(ratioOf(times.script, times.observer)),
    },
  ]
}

function tellTrace({ longestMs, longestLayoutMs, totalMs, calls, longestTaskMs }: Traced): Row[] {
  return [
    {
      what: 'longest call of the script on the main thread',
      product: `${tellMs(longestMs)}, of which ${tellMs(longestLayoutMs)} the page’s layout, done earlier`,
      against: `${round(calls)} calls, ${tellMs(totalMs)} in all; the page’s own longest task ${tellMs(longestTaskMs)}`,
      goal: `under ${LONGEST_MS} ms`,
      isMet: longestMs < LONGEST_MS,
    },
  ]
}

function tellSeen(times: readonly number[]): Row[] {
  const frames = (q: number) => quantile(times, q) / FRAME_MS
  return [
    {
      what: 'from navigation until the ticket is seen',
      product: `${tellMs(quantile(times, 0.5))} (p99 ${tellMs(quantile(times, 0.99))})`,
      against: `a frame ${tellMs(FRAME_MS)}`,
      ratio: `${round(frames(0.5))} (p99 ${round(frames(0.99))})`,
      goal: 'a frame; p99 three',
      isMet: frames(0.5) <= 1 && frames(0.99) <= 3,
    },
  ]
}
