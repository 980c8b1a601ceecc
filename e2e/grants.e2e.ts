/**
 * ConnectWise addresses beside the cloud, and the script's life across updates, in a real
 * browser. The person's "Allow" is pressed on the browser's own page.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  goTo,
  OWN_SERVER,
  openRig,
  settled,
  type Tab,
  type TicketRig,
  ticketPath,
} from './ticket-rig.ts'

let rig: TicketRig
beforeAll(async () => {
  rig = await openRig()
})
afterEach(() => rig.closeTabs())
afterAll(() => rig?.close())

test.each([
  ['the firm’s own server', () => OWN_SERVER],
  ['this computer', () => `http://localhost:${rig.httpPort}`],
])(
  '%s is read once it is added and allowed, in open tabs too, and no longer once removed',
  async (_, originOf) => {
    const origin = originOf()
    const tab = await rig.open(ticketPath(rig.tickets.first), {}, origin)
    await settled(tab)
    await expectNoScript(tab)

    await rig.ask('addSite', { origin })
    await expectNoScript(tab)
    expect(await rig.allow(origin)).toBe(true)
    await untilTicket(tab, rig.tickets.first, origin)
    expect(await rig.ask('sites', {})).toMatchObject({
      ok: true,
      answer: { sites: expect.arrayContaining([{ origin, isGranted: true }]) },
    })

    await tab.page.reload()
    await untilTicket(tab, rig.tickets.first, origin)

    await rig.ask('removeSite', { origin })
    await goTo(tab, rig.tickets.second)
    await tab.page.reload()
    await settled(tab)
    await expectNoScript(tab)
  },
)

test('a script that is put into the page twice reports each sight once', async () => {
  const tab = await rig.open(ticketPath(rig.tickets.first))
  await untilTicket(tab, rig.tickets.first)
  const worker = await rig.worker()
  await worker.evaluate(async (tabId) => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    chrome.runtime.onMessage.addListener((message) => {
      heard.push(JSON.stringify(message, (key, value) => (key === 'readAt' ? 0 : value)))
    })
    const files = chrome.runtime.getManifest().content_scripts?.[0]?.js ?? []
    for (let times = 0; times < 2; times += 1) {
      await chrome.scripting.executeScript({ target: { tabId }, files })
    }
  }, tab.tabId)
  await goTo(tab, rig.tickets.second)
  await untilTicket(tab, rig.tickets.second)
  await settled(tab)
  await rig.until(tab, (seen) =>
    expect(seen).toMatchObject({ ref: { summary: expect.anything() } }),
  )
  const heard = await worker.evaluate(() => Reflect.get(globalThis, 'heard'))
  const reports = asTexts(heard).filter((text) => text.includes(String(rig.tickets.second)))
  expect(reports.length).toBeGreaterThan(0)
  expect(new Set(reports).size).toBe(reports.length)
})

test('a ticket that is open while the extension is replaced is read by the new script', async () => {
  const tab = await rig.open(ticketPath(rig.tickets.first))
  await untilTicket(tab, rig.tickets.first)
  await rig.replaceExtension()
  await untilTicket(tab, rig.tickets.first)
  await goTo(tab, rig.tickets.second)
  await untilTicket(tab, rig.tickets.second)
})

function untilTicket(tab: Tab, ticketId: number, origin?: string) {
  const ref = origin === undefined ? { ticketId } : { ticketId, origin }
  return rig.until(tab, (seen) => expect(seen).toMatchObject({ state: 'ticket', ref }), 30_000)
}

async function expectNoScript(tab: Tab) {
  await expect(rig.say(tab, 'lookAgain', {})).rejects.toThrow(/Receiving end/)
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
