/**
 * Moving between screens: what changes in the address, in the document and in the label, in
 * which order, when no switch is set.
 */
import { describe, expect, it } from 'vitest'
import {
  headerLabel,
  openAt,
  openBoard,
  openScreen,
  openTicket,
  startNavigation,
  switchesUrl,
  type Wanted,
  waitUntilSettled,
} from './drive.ts'
import { readFragment } from './screen-state.ts'
import { bringPages } from './testing/bring-pages.ts'

const hostile = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`

let first: number
let second: number
const { pages, page: tab } = bringPages(({ addTicket }) => {
  first = addTicket('Scanner cannot reach the share').id
  second = addTicket(hostile).id
})

/** With a short wait for the label, except where the wait is what is looked at. */
const at = async (wanted: Wanted = {}) => {
  const page = tab()
  await openAt(page, switchesUrl(pages().base, { labelDelay: 20, ...wanted }))
  return page
}

const fragment = () => new URL(tab().url()).hash.slice(1)

describe('navigation', () => {
  it('goes from the list to a ticket, to another, and back, changing only the fragment', async () => {
    const page = await at({ ticketId: first, form: 'srRecID' })
    const asked = new URL(page.url())
    const seen: unknown[] = []
    const note = async () => {
      const now = new URL(page.url())
      expect([now.pathname, now.search]).toEqual([asked.pathname, asked.search])
      seen.push([readFragment(fragment()), await headerLabel(page)])
    }
    await openBoard(page)
    await note()
    await openTicket(page, first)
    await note()
    await openScreen(page, { name: 'ticket', id: second, opened: 'fromTicket' })
    await note()
    await openBoard(page)
    await note()
    const count = pages()
      .world.tickets()
      .filter((t) => t.recordType === 'ServiceTicket').length
    expect(seen).toEqual([
      [{ name: 'board' }, `Service Board (${count})`],
      [
        { name: 'ticket', id: first, opened: 'fromList' },
        `Service Ticket #${first} - Scanner cannot reach the share`,
      ],
      [
        { name: 'ticket', id: second, opened: 'fromTicket' },
        `Service Ticket #${second} - ${hostile}`,
      ],
      [{ name: 'board' }, `Service Board (${count})`],
    ])
  })

  it('keeps earlier tickets hidden and takes their roots again', async () => {
    const third = pages().addTicket('Third').id
    const page = await at({ ticketId: first })
    await page.evaluate(() =>
      document.querySelector('.ServiceTicket')?.setAttribute('data-my', '1'),
    )
    await openTicket(page, second)
    await openTicket(page, third)
    const roots = await page.$$eval('.ServiceTicket', (all) =>
      all.map((root) => ({
        mark: root.getAttribute('data-my'),
        isShown: root.checkVisibility(),
        summary: root.querySelector<HTMLInputElement>('.cw_PsaSummaryHeader')?.value,
      })),
    )
    expect(roots).toEqual([
      { mark: '1', isShown: true, summary: 'Third' },
      { mark: null, isShown: false, summary: hostile },
    ])
  })

  it('follows the back button', async () => {
    const page = await at({ ticketId: first })
    await openTicket(page, second)
    await page.goBack()
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, first)
    expect(await headerLabel(page)).toContain(`#${first}`)
  })

  it('shows the old label until the new one comes', async () => {
    const page = await at({ ticketId: first, labelDelay: 400 })
    // Watched in the page itself: from here the new one might have come before one looks.
    const labelThen = page.evaluate((text) => {
      const isThere = () =>
        [...document.querySelectorAll<HTMLInputElement>('.cw_PsaSummaryHeader')].some(
          (input) => input.checkVisibility() && input.value === text,
        )
      const label = () =>
        [...document.querySelectorAll<HTMLElement>('.cw_BannerView .detailLabel')].find((one) =>
          one.checkVisibility(),
        )?.textContent
      return new Promise<string | null | undefined>((tell) => {
        const look = () => (isThere() ? tell(label()) : setTimeout(look, 5))
        look()
      })
    }, hostile)
    await startNavigation(page, { name: 'ticket', id: second, opened: 'fromList' })
    expect(await labelThen).toContain(`#${first}`)
    await waitUntilSettled(page)
    expect(await headerLabel(page)).toContain(`#${second}`)
  })

  it('opens a ticket from a row of the list and from the search', async () => {
    const page = await at()
    await page.type('#SR_Service_RecID-input', String(first))
    await page.click('.srboard-grid .cw-ml-svc-desc')
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, first)
    await page.type('.cw_NavigationSearchPsaComboBox', `${second}\n`)
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, second)
    expect(readFragment(fragment())).toEqual({ name: 'ticket', id: second, opened: 'directly' })
  })

  it.each(['routeTo', 'srRecID', 'startscreen', 'fv_sr100_request', 'openrecord'] as const)(
    'opens the ticket of a %s address and leaves the address as it is',
    async (form) => {
      const page = tab()
      const url = switchesUrl(pages().base, { ticketId: first, form, labelDelay: 20 })
      await openAt(page, url)
      expect(await headerLabel(page)).toContain(`Service Ticket #${first} - `)
      expect(page.url()).toBe(url)
    },
  )

  it('says of other screens what they are', async () => {
    const projectTicket = pages().addTicket('Cabling', { recordType: 'ProjectTicket' }).id
    const companyId = pages().world.ticket(first)?.companyId ?? 0
    const page = await at({ ticketId: projectTicket })
    expect(await headerLabel(page)).toBe(`Project Ticket #${projectTicket} - Cabling`)
    expect(await page.$('input.cw_projectBoard')).not.toBeNull()
    const labels: string[] = []
    for (const name of [
      'calendar',
      'timeSheets',
      'today',
      'products',
      'setup',
      'newTicket',
    ] as const) {
      await openScreen(page, { name })
      labels.push(await headerLabel(page))
    }
    await openScreen(page, { name: 'company', id: companyId })
    labels.push(await headerLabel(page))
    expect(labels).toEqual([
      'Calendar Ticket #1 and others',
      'Daily Time Entries',
      'Today',
      'Product Catalog',
      'Setup Tables',
      'New Service Ticket',
      pages().world.company(companyId)?.name,
    ])
    expect(await page.$('#ConnectWiseToday')).not.toBeNull()
    expect(await page.$('.gwt-appointment-panel .project .title .gwt-Label')).not.toBeNull()
  })

  it('says so when a ticket is not there', async () => {
    const page = await at({ ticketId: 1 })
    expect(await headerLabel(page)).toBe('Record not found')
    expect(await page.$eval('#errorContainer', (error) => error.checkVisibility())).toBe(true)
    await openTicket(page, first)
    expect(
      await page.$$eval('#errorContainer', (all) => all.some((one) => one.checkVisibility())),
    ).toBe(false)
  })

  it('lays the contact card over the ticket and takes it away', async () => {
    const page = await at({ ticketId: first })
    const isShown = () => page.$eval('.pnlContactDialog', (card) => card.checkVisibility())
    expect(await isShown()).toBe(false)
    await page.locator('a::-p-text(Contact card)').click()
    expect(await isShown()).toBe(true)
    await page.click('.pnlContactDialog .cw-gxt-wnd-cls')
    expect(await isShown()).toBe(false)
  })

  it('draws what people wrote as text', async () => {
    const page = await at({ ticketId: second })
    await openBoard(page)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  it('gives build-made classes other names on each load', async () => {
    const classes = () => tab().$eval('.detailLabel', (label) => label.className)
    await at({ ticketId: first })
    const once = await classes()
    await at({ ticketId: first })
    expect(await classes()).not.toBe(once)
    expect(once).toMatch(/^gwt-Label mm_label G[A-Z0-9]{10} detailLabel cw_CwLabel$/)
    await at({ ticketId: first, seed: 7 })
    const seeded = await classes()
    await at({ ticketId: first, seed: 7 })
    expect(await classes()).toBe(seeded)
  })
})
