import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { makeWalkScreen, press } from '../testing/make-walk-screen.tsx'

let close: () => void
afterEach(() => close())

async function pasteInto(...texts: string[]) {
  const screen = await makeWalkScreen()
  close = screen.close
  await act(async () => {
    for (const text of texts) {
      const clipboardData = { getData: () => text, files: [], items: [] }
      document.body.dispatchEvent(
        Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData }),
      )
    }
  })
  const card = () => screen.box.querySelector('section[aria-label="Pasted output"]')?.textContent
  const until = (passes: () => void) =>
    vi.waitFor(async () => {
      await act(async () => undefined)
      passes()
    })
  return { ...screen, card, until }
}

test('what is pasted before one has decided waits its turn, and nothing of it is lost', async () => {
  const { card, until, session } = await pasteInto('Ping statistics', 'Route table')
  await until(() => expect(card()).toContain('1 more after it'))
  expect(card()).toContain('Ping statistics')
  await press('Enter')
  await until(() => expect(card()).toContain('Route table'))
  expect(card()).not.toContain('more after it')
  await press('Enter')
  await until(() => expect(card()).toBeUndefined())
  expect(session()?.outputs.map(({ text }) => text)).toEqual(['Ping statistics', 'Route table'])
})

test('the same pasted twice in a row is one output; discarded, the next one is offered', async () => {
  const { card, until, session } = await pasteInto('Ping', 'Ping', 'Route table')
  await until(() => expect(card()).toContain('1 more after it'))
  await press('Escape')
  await until(() => expect(card()).toContain('Route table'))
  expect(session()?.outputs ?? []).toEqual([])
})

test('what leads away from the walk is offered with the last one only', async () => {
  const { box, card, until } = await pasteInto('Ping', 'Route table')
  await until(() => expect(card()).toContain('1 more after it'))
  expect(box.textContent).not.toContain('Let FlowPilot read it')
  await press('Enter')
  await until(() => expect(card()).toContain('Route table'))
  expect(box.textContent).toContain('Let FlowPilot read it')
})
