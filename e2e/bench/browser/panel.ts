/**
 * The panel as a technician feels it: from the click to the ticket, from an answer's key to the
 * next step, with the server and without it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { closePanel } from '../../rig/browser.ts'
import { FILE_SHARE_STEPS, startFileShare } from '../../rig/file-share.ts'
import { demoPerson, startRig } from '../../rig/rig.ts'
import { signInToPanel } from '../../rig/sign-in.ts'
import type { Given, Measure } from '../given.ts'
import { compare, ratioOf, type Timing, Took, timingOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { buildExtension } from './build-extension.ts'
import { watchExtension } from './watched-extension.ts'

const TICKET = 48213
const OTHER = 48211
const GOAL_OPEN = 1.3
const GOAL_ANSWER_MS = 50
const FRAME_MS = 1000 / 60
const SLOW_MS = 1000
/** Up to the first question that one can answer, go back to, and answer again. */
const TO_THE_LOOP = 4

export const measurePanel: Measure = async (given) => {
  const { dir } = await buildExtension(given)
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-panel-'))
  given.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const rig = await startRig({ extensionDir: watchExtension(dir, join(folder, 'extension')) })
  given.atEnd(() => rig.close())
  const page = await rig.openPage({ ticketId: TICKET })
  const opener = await openOpener(rig.browser)
  const { panel } = await opener.open(page, 'sidepanel.html')
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, TO_THE_LOOP)) await step(panel)

  const online = await timeAnswers(given, panel)
  await panel.emulateNetworkConditions({ download: 10e6, upload: 10e6, latency: SLOW_MS })
  const slow = await timeAnswers(given, panel)
  await panel.emulateNetworkConditions(null)
  await rig.api.stop()
  await panel.setOfflineMode(true)
  const offline = await timeAnswers(given, panel)
  await panel.setOfflineMode(false)
  await rig.api.start()
  const moved = await timeMoves(given, page, panel)
  await closePanel(rig.browser, page, panel)
  const opened = await timeOpening(given, rig.browser, opener, page)
  return {
    title: 'The panel',
    about:
      'The real side panel of the built extension beside the stand-in, on the demonstration team. Opening counts from the click on the toolbar to the frame after drawing: a blank page of the same extension, the ticket’s number, and the card that says where one stood and takes one back there by one key. An answer counts from its key to the frame after the next card was drawn; with a second of latency a request that was waited for would have begun and ended in between. Offline the API is stopped and the network is off.',
    rows: [
      ...tellOpening(opened),
      {
        what: 'from navigation in the page until the panel shows the ticket',
        product: tellTiming(moved),
      },
      tellAnswers('with the server near', online),
      tellAnswers('with a second of latency', slow),
      tellAnswers('offline', offline),
      {
        what: 'requests that the next step waited for',
        product: String(slow.mostOnTheWay),
        against: `sent meanwhile with the server near: ${round(online.requestsPerAnswer)} for each event`,
        goal: '0',
        isMet: slow.mostOnTheWay === 0,
      },
    ],
  }
}

interface Answers {
  timing: Timing
  /** Begun and ended between the key and the drawing, so that it may have been waited for. */
  mostOnTheWay: number
  requestsPerAnswer: number
}

/** Answers, goes back, answers again: the record grows, the card is the same. */
async function timeAnswers({ isQuick }: Given, panel: Page): Promise<Answers> {
  const answers: { keyAt: number; drawnAt: number }[] = []
  const from = await panel.evaluate(() => performance.timeOrigin + performance.now())
  for (let at = 0; at < (isQuick ? 5 : 40); at++) {
    answers.push(await press(panel, '1'))
    await press(panel, 'b')
  }
  const asked = await panel.evaluate(() =>
    performance.getEntriesByType('resource').map(({ startTime, duration }) => ({
      from: performance.timeOrigin + startTime,
      to: performance.timeOrigin + startTime + duration,
    })),
  )
  const onTheWay = answers.map(
    ({ keyAt, drawnAt }) => asked.filter((one) => one.from >= keyAt && one.to <= drawnAt).length,
  )
  return {
    timing: timingOf([answers.map(({ keyAt, drawnAt }) => drawnAt - keyAt)]),
    mostOnTheWay: Math.max(...onTheWay),
    // Going back is an event too, so each turn of the loop has two.
    requestsPerAnswer: asked.filter((one) => one.from >= from).length / answers.length / 2,
  }
}

