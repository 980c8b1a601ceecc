import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { CONTENT, DRAFT_ID, draftOf, makeDraftServer } from '../../testing/draft-server.ts'
import { showOnPage } from '../../testing/show-on-page.tsx'
import { FlowsPage } from '../FlowsPage.tsx'

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
    { timeout: 10_000 },
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
