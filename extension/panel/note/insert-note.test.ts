import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { onTicket, ref } from '../testing/make-profile.ts'
import { insertNote } from './insert-note.ts'

const INTERNAL = { internal: true, discussion: false, resolution: false }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test.each([
  ['visible', 'insertNote', 12_000],
  ['closed', 'openNewNote', 10_000],
] as const)(
  'a page that hangs with its editor %s is waited for so long, and writes nothing later',
  async (editor, name, ms) => {
    const send = vi
      .spyOn(fakeBrowser.tabs, 'sendMessage')
      .mockImplementation(() => new Promise<never>(() => undefined))
    const begunAtMs = Date.now()
    const over = vi.fn()
    void insertNote(onTicket(1, editor), ref(1), 'The note', INTERNAL, false).then(over)
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(over).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(over.mock.calls).toMatchObject([[{ result: undefined }]])
    const [[, order] = []] = send.mock.calls
    expect(order).toMatchObject({ name })
    if (name === 'insertNote') {
      expect(order).toMatchObject({ request: { notAfterMs: begunAtMs + 10_000 } })
    }
  },
)

test('what a page says after it was given up is handed on', async () => {
  const page = Promise.withResolvers<unknown>()
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation(() => page.promise)
  const given = insertNote(onTicket(1, 'visible'), ref(1), 'The note', INTERNAL, false)
  await vi.advanceTimersByTimeAsync(12_000)
  const { result, late } = await given
  expect(result).toBeUndefined()
  const insertedAt = '2026-06-10T14:00:00Z'
  const answer = { outcome: 'inserted', ref: ref(1), text: 'The note', insertedAt, into: 'ticket' }
  page.resolve({ ok: true, answer })
  expect(await late).toEqual(answer)
})
