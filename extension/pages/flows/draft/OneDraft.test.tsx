import { act } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLocalStore } from '../../../client/local-store.ts'
import { makeTurnBrowser } from '../../../client/testing/fake-tabs.ts'
import { AT, CONTENT, DRAFT_ID, draftOf, makeDraftServer } from '../../testing/draft-server.ts'
import { ADA, showOnPage } from '../../testing/show-on-page.tsx'
import { FlowsPage } from '../FlowsPage.tsx'
import { DraftList } from './DraftList.tsx'
import { keep } from './kept-drafts.ts'

vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}))

/** The whole form is drawn: that takes its time where many tests run. */
vi.setConfig({ testTimeout: 60_000 })

let shown: Awaited<ReturnType<typeof showOnPage>>
afterEach(() => {
  shown.close()
  location.hash = ''
})

const until = (passes: () => void) =>
  vi.waitFor(
    async () => {
      await act(async () => undefined)
      passes()
    },
    { timeout: 25_000 },
  )
const open = async (server: ReturnType<typeof makeDraftServer>) => {
  location.hash = `draft/${DRAFT_ID}`
  shown = await showOnPage(<FlowsPage />, server.client.ask)
}
const buttonOf = (words: string) =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === words)
const press = (words: string) => act(async () => buttonOf(words)?.click())
const words = () => shown.box.textContent

test('a draft that cannot be read says so in place of a form, and is read again by a press', async () => {
  const server = makeDraftServer(draftOf(1, CONTENT, null))
  server.leave()
  await open(server)
  await until(() => expect(words()).toContain('This draft cannot be shown'))
  expect(shown.box.querySelector('input, textarea, [aria-label="Undo"]')).toBeNull()
  server.comeBack()
  await press('Try again')
  await until(() => expect(shown.box.querySelector('h1')?.textContent).toBe(CONTENT.name))
})

test('one that is gone is not asked for again; the way to all flows stands there', async () => {
  await open(makeDraftServer(null))
  await until(() => expect(words()).toContain('This draft cannot be shown'))
  expect(buttonOf('Try again')).toBeUndefined()
  expect(shown.box.querySelector('a')?.getAttribute('href')).toBe('#all')
  expect(shown.box.querySelector('input, textarea')).toBeNull()
})

describe('what was typed on one that is gone', () => {
  const server = makeDraftServer(draftOf(3, CONTENT, null))
  const db = openLocalStore('https://rf.example', ADA.id, async () => true)
  beforeEach(async () => {
    const mine = { ...CONTENT, name: 'Mine' }
    await keep(db, DRAFT_ID, { basedOn: 3, of: null, content: mine, saved: CONTENT }, AT)
  })

  test('stands among the drafts, also while the server is away', async () => {
    const rows = () => [...shown.box.querySelectorAll('li')].map(({ textContent }) => textContent)
    const list = async () => {
      shown = await showOnPage(<DraftList db={db} />, server.client.ask)
      await until(() => expect(rows()).toHaveLength(1))
    }
    await list()
    expect(rows()[0]).toContain(`${CONTENT.name}Changes not saved`)
    shown.close()
    server.leave()
    await list()
    expect(rows()).toEqual(['MineChanges not saved'])
    shown.close()
    server.comeBack()
    server.drop()
    await list()
    expect(rows()).toEqual(['MineChanges not saved'])
  })

  test('goes on from there by a press', async () => {
    server.drop()
    await open(server)
    await until(() => expect(words()).toContain('This draft was published or dropped meanwhile'))
    await press('Go on as a new draft')
    await until(() => expect(location.hash).not.toContain(DRAFT_ID))
    await until(() => expect(shown.box.querySelector('h1')?.textContent).toBe('Mine'))
    expect(words()).not.toContain('published or dropped')
  })
})

test('open in two tabs it is written in one of them; the other goes on from there, by a press', async () => {
  Object.defineProperty(navigator, 'locks', { value: makeTurnBrowser().locks, configurable: true })
  const server = makeDraftServer(draftOf(1, CONTENT, null))
  await open(server)
  const first = shown.box
  const nameIn = (tab: HTMLElement) => tab.querySelector<HTMLInputElement>('input[name="name"]')
  await until(() => expect(nameIn(first)).not.toBeNull())
  await act(async () => {
    const field = nameIn(first)
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'Mine')
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const closeFirst = shown.close
  await open(server)
  await until(() => expect(words()).toContain('Open in another tab'))
  expect(nameIn(shown.box)).toBeNull()
  await press('Go on here')
  await until(() => expect(nameIn(shown.box)?.value).toBe('Mine'))
  await until(() => expect(first.textContent).toContain('Open in another tab'))
  expect(nameIn(first)).toBeNull()
  closeFirst()
})
