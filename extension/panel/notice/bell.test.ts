import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { NOTICES_SHOWN, type Notices } from '#shared/notice/contract.ts'
import type { Notice } from '#shared/notice/notice.ts'
import { fakeNetwork } from '../../client/testing/fake-browser.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { createNews, mayBeOlder, type NewsDeps } from '../news-store.ts'

const notice = (more: Partial<Notice> = {}): Notice => ({
  ...{ id: v7(), kind: 'handed_off', at: '2026-06-10T08:00:00Z', byId: v7(), byName: 'Jude' },
  ...{ text: 'Jude escalated #48213', opens: { handoffId: v7() }, readAt: null, ...more },
})

function makeBell(ask: NewsDeps['ask']) {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = []
  const bell = createNews({
    now: () => '2026-06-10T08:30:00Z',
    open: async () => ({
      ok: true,
      value: new Response(
        new ReadableStream<Uint8Array>({ start: (one) => void streams.push(one) }),
      ),
    }),
    ask,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    random: () => 0,
    online: fakeNetwork(),
  })
  bell.follow()
  const send = async (told: Notices) => {
    await expect.poll(() => streams.length, { timeout: 10_000 }).toBe(1)
    const text = `event: notices\ndata: ${JSON.stringify(told)}\n\n`
    streams[0]?.enqueue(new TextEncoder().encode(text))
    await expect.poll(() => bell.getState().told).toEqual(told)
  }
  return { bell, send, unread: () => bell.getState().told?.unread }
}

test('what is read is read at once, and stays so when the server has it', async () => {
  const [one, two] = [notice(), notice()]
  const at = '2026-06-10T09:00:00Z'
  const stored: Notices = { notices: [{ ...one, readAt: at }, two], unread: 1 }
  const { promise, resolve } = Promise.withResolvers<void>()
  const { bell, send, unread } = makeBell((async () => {
    await promise
    return { ok: true, value: stored }
  }) as NewsDeps['ask'])
  await send({ notices: [one, two], unread: 2 })
  const reading = bell.read([one.id])
  expect(unread()).toBe(1)
  resolve()
  await reading
  expect(bell.getState().told).toEqual(stored)
})

test('where it cannot be told it is unread again, and what is read already asks nobody', async () => {
  const one = notice()
  let asked = 0
  const { bell, send, unread } = makeBell((async () => {
    asked += 1
    return { ok: false, trouble: OFFLINE }
  }) as NewsDeps['ask'])
  await send({ notices: [one], unread: 1 })
  await bell.read()
  expect(unread()).toBe(1)
  expect(bell.getState().told?.notices).toEqual([one])
  await send({ notices: [{ ...one, readAt: '2026-06-10T09:00:00Z' }], unread: 0 })
  const before = asked
  await bell.read()
  expect(asked).toBe(before)
})

test('an answer that comes late takes nothing back that was heard since', async () => {
  const [one, newer] = [notice(), notice({ text: 'Robin took over #48213' })]
  const { promise, resolve } = Promise.withResolvers<void>()
  const { bell, send } = makeBell((async () => {
    await promise
    return { ok: true, value: { notices: [one], unread: 0 } }
  }) as NewsDeps['ask'])
  await send({ notices: [one], unread: 1 })
  const reading = bell.read([one.id])
  await send({ notices: [newer, one], unread: 2 })
  resolve()
  await reading
  expect(bell.getState().told).toEqual({ notices: [newer, one], unread: 2 })
})

test('older ones come when asked for, each once, and are read like the others', async () => {
  const [newest, first, second] = [notice(), notice(), notice()]
  const asked: unknown[] = []
  const { bell, send, unread } = makeBell((async (_: unknown, request: unknown) => {
    asked.push(request)
    return { ok: true, value: { notices: [second], unread: 2 } }
  }) as NewsDeps['ask'])
  await send({ notices: [first], unread: 2 })
  await bell.readOlder()
  expect(asked).toEqual([{ beforeId: first.id }])
  expect(bell.getState().older).toEqual([second])
  await send({ notices: [newest], unread: 3 })
  expect(bell.getState().older).toEqual([first, second])
  void bell.read([second.id])
  expect(unread()).toBe(2)
  expect(bell.getState().older.map(({ readAt }) => readAt !== null)).toEqual([false, true])
})

test('there are older ones to ask for as long as the oldest was not read, whatever comes meanwhile', async () => {
  const of = (count: number) => Array.from({ length: count }, () => notice())
  const [first, second, third] = [of(NOTICES_SHOWN), of(NOTICES_SHOWN), of(3)]
  const pages = [second, third]
  const { bell, send } = makeBell((async () => ({
    ok: true,
    value: { notices: pages.shift() ?? [], unread: 0 },
  })) as NewsDeps['ask'])
  const isMore = () => mayBeOlder(bell.getState())
  await send({ notices: first, unread: 0 })
  await bell.readOlder()
  expect(isMore()).toBe(true)
  await send({ notices: [notice(), ...first.slice(0, -1)], unread: 1 })
  expect(isMore(), 'one more came').toBe(true)
  await bell.readOlder()
  expect(isMore(), 'the last ones were read').toBe(false)
  expect(bell.getState().older.at(-1)).toEqual(third.at(-1))
  await send({ notices: [notice(), ...first.slice(0, -1)], unread: 2 })
  expect(isMore()).toBe(false)
})

test('a page that is just full leads once to nothing; what newer ones push out of it is there again', async () => {
  const all = Array.from({ length: NOTICES_SHOWN }, () => notice())
  const { bell, send } = makeBell((async () => ({
    ok: true,
    value: { notices: [], unread: 0 },
  })) as NewsDeps['ask'])
  await send({ notices: all.slice(1), unread: 0 })
  expect(mayBeOlder(bell.getState()), 'fewer than a page').toBe(false)
  await send({ notices: all, unread: 0 })
  expect(mayBeOlder(bell.getState())).toBe(true)
  await bell.readOlder()
  expect(mayBeOlder(bell.getState())).toBe(false)
  await send({ notices: [notice(), ...all.slice(0, -1)], unread: 1 })
  expect(mayBeOlder(bell.getState())).toBe(true)
})
