import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Notice } from '#shared/notice/notice.ts'
import { type NoticeWishes, USUAL_WISHES } from '#shared/notice/wishes-contract.ts'
import { NO_NEWS } from '../news-store.ts'
import type { PanelStore } from '../panel-store.ts'
import { type ShowDeps, showInBrowser } from './show-in-browser.ts'

const notice = (more: Partial<Notice> = {}): Notice => ({
  ...{ id: v7(), kind: 'handed_off', at: '2026-06-10T08:00:00Z', byId: v7(), byName: 'Jude' },
  ...{ text: 'Jude escalated #48213', opens: { handoffId: v7() }, readAt: null, ...more },
})

let end = new AbortController()
afterEach(() => {
  end.abort()
  end = new AbortController()
})

/** Panels of one browser: a notice is claimed by one of them. */
function makePanels(
  count: number,
  wishes: Partial<NoticeWishes> = {},
  more: Partial<ShowDeps> = {},
) {
  const claimed = new Set<string>()
  const shown: string[] = []
  const cleared: string[] = []
  const clicks = new Set<(id: string) => void>()
  const make = () => {
    const news = Object.assign(
      createStore(() => NO_NEWS),
      { read: vi.fn(async () => undefined) },
    )
    const answer = { wishes: { ...USUAL_WISHES, inBrowser: true, ...wishes }, mailTo: null }
    const ask = vi.fn(async () => ({ ok: true, value: answer }))
    const account = { person: { role: 'engineer', isLead: false } }
    const panel = Object.assign(
      createStore(() => ({ world: { news, client: { ask }, account } })),
      { openHandoff: vi.fn(), openProposals: vi.fn(), pick: vi.fn() },
    )
    showInBrowser(
      panel as unknown as PanelStore, // as much of one as is used here
      {
        isAllowed: async () => true,
        isInFront: async () => false,
        claim: async (id) => !claimed.has(id) && Boolean(claimed.add(id)),
        show: async (_, text) => void shown.push(text),
        clear: async (id) => void cleared.push(id),
        hearClicks(onClick) {
          clicks.add(onClick)
          return () => clicks.delete(onClick)
        },
        bringToFront: async () => undefined,
        now: () => new Date('2026-06-10T21:00:00Z'),
        ...more,
      },
      end.signal,
    )
    const tell = (...notices: Notice[]) =>
      news.setState({ told: { notices, unread: notices.length } })
    return { panel, news, ask, tell }
  }
  const panels = Array.from({ length: count }, make)
  const click = (id: string) => {
    for (const one of clicks) one(id)
  }
  return {
    panels,
    shown,
    cleared,
    click,
    tellAll: (...all: Notice[]) => panels.map((one) => one.tell(...all)),
  }
}

/** Whatever was begun is through once this is. */
const settle = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve()
}

test('what comes is shown once, by one of several panels, and a click leads to it there', async () => {
  const { panels, shown, cleared, click, tellAll } = makePanels(3)
  const [old, fresh] = [notice({ text: 'old' }), notice({ text: 'fresh' })]
  tellAll(old)
  tellAll(fresh, old)
  await settle()
  expect(shown).toEqual(['fresh'])
  click(fresh.id)
  click(fresh.id)
  expect(cleared).toEqual([fresh.id])
  const opened = panels.filter(({ panel }) => panel.openHandoff.mock.calls.length > 0)
  expect(opened).toHaveLength(1)
  expect(opened[0]?.panel.openHandoff.mock.calls).toEqual([[fresh.opens.handoffId]])
  expect(opened[0]?.news.read.mock.calls).toEqual([[[fresh.id]]])
})

test.each<[string, Partial<NoticeWishes>, Partial<ShowDeps>]>([
  ['it is not wished', { inBrowser: false }, {}],
  ['it is quiet', { quietHours: { from: '20:00', until: '07:00', timeZone: 'UTC' } }, {}],
  ['the window is in front', {}, { isInFront: async () => true }],
  ['the browser was not allowed to', {}, { isAllowed: async () => false }],
])('nothing is shown where %s', async (_, wishes, more) => {
  const { shown, tellAll } = makePanels(1, wishes, more)
  tellAll()
  tellAll(notice())
  await settle()
  expect(shown).toEqual([])
})

test('what was read elsewhere, or was there before, is not shown; of many a few are', async () => {
  const { shown, tellAll } = makePanels(1)
  tellAll(notice())
  tellAll(notice({ readAt: '2026-06-10T09:00:00Z' }))
  await settle()
  expect(shown).toEqual([])
  tellAll(...Array.from({ length: 9 }, () => notice()))
  await settle()
  expect(shown).toHaveLength(3)
})

test('what is missing from the list for once is not shown a second time', async () => {
  const { shown, tellAll } = makePanels(1)
  const [first, second] = [notice({ text: 'first' }), notice({ text: 'second' })]
  tellAll()
  tellAll(first)
  tellAll(second)
  tellAll(first, second)
  await settle()
  expect(shown).toEqual(['first', 'second'])
})

test.each<[string, (panel: ReturnType<typeof makePanels>['panels'][number]) => void]>([
  ['the panel closes', () => end.abort()],
  ['they sign out', ({ panel }) => panel.setState({ world: undefined as never })],
])('what is shown is taken away when %s', async (_, leave) => {
  const { panels, shown, cleared, tellAll } = makePanels(1)
  const one = notice()
  tellAll()
  tellAll(one)
  await settle()
  expect(shown).toEqual([one.text])
  const [panel] = panels
  if (panel) leave(panel)
  expect(cleared).toEqual([one.id])
})

test('after signing out nothing is shown any more', async () => {
  const { panels, shown } = makePanels(1)
  const [one] = panels
  one?.tell()
  one?.panel.setState({ world: undefined as never })
  one?.tell(notice())
  await settle()
  expect(shown).toEqual([])
})
