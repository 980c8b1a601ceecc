/**
 * What the shipped extension sees on ConnectWise's pages, in a real browser.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { PATIENCE_MS } from '#ext/content/psa/decide-ticket.ts'
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import type { Screen } from './connectwise/pages/screen-state.ts'
import type { Switches } from './connectwise/pages/switches.ts'
import { killWorker } from './rig/browser.ts'
import { goTo, openRig, settled, type Tab, type TicketRig, ticketPath } from './ticket-rig.ts'

let rig: TicketRig
beforeAll(async () => {
  rig = await openRig()
})
afterEach(() => rig.closeTabs())
afterAll(() => rig?.close())

const MAIN = '/v2025_1/ConnectWise.aspx?locale=en_US&fullscreen=false'

describe('a ticket is seen', () => {
  test('with number, kind, summary and the way it was read', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first))
    await until(tab, {
      state: 'ticket',
      ref: {
        origin: 'https://na.myconnectwise.net',
        codeBase: 'v2025_1',
        ticketId: rig.tickets.first,
        recordType: 'service',
        summary: 'Printer on the second floor is offline',
        readFrom: 'path',
      },
      noteEditor: 'closed',
    })
  })

  test('a project ticket as one', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.project))
    await until(tab, { state: 'ticket', ref: { recordType: 'project' } })
  })

  test.each<Partial<Switches>>([
    { fragment: 'token' },
    { fragment: 'noSuffix' },
    { fragment: 'undecodable' },
    { fragment: 'startscreen' },
    { fragment: 'none' },
    { hiding: 'visibility' },
    { hiding: 'offscreen' },
    { pool: 'off' },
    { reshow: 'styleOnly' },
    { extensions: 'traces' },
    { label: 'none' },
    { labelDelay: 3_000 },
    { screenDelay: 1_000 },
    { noise: 'steady' },
    { window: 'late' },
    { locale: 'en_NZ' },
  ])('after going from one ticket to another and back, with %j', async (switches) => {
    const { first, second } = rig.tickets
    const tab = await rig.open(MAIN, switches)
    await settled(tab)
    for (const ticketId of [first, second, first]) {
      await goTo(tab, ticketId)
      await until(tab, { state: 'ticket', ref: { ticketId } })
    }
    await tab.page.evaluate(() => window.__standIn.goTo({ name: 'board' }))
    await until(tab, { state: 'none' })
  })

  test('by the fragment, long before its header is filled', async () => {
    const labelDelay = 10_000
    const tab = await rig.open(MAIN, { labelDelay })
    await settled(tab)
    await goTo(tab, rig.tickets.second)
    await until(
      tab,
      { state: 'ticket', ref: { ticketId: rig.tickets.second, readFrom: 'fragment' } },
      labelDelay - 2_000,
    )
  })

  test('by the browser’s own way back and forth', async () => {
    const tab = await rig.open(MAIN)
    await settled(tab)
    for (const ticketId of [rig.tickets.first, rig.tickets.second]) {
      await goTo(tab, ticketId)
      await until(tab, { state: 'ticket', ref: { ticketId } })
    }
    await tab.page.goBack()
    await until(tab, { state: 'ticket', ref: { ticketId: rig.tickets.first } })
  })
})

describe('what is no ticket is none', () => {
  test.each<[string, object]>([
    ['board', { state: 'none', why: 'board' }],
    ['calendar', { state: 'none', why: 'calendar' }],
    ['products', { state: 'none', why: 'other screen' }],
    ['setup', { state: 'none', why: 'other screen' }],
    ['newTicket', { state: 'new' }],
  ])('%s', async (name, sighting) => {
    const tab = await rig.open(MAIN)
    await settled(tab)
    await goTo(tab, rig.tickets.first)
    await until(tab, { state: 'ticket' })
    await tab.page.evaluate((screen) => window.__standIn.goTo(screen), { name } as never)
    await until(tab, sighting)
  })

  test.each([
    { name: 'contact', id: 12 },
    { name: 'record', id: 12 },
    { name: 'company', id: 250 },
  ])(
    '%j, although its lists name tickets, and for longer than any patience lasts',
    async (screen) => {
      const tab = await rig.open(MAIN)
      await settled(tab)
      await tab.page.evaluate((where) => window.__standIn.goTo(where), screen as Screen)
      await settled(tab)
      await until(tab, { state: 'none' })
      await tab.page.evaluate(
        (ms) => new Promise((done) => setTimeout(done, ms)),
        PATIENCE_MS + 200,
      )
      expect(await rig.say(tab, 'lookAgain', {})).toMatchObject({
        answer: { sighting: { state: 'none' } },
      })
    },
  )

  test('a screen that the page puts into the address without telling anybody', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first))
    await until(tab, { state: 'ticket' })
    await tab.page.evaluate(() => history.pushState(null, '', '#??CalendarSchedule'))
    await until(tab, { state: 'none', why: 'calendar' })
  })

  test('a sign-in page', async () => {
    await until(await rig.open('/login'), { state: 'none', why: 'sign-in' })
  })

  test('a REST host gets no script of ours', async () => {
    const tab = await rig.open(
      '/v4_6_release/ConnectWise.aspx',
      {},
      'https://api-na.myconnectwise.net',
    )
    await expect(rig.say(tab, 'lookAgain', {})).rejects.toThrow(/Receiving end/)
  })
})

describe('doubt is said', () => {
  test('when the query names a ticket that is no longer shown', async () => {
    const tab = await rig.open(`${MAIN}&routeTo=ServiceFV&srRecID=${rig.tickets.first}`)
    await until(tab, { state: 'ticket', ref: { ticketId: rig.tickets.first } })
    await goTo(tab, rig.tickets.second)
    await until(tab, {
      state: 'ticket',
      ref: { ticketId: rig.tickets.second, readFrom: 'fragment' },
    })
    expect(tab.page.url()).toContain(`srRecID=${rig.tickets.first}`)
  })

  test('when the header names another ticket for longer than two seconds', async () => {
    const tab = await rig.open(MAIN, { label: 'wrong' })
    await settled(tab)
    await goTo(tab, rig.tickets.first)
    await until(tab, { state: 'uncertain', why: expect.stringContaining('several tickets') })
  })

  test('when the header changes its mind', async () => {
    const tab = await rig.open(MAIN, { label: 'race' })
    await settled(tab)
    await goTo(tab, rig.tickets.first)
    await until(tab, { state: 'ticket', ref: { ticketId: rig.tickets.first } })
    await until(tab, { state: 'uncertain' })
  })

  test('when two tickets are on the screen', async () => {
    const tab = await rig.open(MAIN, { visible: 'two' })
    await settled(tab)
    await goTo(tab, rig.tickets.first)
    await until(tab, { state: 'uncertain' })
  })
})

describe('the time-entry window', () => {
  test('says which ticket it charges', async () => {
    const tab = await rig.open('/v2025_1/timeexpensemodule.html', { chargeTo: rig.tickets.first })
    await until(tab, { state: 'time', ticketId: rig.tickets.first })
  })
})

describe('the note editor', () => {
  test('is seen to open and to close', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first))
    await until(tab, { state: 'ticket', noteEditor: 'closed' })
    await tab.page.click('.TicketNote-newNoteButton')
    await until(tab, { state: 'ticket', noteEditor: 'visible' })
  })

  test.each<[Partial<Switches>, string]>([
    [{ pod: 'undocked' }, 'absent'],
    [{ dialog: 'open', editors: 2 }, 'several'],
    [{ editors: 2 }, 'closed'],
    [{ dialog: 'open', notes: 'textarea' }, 'textarea'],
  ])('with %j is %s', async (switches, noteEditor) => {
    const tab = await rig.open(ticketPath(rig.tickets.first), switches)
    await until(tab, { state: 'ticket', noteEditor })
  })
})

describe('the worker', () => {
  test('forgets a tab that is closed, and one that goes elsewhere', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first))
    await until(tab, { state: 'ticket' })
    await tab.page.goto('about:blank')
    await rig.until(tab, (sighting) => expect(sighting).toBeUndefined())
    await tab.page.goBack()
    await until(tab, { state: 'ticket' })
    await tab.page.close()
    await rig.until(tab, (sighting) => expect(sighting).toBeUndefined())
  })

  test('knows the tickets again after it was killed', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first))
    await until(tab, { state: 'ticket' })
    await killWorker(rig.browser)
    await goTo(tab, rig.tickets.second)
    // Asked as the panel asks, which wakes it: nothing it knew was only in its memory.
    const view = {
      tabId: tab.tabId,
      sighting: { state: 'ticket', ref: { ticketId: rig.tickets.second } },
    }
    await vi.waitFor(
      async () =>
        expect(await rig.ask('ticketTabs', {})).toMatchObject({
          ok: true,
          answer: { views: [view] },
        }),
      { timeout: 20_000, interval: 200 },
    )
  })
})

function until(tab: Tab, expected: object, timeout?: number): Promise<void> {
  return rig.until(
    tab,
    (sighting: Sighting | undefined) => expect(sighting).toMatchObject(expected),
    timeout,
  )
}
