import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchPage } from './watch.ts'

const FRAME_MS = 16
let life: AbortController
let looks: number
let isSettled: boolean
let isHidden: boolean

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
  life = new AbortController()
  looks = 0
  isSettled = false
  isHidden = false
})
afterEach(() => {
  life.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('while the ticket is not certain', () => {
  test('it looks behind the first frame, never before it, then once per frame', () => {
    start()
    expect(during(FRAME_MS - 1)).toBe(0)
    expect(during(2)).toBe(1)
    expect(during(960)).toBeCloseTo(960 / FRAME_MS, -1)
  })

  test('then seldom, then not at all but for the slow beat', () => {
    start()
    during(1_000)
    expect(during(1_000)).toBeLessThanOrEqual(21)
    during(20_000)
    expect(during(30_000)).toBeLessThanOrEqual(10)
  })

  test('it looks by a slow timer where no frames are drawn', () => {
    isHidden = true
    start()
    expect(during(15_000)).toBe(10)
  })
})

describe('once the ticket is certain', () => {
  beforeEach(() => {
    isSettled = true
  })

  test('it looks every three seconds, and never on a hidden page', () => {
    start()
    expect(during(30_000)).toBe(10)
    during(2 * FRAME_MS) // the beat that has just begun
    isHidden = true
    expect(during(30_000)).toBe(0)
  })

  test.each([
    ['another fragment', () => window.dispatchEvent(new Event('hashchange'))],
    ['a step back', () => window.dispatchEvent(new Event('popstate'))],
    ['a page shown again', () => window.dispatchEvent(new Event('pageshow'))],
    ['a tab that comes to the front', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('%s is looked at behind the next frame, and not while it happens', (_, happen) => {
    start()
    during(500)
    happen()
    expect(looks).toBe(1)
    expect(during(2 * FRAME_MS)).toBe(1)
  })

  test('a window that is covered and draws nothing is looked at all the same', () => {
    vi.stubGlobal('requestAnimationFrame', () => 1)
    start()
    expect(during(500)).toBe(1)
  })

  test('a click is followed for a second, since it may open an editor', () => {
    start()
    document.body.click()
    expect(during(1_000)).toBeGreaterThan(5)
    expect(during(1_000)).toBeLessThanOrEqual(2)
  })

  test('a hundred clicks cost no more looks than one', () => {
    start()
    for (let clicks = 0; clicks < 100; clicks += 1) document.body.click()
    expect(during(1_000)).toBeLessThanOrEqual(22)
  })
})

test('nothing is left after the signal: no timer, no frame, no listener', () => {
  start()
  life.abort()
  expect(vi.getTimerCount()).toBe(0)
  window.dispatchEvent(new Event('hashchange'))
  document.body.click()
  expect(during(30_000)).toBe(0)
})

test('no observer is ever made', () => {
  const observe = vi.spyOn(MutationObserver.prototype, 'observe')
  start()
  during(30_000)
  expect(observe).not.toHaveBeenCalled()
})

function start() {
  watchPage(() => {
    looks += 1
    return isSettled
  }, life.signal)
}

function during(ms: number): number {
  const before = looks
  vi.advanceTimersByTime(ms)
  return looks - before
}
