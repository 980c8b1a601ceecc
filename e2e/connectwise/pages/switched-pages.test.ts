/**
 * Each switch does what it says, seen from outside the page program: one row per value that is
 * not the normal one.
 */
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  actionLog,
  chooseTab,
  editorBlocks,
  editors,
  headerLabel,
  noteBoxes,
  openAt,
  openBoard,
  openNewNote,
  openTicket,
  pressed,
  saveNewNote,
  startNavigation,
  switchesUrl,
  timeEntryUrl,
  type Wanted,
  waitUntilSettled,
} from './drive.ts'
import { readFragment } from './screen-state.ts'
import { type Switches, switchNames } from './switches.ts'
import { launchBrowser, startPages } from './testing/start-pages.ts'

let pages: Awaited<ReturnType<typeof startPages>>
let browser: Browser
let page: Page
let first: number
let second: number

beforeAll(async () => {
  pages = await startPages()
  first = pages.addTicket('First').id
  second = pages.addTicket('Second').id
  const shown = { internalAnalysisFlag: true, resolutionFlag: false }
  for (const [text, detailDescriptionFlag] of [
    ['It broke.', true],
    ['Called back.', false],
  ] as const) {
    const note = { ticketId: first, text, detailDescriptionFlag, ...shown }
    pages.world.addNote(note, { member: 'tester', via: 'rest' })
  }
  browser = await launchBrowser()
  page = await browser.newPage()
  page.setDefaultTimeout(8000)
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
})

type Seen = (page: Page) => Promise<void>
type Row = [setting: Partial<Switches>, sees: string, look: Seen]