async function press(panel: Page, key: '1' | 'b') {
  const before = await panel.evaluate(() => window.benchAnswers.length)
  await panel.keyboard.press(key)
  await panel.waitForFunction(
    (count) => window.benchAnswers.length > count,
    { polling: 10, timeout: 10_000 },
    before,
  )
  const last = await panel.evaluate(() => window.benchAnswers.at(-1))
  if (!last) throw new Error('No card was drawn.')
  return last
}

/** In-page navigation from ticket to ticket, until the panel's heading has the other number. */
async function timeMoves({ isQuick }: Given, page: Page, panel: Page): Promise<Timing> {
  const times: number[] = []
  for (let at = 0; at < (isQuick ? 2 : 20); at++) {
    const id = at % 2 === 0 ? OTHER : TICKET
    const from = await page.evaluate((ticketId) => {
      window.__standIn.goTo({ name: 'ticket', id: ticketId, opened: 'fromList' })
      return performance.timeOrigin + performance.now()
    }, id)
    times.push((await drawnAt(panel, `ticket ${id}`, from)) - from)
    await page.waitForFunction(() => window.__standIn.isSettled(), { polling: 20 })
  }
  return timingOf([times])
}

async function timeOpening(given: Given, browser: Browser, opener: Opener, page: Page) {
  const open = (path: string, what: string, check?: (panel: Page) => Promise<void>) => async () => {
    const { panel, clickedAt } = await opener.open(page, path)
    const at = await drawnAt(panel, what, clickedAt)
    await check?.(panel)
    await closePanel(browser, page, panel)
    return new Took(at - clickedAt)
  }
  return compare(
    {
      blank: open('blank.html', 'blank'),
      ticket: open('sidepanel.html', `ticket ${TICKET}`),
      work: open('sidepanel.html', 'work', goOn),
    },
    { rounds: given.isQuick ? 2 : 9, sliceMs: 0, seed: given.seed },
  )
}

/** What is drawn must also answer: the key that is pressed at once is not lost. */
async function goOn(panel: Page): Promise<void> {
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('#step-title')
}

/** When something was first drawn after a moment, on the wall clock. */
async function drawnAt(panel: Page, what: string, after: number): Promise<number> {
  const found = await panel.waitForFunction(
    (wanted, from) =>
      window.benchDrawn?.find((drawn) => drawn.what === wanted && drawn.at >= from)?.at,
    { polling: 10, timeout: 15_000 },
    what,
    after,
  )
  return Number(await found.jsonValue())
}

interface Opener {
  open: (page: Page, path: string) => Promise<{ panel: Page; clickedAt: number }>
}

/** Opens any page of the extension where the side panel is, by the same click. */
async function openOpener(browser: Browser): Promise<Opener> {
  const [extension] = [...(await browser.extensions()).values()]
  if (!extension) throw new Error('The extension did not load.')
  const inside = await browser.newPage()
  await inside.goto(`chrome-extension://${extension.id}/blank.html`)
  return {
    async open(page, path) {
      await inside.evaluate((shown) => chrome.sidePanel.setOptions({ path: shown }), path)
      await page.bringToFront()
      const isShown = (url: string) => url.endsWith(`/${path}`)
      const before = new Set(browser.targets().filter((one) => isShown(one.url())))
      const clickedAt = performance.timeOrigin + performance.now()
      await page.triggerExtensionAction(extension)
      const target = await browser.waitForTarget((one) => isShown(one.url()) && !before.has(one), {
        timeout: 10_000,
      })
      return { panel: await target.asPage(), clickedAt }
    },
  }
}

function tellOpening(times: Record<'blank' | 'ticket' | 'work', Timing>): Row[] {
  const ratio = ratioOf(times.work, times.blank)
  return [
    {
      what: 'from the click until the ticket is shown',
      product: tellTiming(times.ticket),
      against: `blank page ${tellMs(times.blank.p50)}`,
      ratio: tellRatio(ratioOf(times.ticket, times.blank)),
    },
    {
      what: 'from the click until one can go on where one stood',
      product: tellTiming(times.work),
      against: `blank page ${tellMs(times.blank.p50)}`,
      ratio: tellRatio(ratio),
      goal: `${GOAL_OPEN} and less`,
      isMet: ratio.middle <= GOAL_OPEN,
    },
  ]
}

const tellAnswers = (where: string, { timing }: Answers): Row => ({
  what: `answer key to next step drawn, ${where}`,
  product: tellTiming(timing),
  against: `a frame ${tellMs(FRAME_MS)}`,
  ratio: round(timing.p50 / FRAME_MS),
  goal: `p95 under ${GOAL_ANSWER_MS} ms`,
  isMet: timing.p95 < GOAL_ANSWER_MS,
})
