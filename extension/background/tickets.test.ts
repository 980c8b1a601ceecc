import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import type { Sender } from '../bridge/sender.ts'
import { followTabs, keepSighting, showTicket, ticketInView, ticketTabs } from './tickets.ts'

const ORIGIN = 'https://na.myconnectwise.net'
let window: number

beforeEach(async () => {
  fakeBrowser.reset()
  window = (await fakeBrowser.windows.create({}))?.id ?? 0
  answerInTabs(undefined)
  // Events that the fake browser has not.
  vi.spyOn(fakeBrowser.tabs.onReplaced, 'addListener').mockReturnValue()
  vi.spyOn(fakeBrowser.tabs.onAttached, 'addListener').mockReturnValue()
})

describe('the ticket in view', () => {
  test('is that of the tab in front, and follows it', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await keepSighting(ticket(1), from(first))
    await keepSighting(ticket(2), from(second))
    await fakeBrowser.tabs.update(first, { active: true })
    expect(await inView()).toMatchObject({ tabId: first, sighting: { ref: { ticketId: 1 } } })
    await fakeBrowser.tabs.update(second, { active: true })
    expect(await inView()).toMatchObject({ tabId: second, sighting: { ref: { ticketId: 2 } } })
  })

  test('is none in a tab where no script of ours answers', async () => {
    const tabId = await openTab()
    expect(await inView()).toMatchObject({
      tabId,
      sighting: { state: 'none', why: 'not ConnectWise' },
    })
  })

  test('is asked for where nothing was reported yet', async () => {
    await openTab()
    answerInTabs(ticket(5))
    expect(await inView()).toMatchObject({ sighting: { ref: { ticketId: 5 } } })
  })

  test('is kept in the store and nowhere else, without the address of the page', async () => {
    const tabId = await openTab()
    await keepSighting(ticket(1), from(tabId))
    vi.resetModules()
    const afterSleep = await import('./tickets.ts')
    expect(await afterSleep.ticketInView(window)).toMatchObject({
      sighting: { ref: { ticketId: 1 } },
    })
    const stored = JSON.stringify(await fakeBrowser.storage.session.get())
    expect(stored).not.toContain('aspx')
  })

  test('is absent for a window without tabs', async () => {
    expect(await ticketInView(4_711)).toBeUndefined()
  })

  test('is read anew when what is stored is of another shape', async () => {
    const tabId = await openTab()
    await fakeBrowser.storage.session.set({ [`ticket-in-tab:${tabId}`]: { old: true } })
    expect(await inView()).toMatchObject({ sighting: { state: 'none' } })
  })
})

test.each([
  ['a ticket of another site', ticket(1, 'https://eu.myconnectwise.net')],
  ['a time entry of another site', time('https://eu.myconnectwise.net')],
])('%s is not believed', async (_, sighting) => {
  const tabId = await openTab()
  await keepSighting(sighting, from(tabId))
  expect(await inView()).toMatchObject({ sighting: { state: 'none' } })
})

describe('changes', () => {
  test('are told for the tab in front and for no other', async () => {
    const told = hearPanels()
    const [behind, front] = [await openTab(), await openTab()]
    await keepSighting(ticket(1), from(behind))
    expect(told).toEqual([])
    await keepSighting(ticket(2), from(front))
    expect(told).toMatchObject([{ windowId: window, view: { sighting: { ref: { ticketId: 2 } } } }])
  })

  test('are told when another tab comes to the front', async () => {
    followTabs()
    const [first] = [await openTab(), await openTab()]
    await keepSighting(ticket(1), from(first))
    const told = hearPanels()
    await fakeBrowser.tabs.update(first, { active: true })
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ view: { sighting: { ref: { ticketId: 1 } } } }),
    )
  })
})

describe('a tab', () => {
  test('that is closed is forgotten', async () => {
    followTabs()
    const tabId = await openTab()
    await keepSighting(ticket(1), from(tabId))
    await fakeBrowser.tabs.remove(tabId)
    await vi.waitFor(async () => expect(await fakeBrowser.storage.session.get()).toEqual({}))
  })

  test('that loads something else loses its ticket, and the panel hears it', async () => {
    followTabs()
    const tabId = await openTab()
    await keepSighting(ticket(1), from(tabId))
    const told = hearPanels()
    await load(tabId)
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ view: { sighting: { state: 'none' } } }),
    )
  })

  test('that only changes its screen keeps its ticket', async () => {
    followTabs()
    const tabId = await openTab()
    await keepSighting(ticket(1), from(tabId))
    const asked = answerInTabs(ticket(1))
    await load(tabId)
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    expect(await inView()).toMatchObject({ sighting: { ref: { ticketId: 1 } } })
  })
})

describe('showing a ticket', () => {
  test('goes to the tab that has it', async () => {
    const [first] = [await openTab(), await openTab()]
    await keepSighting(ticket(1), from(first))
    expect(await showTicket({ origin: ORIGIN, ticketId: 1 })).toEqual({ tabId: first })
    expect((await fakeBrowser.tabs.get(first))?.active).toBe(true)
  })

  test('opens it by its link where no tab has it', async () => {
    const tabId = await openTab()
    await keepSighting(ticket(1), from(tabId))
    const opened = await showTicket({ origin: ORIGIN, ticketId: 77, codeBase: 'v2025_1' })
    expect((await fakeBrowser.tabs.get(opened.tabId))?.url).toBe(
      `${ORIGIN}/v2025_1/services/system_io/Service/fv_sr100_request.rails?service_recid=77`,
    )
  })

  test('knows all tabs with tickets, and no others', async () => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()]
    await keepSighting(ticket(1), from(first))
    await keepSighting({ state: 'none', why: 'board', noteEditor: 'absent' }, from(second))
    await keepSighting(ticket(3), from(third))
    expect((await ticketTabs()).map(({ tabId }) => tabId).sort()).toEqual([first, third].sort())
  })
})

function ticket(ticketId: number, origin = ORIGIN): Sighting {
  const readAt = '2026-03-02T10:00:00Z'
  const ref = {
    origin,
    ticketId,
    recordType: 'service' as const,
    readAt,
    readFrom: 'path' as const,
  }
  return { state: 'ticket', ref, noteEditor: 'closed' }
}

function time(origin: string): Sighting {
  return { state: 'time', origin, ticketId: 1, noteEditor: 'visible' }
}

function from(tabId: number): Sender {
  return { kind: 'content', tabId, windowId: window, origin: ORIGIN, documentId: `d${tabId}` }
}

function inView() {
  return ticketInView(window)
}

async function openTab(): Promise<number> {
  const url = `${ORIGIN}/v2025_1/ConnectWise.aspx`
  const tab = await fakeBrowser.tabs.create({ windowId: window, active: true, url })
  return tab?.id ?? 0
}

async function load(tabId: number) {
  const tab = await fakeBrowser.tabs.get(tabId)
  if (tab) await fakeBrowser.tabs.onUpdated.trigger(tabId, { status: 'loading' }, tab)
}

/** What scripts in tabs say to "look again"; undefined: there is none. */
function answerInTabs(sighting: Sighting | undefined) {
  const asked = vi.fn(async () => {
    if (!sighting) throw new Error('Receiving end does not exist')
    return { ok: true, answer: { sighting } }
  })
  fakeBrowser.tabs.sendMessage = asked as never // the fake has none of its own
  return asked
}

function hearPanels(): unknown[] {
  const told: unknown[] = []
  fakeBrowser.runtime.onMessage.addListener((raw, _sender, respond) => {
    told.push(raw.request)
    respond({ ok: true, answer: {} })
    return true
  })
  return told
}