const rows: Row[] = [
  [
    { pod: 'undocked' },
    'no notes pod',
    async (page) => {
      expect(await page.$('#cw-manage-service_service_ticket_discussion')).toBeNull()
      expect(await page.$('.pod_service_ticket_company')).not.toBeNull()
    },
  ],
  [
    { tab: 'internal' },
    'the internal tab chosen',
    async (page) => {
      const chosen = await page.$$eval('.TicketNote-ticketNoteTabSelected', (all) =>
        all.map((one) => one.textContent),
      )
      expect(chosen).toEqual(['Internal 1'])
    },
  ],
  [
    { tab: 'all' },
    'all notes, and a new one that starts as Discussion',
    async (page) => {
      const chosen = '.TicketNote-ticketNoteTabSelected'
      expect(await page.$eval(chosen, (tab) => tab.getAttribute('data-id'))).toBe('all')
      await openNewNote(page)
      expect(await noteBoxes(page)).toMatchObject({ discussion: true, internal: false })
    },
  ],
  [
    { dialog: 'open' },
    'the dialog at once',
    async (page) => {
      expect(await editorBlocks(page)).toEqual([''])
    },
  ],
  [
    { dialog: 'open', boxes: 'plain' },
    'boxes whose ticks are a colour alone',
    async (page) => {
      const ticks = (await noteBoxes(page)).discussion
      const box = '.TicketNote-newNoteDialogTopPadding > div > div:first-child > div > div > div'
      const colours = await page.$$eval(box, (all) =>
        all.map((one) => getComputedStyle(one).backgroundColor),
      )
      expect(ticks).toBe(false)
      expect(colours[0]).not.toBe(colours[1])
      expect(colours[1]).toBe(colours[2])
    },
  ],
  [
    { dialog: 'open', boxes: 'trustedOnly' },
    'boxes that answer to a person alone',
    async (page) => {
      const box = '.TicketNote-newNoteDialogTopPadding > div > div:first-child > div > div > div'
      await page.$eval(box, (discussion) => discussion instanceof HTMLElement && discussion.click())
      expect(await noteBoxes(page)).toMatchObject({ discussion: true })
      await page.click(box)
      expect(await noteBoxes(page)).toMatchObject({ discussion: false })
    },
  ],
  [
    { editors: 2 },
    'two more editors, with the notes in them',
    async (page) => {
      await openNewNote(page)
      const shown = (await editors(page)).map(({ place, blocks }) => [place, blocks])
      expect(shown.sort()).toEqual([
        ['initial description', ['It broke.']],
        ['new note', ['']],
      ])
      await chooseTab(page, 'internal')
      await page.waitForFunction(() => window.__standIn.editorState().length === 3)
      expect(await editorBlocks(page, 'note')).toEqual(['Called back.'])
    },
  ],
  [
    { notes: 'textarea' },
    'a text area that is read on change',
    async (page) => {
      await openNewNote(page)
      const type = (eventType: string) =>
        page.$eval(
          'textarea',
          (area, wanted) => {
            area.value = 'typed'
            area.dispatchEvent(new Event(wanted, { bubbles: true }))
          },
          eventType,
        )
      await type('input')
      expect(await editorBlocks(page)).toEqual([''])
      await type('change')
      expect(await editorBlocks(page)).toEqual(['typed'])
    },
  ],
  [
    { draft: '0.10.5' },
    'the other program',
    async (page) => {
      const scripts = await page.$$eval('script[src]', (all) =>
        all.map((one) => one.getAttribute('src')),
      )
      expect(scripts.join()).toContain('0.10.5')
    },
  ],
  [
    { editor: 'unmounts' },
    'typing and pasting work, writing into it unmounts the editor',
    async (page) => {
      await openNewNote(page)
      await page.click('.public-DraftEditor-content')
      await page.keyboard.type('by hand')
      expect(await editorBlocks(page)).toEqual(['by hand'])
      await page.evaluate(() => document.execCommand('insertText', false, 'x'))
      await page.waitForFunction(() => !document.querySelector('.public-DraftEditor-content'))
      await openTicket(page, second)
      await openNewNote(page)
      await page.$$eval('.public-DraftEditor-content [data-text]', (all) => {
        all.at(-1)?.replaceWith('foreign')
      })
      await page.waitForFunction(() => !document.querySelector('.public-DraftEditor-content'))
    },
  ],
  [
    { window: 'shown' },
    'the status note',
    async (page) => {
      expect(await windowTitles(page)).toEqual(['Status Note'])
      await page.click('.cw-gxt-wnd-cls')
      expect(await windowTitles(page)).toEqual([])
    },
  ],
  [
    { window: 'late' },
    'the status note some time after',
    async (page) => {
      expect(await windowTitles(page)).toEqual([])
      await page.evaluate(watchNodes)
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.cw-gxt-wnd')].some((w) => w.checkVisibility()),
      )
      expect(await page.evaluate(() => Reflect.get(window, 'nodesChanged'))).toBe(0)
    },
  ],
  [
    { confirm: 'shown' },
    'a window after saving',
    async (page) => {
      await openTicket(page, second)
      await openNewNote(page)
      await page.click('.TicketNote-newNoteDialogTopPadding .public-DraftEditor-content')
      await page.keyboard.type('Saved')
      await saveNewNote(page)
      expect(await windowTitles(page)).toEqual(['Note saved'])
      expect(await pressed(page)).toMatchObject({ saveNote: 1, mailContact: 0 })
    },
  ],
  [
    { reshow: 'styleOnly' },
    'a ticket come back without one node changed',
    async (page) => {
      await openTicket(page, second)
      await page.evaluate(watchNodes)
      await openTicket(page, first)
      expect(await headerLabel(page)).toContain(`#${first}`)
      expect(await page.evaluate(() => Reflect.get(window, 'nodesChanged'))).toBe(0)
    },
  ],
  [
    { hiding: 'visibility' },
    'hidden screens in place',
    async (page) => {
      await openTicket(page, second)
      expect(await hiddenRoot(page)).toMatchObject({ display: 'block', visibility: 'hidden' })
    },
  ],
  [
    { hiding: 'offscreen' },
    'hidden screens far away',
    async (page) => {
      await openTicket(page, second)
      expect(await hiddenRoot(page)).toMatchObject({ visibility: 'visible', left: '-10000px' })
    },
  ],
  [
    { pool: 'off' },
    'one ticket in the document',
    async (page) => {
      await openTicket(page, second)
      expect(await page.$$('.ServiceTicket')).toHaveLength(1)
    },
  ],
  [
    { visible: 'two' },
    'two tickets in view, and none on the board',
    async (page) => {
      expect(await ticketsInView(page)).toHaveLength(2)
      await openTicket(page, second)
      expect(await ticketsInView(page)).toContain('Second')
      expect(await ticketsInView(page)).toHaveLength(2)
      await openBoard(page)
      expect(await ticketsInView(page)).toEqual([])
    },
  ],
  [
    { label: 'wrong' },
    'the label of another ticket',
    async (page) => {
      const label = await headerLabel(page)
      expect(label).toMatch(/^Service Ticket #\d+ - /)
      expect(label).not.toContain(`#${first} `)
    },
  ],
  [
    { label: 'missing' },
    'no header label, the pod still named',
    async (page) => {
      expect(await headerLabel(page)).toBe('')
      expect(await podLabel(page)).toBe(`Service Ticket #${first}`)
    },
  ],
  [
    { label: 'none' },
    'no label at all',
    async (page) => {
      expect(await headerLabel(page)).toBe('')
      expect(await podLabel(page)).toBe('')
    },
  ],
  [
    { label: 'race', raceDelay: 200 },
    'the label change to another ticket while nothing else does',
    async (page) => {
      const asked = page.url()
      await page.waitForFunction(
        (id) => !document.querySelector('.detailLabel')?.textContent?.includes(`#${id}`),
        {},
        first,
      )
      expect(page.url()).toBe(asked)
    },
  ],
  [
    { labelDelay: 700 },
    'the label 0.7 s after the fragment',
    async (page) => {
      const since = Date.now()
      await openTicket(page, second)
      expect(Date.now() - since).toBeGreaterThanOrEqual(690)
    },
  ],
  [
    { screenDelay: 400 },
    'the old screen and a spinner meanwhile',
    async (page) => {
      await startNavigation(page, { name: 'ticket', id: second, opened: 'fromList' })
      expect(readFragment(new URL(page.url()).hash.slice(1))).toMatchObject({ id: second })
      expect(await ticketsInView(page)).toEqual(['First'])
      expect(await page.$eval('.cw-loading-spinner', (spinner) => spinner.checkVisibility())).toBe(
        true,
      )
      await waitUntilSettled(page)
      expect(await ticketsInView(page)).toEqual(['Second'])
    },
  ],
  [
    { fragment: 'noSuffix' },
    'a token and no screen name',
    async (page) => {
      await openTicket(page, second)
      expect(page.url()).not.toContain('??')
      expect(readFragment(new URL(page.url()).hash.slice(1))).toMatchObject({ id: second })
    },
  ],
  [
    { fragment: 'undecodable' },
    'a screen name and no token that reads',
    async (page) => {
      await openTicket(page, second)
      expect(page.url()).toMatch(/#XQAACA\w+\?\?ServiceTicket$/)
      expect(readFragment(new URL(page.url()).hash.slice(1))).toBeUndefined()
      await openTicket(page, first)
      await page.goBack()
      await page.waitForFunction((id) => document.title.includes(`#${id}`), {}, second)
    },
  ],
  [
    { fragment: 'startscreen' },
    'the old plain form',
    async (page) => {
      await openTicket(page, second)
      expect(page.url()).toContain('#startscreen=sr150&state=%7B%22p%22:%22sr150%22,%20')
      await openBoard(page)
      expect(page.url()).toMatch(/#startscreen=sr200$/)
    },
  ],
  [
    { fragment: 'none' },
    'an address that never changes',
    async (page) => {
      const asked = page.url()
      await openTicket(page, second)
      expect(await headerLabel(page)).toContain(`#${second}`)
      expect(page.url()).toBe(asked)
    },
  ],
  [
    { gwt: 'trustedOnly' },
    'toolbar buttons that heed a person only; React heeds both',
    async (page) => {
      const button = '.cw_ToolbarButton_Save .mm_button'
      await page.$eval(button, (one) => one instanceof HTMLElement && one.click())
      expect(await pressed(page)).toMatchObject({ save: 0 })
      expect((await actionLog(page)).filter((action) => action.type === 'click')).toHaveLength(1)
      await page.click(button)
      expect(await pressed(page)).toMatchObject({ save: 1 })
      await openNewNote(page)
    },
  ],
  [
    { extensions: 'traces' },
    'a button inside the label and another title',
    async (page) => {
      expect(await page.$eval('.detailLabel', (label) => label.textContent)).toContain(
        'Copy Ticket #4711',
      )
      expect(await headerLabel(page)).toBe(`Service Ticket #${first} - First`)
      expect(await page.title()).toContain('4711')
    },
  ],
  [
    { noise: 'steady' },
    'about a hundred changes a second',
    async (page) => {
      await page.evaluate(watchNodes)
      await page.waitForFunction(() => Reflect.get(window, 'nodesChanged') > 20)
    },
  ],
  [
    { nodes: 10_000 },
    'ten thousand nodes, swapped with the screen',
    async (page) => {
      const count = () =>
        page.$eval('[data-grown]', (grown) => {
          const walker = document.createTreeWalker(grown)
          let nodes = 0
          while (walker.nextNode()) nodes += 1
          return nodes
        })
      expect(await count()).toBeGreaterThanOrEqual(10_000)
      expect(await count()).toBeLessThan(10_100)
      await page.evaluate(() => window.__standIn.swapNodes(60))
      expect(await count()).toBeLessThan(100)
    },
  ],
  [
    { hosted: 'shown' },
    'a pod of another origin that is told of the ticket',
    async (page) => {
      const frame = await page.waitForFrame((one) => one.url().includes('/standin/hosted-pod'))
      await frame.waitForFunction((id) => document.body.dataset.ticket === String(id), {}, first)
      expect(new URL(frame.url()).origin).not.toBe(pages.base)
      await frame.waitForFunction(() => document.body.dataset.member)
      await page.click('.cw_ToolbarButton_Save .mm_button')
      await frame.waitForFunction(() => document.body.textContent?.includes('beforeSave: ticket'))
      await openTicket(page, second)
      const other = await page.waitForFrame(
        (one) => one !== frame && one.url().includes('/standin/hosted-pod'),
      )
      await other.waitForFunction((id) => document.body.dataset.ticket === String(id), {}, second)
    },
  ],
  [
    { locale: 'de_DE' },
    'dates of that locale',
    async (page) => {
      await chooseTab(page, 'all')
      expect(await page.$eval('.TimeText-date', (date) => date.textContent)).toMatch(
        /^0?4\.0?3\.2026/,
      )
    },
  ],
]

describe('with', () => {
  it.for(rows)('%o one sees %s', { timeout: 20_000 }, async ([setting, , look]) => {
    const wanted: Wanted = { ticketId: first, labelDelay: 20, ...setting }
    await openAt(page, switchesUrl(pages.base, wanted))
    await look(page)
  })

  it('links:redirect one sees the page under its own name', async () => {
    const form = 'fv_sr100_request'
    await openAt(page, switchesUrl(pages.base, { ticketId: first, form, links: 'redirect' }))
    expect(new URL(page.url()).pathname).toBe('/v2025_1/ConnectWise.aspx')
    expect(await headerLabel(page)).toContain(`#${first}`)
  })

  it('no switch left out', () => {
    const shownElsewhere = ['links', 'chargeTo', 'seed']
    const shown = new Set([...rows.flatMap(([setting]) => Object.keys(setting)), ...shownElsewhere])
    expect([...shown].sort()).toEqual([...switchNames].sort())
  })
})

describe('the bar', () => {
  it('says what the page is and which switches are on, and sets one in the address', async () => {
    await openAt(page, switchesUrl(pages.base, { ticketId: first, labelDelay: 20 }))
    const bar = () => page.$eval('#standin-bar summary', (summary) => summary.textContent)
    expect(await bar()).toContain('Not ConnectWise')
    expect(await bar()).toContain('labelDelay: 20')
    await page.click('#standin-bar summary')
    const loaded = page.waitForNavigation()
    await page.select('#standin-bar label:first-child select', 'undocked')
    await loaded
    await waitUntilSettled(page)
    expect(page.url()).toContain('standin=pod:undocked,labelDelay:20')
    expect(await headerLabel(page)).toContain(`#${first}`)
  })

  it('stays quiet in the action log, also in the time entry window', async () => {
    await openAt(page, timeEntryUrl(pages.base, first))
    await page.click('#standin-bar summary')
    expect(await actionLog(page)).toEqual([])
  })
})

/** Counts added and removed nodes from now on; changed attributes are not counted. */
function watchNodes() {
  Reflect.set(window, 'nodesChanged', 0)
  const count = (records: MutationRecord[]) => {
    Reflect.set(
      window,
      'nodesChanged',
      Number(Reflect.get(window, 'nodesChanged')) + records.length,
    )
  }
  const target = document.getElementById('cwContent')
  if (target)
    new MutationObserver(count).observe(target, {
      childList: true,
      characterData: true,
      subtree: true,
    })
}

function windowTitles(page: Page) {
  return page.$$eval('.cw-gxt-wnd', (all) =>
    all
      .filter((one) => one.checkVisibility())
      .map((one) => one.querySelector('.x-window-header-text')?.textContent),
  )
}

function ticketsInView(page: Page) {
  return page.$$eval('.cw_PsaSummaryHeader', (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => ('value' in one ? one.value : '')),
  )
}

function hiddenRoot(page: Page) {
  return page.$$eval('.ServiceTicket', (all) => {
    const hidden = all.find((one) => one.getAttribute('style'))
    if (!hidden) throw new Error('No root is hidden.')
    const { display, visibility, left } = getComputedStyle(hidden)
    return { display, visibility, left }
  })
}

function podLabel(page: Page) {
  return page.$eval('.pod_service_ticket_ticket .mm_podHeader', (header) => header.textContent)
}
