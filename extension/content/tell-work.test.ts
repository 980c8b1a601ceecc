import { expect, test, vi } from 'vitest'
import { TOLD_EVERY_MS, tellWork } from './tell-work.ts'

/** The browser alone makes trusted events, so they are handed to the listener itself. */
function watch() {
  const listen = vi.spyOn(document, 'addEventListener')
  const time = { now: 1_000_000 }
  const said: unknown[][] = []
  tellWork(
    document,
    () => time.now,
    (...words) => said.push(words),
    AbortSignal.timeout(60_000),
  )
  const heard = [...listen.mock.calls]
  listen.mockRestore()
  const hearOf = (kind: string, isTrusted = true) => {
    const hear = heard.find(([of]) => of === kind)?.[1]
    if (typeof hear === 'function') hear.call(document, { isTrusted } as Event) // all it may read
  }
  return { time, said, hearOf }
}

test('work is told at most once in half a minute, and nothing of it', () => {
  const { time, said, hearOf } = watch()
  for (let keys = 0; keys < 100; keys += 1) hearOf('keydown')
  hearOf('pointerdown')
  expect(said).toEqual([[]])
  time.now += TOLD_EVERY_MS
  hearOf('pointerdown')
  expect(said).toEqual([[], []])
})

test('what a program sets off is no hand at work', () => {
  const { said, hearOf } = watch()
  hearOf('keydown', false)
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  expect(said).toEqual([])
})
