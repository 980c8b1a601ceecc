import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { receive } from './receive.ts'
import { contentOn, deliver, message, PAGE } from './testing/deliver.ts'

const CLOUD = 'https://na.myconnectwise.net/v2025_1/ConnectWise.aspx'
const seen = { sighting: { state: 'none', why: 'board', noteEditor: 'absent' } }
const isGranted = async (origin: string) => origin === 'https://cw.example.com'

beforeEach(() => {
  fakeBrowser.reset()
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => vi.restoreAllMocks())

describe('a report of the content script', () => {
  test.each([
    ['on a cloud site', contentOn(CLOUD), true],
    ['on a granted site', contentOn('https://cw.example.com/v4_6_release/'), true],
    ['on a site that is not granted', contentOn('https://cw.example.org/'), false],
    ['on a REST host', contentOn('https://api-na.myconnectwise.net/'), false],
    ['on a look-alike', contentOn('https://na.myconnectwise.net.example.org/'), false],
    ['in a frame', { ...contentOn(CLOUD), frameId: 3 }, false],
    ['outside of a tab', { ...contentOn(CLOUD), tab: undefined }, false],
    ['from another extension', { ...contentOn(CLOUD), id: 'another' }, false],
    ['without an address', { ...contentOn(CLOUD), url: undefined }, false],
    ['from a page of our own', PAGE, false],
  ])('%s: taken is %s', async (_, sender, isTaken) => {
    const ticketSeen = vi.fn(() => ({}))
    receive({ ticketSeen }, { isGranted })
    const reply = await deliver(message('ticketSeen', seen), sender)
    expect(reply).toEqual(isTaken ? { ok: true, answer: {} } : { ok: false, code: 'notAllowed' })
    expect(ticketSeen).toHaveBeenCalledTimes(isTaken ? 1 : 0)
  })
})

test.each([
  'ticketInView',
  'ticketTabs',
  'showTicket',
  'sites',
  'addSite',
  'removeSite',
  'insertNote',
])('a content script may not ask for %s', async (name) => {
  const answers = Object.fromEntries([[name, vi.fn(() => ({}))]])
  receive(answers, { isGranted })
  expect(await deliver(message(name, {}), contentOn(CLOUD))).toEqual({
    ok: false,
    code: 'notAllowed',
  })
  expect(answers[name]).not.toHaveBeenCalled()
})

describe('what does not fit', () => {
  test.each([
    ['a question of another shape', message('ticketInView', { windowId: 'x' }), 'malformed'],
    ['a name nobody knows', message('giveToken', {}), 'unknown'],
    ['a name every object has', message('constructor', {}), 'unknown'],
    ['a string', 'hello', 'unknown'],
    ['nothing', undefined, 'unknown'],
    ['a message of another library', { type: 'ticketInView', data: {} }, 'unknown'],
  ])('%s is refused and logged', async (_, raw, code) => {
    const ticketInView = vi.fn(() => ({}))
    receive({ ticketInView }, { isGranted, refusesUnknown: true })
    expect(await deliver(raw, PAGE)).toEqual({ ok: false, code })
    expect(ticketInView).not.toHaveBeenCalled()
    expect(console.warn).toHaveBeenCalledOnce()
  })

  test('is not answered by a surface that does not know it', async () => {
    receive({ ticketInView: () => ({}) }, { isGranted })
    expect(await deliver(message('giveToken', {}), PAGE)).toBe('silence')
    expect(await deliver(message('sites', {}), PAGE)).toBe('silence')
  })

  test('never shows its contents in the log', async () => {
    receive({ addSite: () => ({}) }, { isGranted, refusesUnknown: true })
    await deliver(message('addSite', { origin: 'secret' }), PAGE)
    await deliver(message('secret', {}), PAGE)
    expect(JSON.stringify(vi.mocked(console.warn).mock.calls)).not.toContain('secret')
  })
})

test('a receiver that breaks says so and is logged, and throws nothing across', async () => {
  const break_ = () => Promise.reject(new Error('out of order'))
  receive({ ticketTabs: break_ }, { isGranted })
  expect(await deliver(message('ticketTabs', {}), PAGE)).toEqual({ ok: false, code: 'broke' })
  expect(console.error).toHaveBeenCalledOnce()
})

test('nothing is answered after the signal', async () => {
  const life = new AbortController()
  receive({ ticketTabs: () => ({ views: [] }) }, { isGranted }, life.signal)
  life.abort()
  expect(await deliver(message('ticketTabs', {}), PAGE)).toBe('silence')
})
