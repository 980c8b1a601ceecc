import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { fakeNetwork } from '../../client/testing/fake-browser.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { createNews, type NewsDeps } from '../news-store.ts'

const handoff = (more: Partial<HandoffSummary> = {}): HandoffSummary => ({
  ...{ id: v7(), sessionId: v7(), intent: 'escalate', reason: 'I am stuck', byId: v7() },
  ...{ byName: 'Jude', toId: null, toName: null, at: '2026-06-10T08:00:00Z', ticket: null },
  ...{ priority: null, flowName: null, standing: null, lacking: [], end: null },
  ...more,
})
const over = (one: HandoffSummary): HandoffSummary => ({
  ...one,
  end: { how: 'picked_up', at: '2026-06-10T08:10:00Z', byId: v7(), byName: 'Maja' },
})

/** A server whose streams are in the hands of the test. */
function makeQueue() {
  const network = fakeNetwork()
  const streams: ReadableStreamDefaultController<Uint8Array>[] = []
  const bytes = new TextEncoder()
  let isUp = true
  const queue = createNews({
    ask: (async () => ({ ok: false, trouble: OFFLINE })) as NewsDeps['ask'],
    now: () => '2026-06-10T09:00:00Z',
    open: async () => {
      if (!isUp) return { ok: false, trouble: OFFLINE }
      const body = new ReadableStream<Uint8Array>({ start: (one) => void streams.push(one) })
      return { ok: true, value: new Response(body) }
    },
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    random: () => 0,
    online: network,
  })
  queue.follow()
  const send = (event: string, data: unknown) =>
    streams.at(-1)?.enqueue(bytes.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
  // The first time what follows it is fetched.
  const opened = (count: number) =>
    expect.poll(() => streams.length, { timeout: 10_000 }).toBe(count)
  const waits = (...ids: string[]) =>
    expect.poll(() => queue.getState().waiting?.map(({ id }) => id)).toEqual(ids)
  return {
    queue,
    network,
    streams,
    send,
    opened,
    waits,
    go: (next: boolean) => {
      isUp = next
    },
  }
}

test('the list comes first, then what is new and what is over; the urgent stand in front', async () => {
  const { queue, send, opened, waits } = makeQueue()
  await opened(1)
  const old = handoff({ priority: 'Priority 3 - Normal' })
  send('list', { handoffs: [old] })
  await waits(old.id)
  expect(queue.getState().isLive).toBe(true)
  const urgent = handoff({ priority: 'Priority 1 - Emergency', at: '2026-06-10T09:00:00Z' })
  send('handoff', urgent)
  await waits(urgent.id, old.id)
  send('handoff', { ...old, reason: 'It got worse' })
  await expect.poll(() => queue.getState().waiting?.[1]?.reason).toBe('It got worse')
  send('handoff', over(urgent))
  await waits(old.id)
  queue.close()
})

test('while the connection is lost the list stays and says so; afterwards it is as the server has it', async () => {
  const { queue, streams, send, opened, waits, go } = makeQueue()
  await opened(1)
  const [gone, stays, missed] = [
    handoff(),
    handoff({ at: '2026-06-10T08:01:00Z' }),
    handoff({ at: '2026-06-10T08:02:00Z' }),
  ]
  send('list', { handoffs: [gone, stays] })
  await waits(gone.id, stays.id)
  go(false)
  streams.at(-1)?.close()
  await expect.poll(() => queue.getState().trouble).toEqual(OFFLINE)
  expect(queue.getState()).toMatchObject({ isLive: false, waiting: [gone, stays] })
  go(true)
  await opened(2)
  send('list', { handoffs: [stays, missed] })
  await waits(stays.id, missed.id)
  expect(queue.getState()).toMatchObject({ isLive: true, trouble: null })
  queue.close()
})

test('without a network nothing is asked; with it again the list is read anew', async () => {
  const { queue, network, streams, send, opened, waits } = makeQueue()
  await opened(1)
  const one = handoff()
  send('list', { handoffs: [one] })
  await waits(one.id)
  network.set(false)
  expect(queue.getState().isLive).toBe(false)
  expect(streams).toHaveLength(1)
  network.set(true)
  await opened(2)
  send('list', { handoffs: [] })
  await waits()
  queue.close()
})

test('what this panel has taken is gone at once', async () => {
  const { queue, send, opened, waits } = makeQueue()
  await opened(1)
  const [mine, other] = [handoff(), handoff({ at: '2026-06-10T08:01:00Z' })]
  send('list', { handoffs: [mine, other] })
  await waits(mine.id, other.id)
  queue.drop(mine.id)
  await waits(other.id)
  queue.close()
})

test('500 that wait are in order', async () => {
  const { queue, send, opened } = makeQueue()
  await opened(1)
  const many = Array.from({ length: 500 }, (_, n) =>
    handoff({
      priority: `Priority ${(n % 4) + 1}`,
      at: new Date(Date.UTC(2026, 5, 10) + n).toISOString(),
    }),
  )
  send('list', { handoffs: many.toReversed() })
  await expect.poll(() => queue.getState().waiting?.length).toBe(500)
  const first = queue.getState().waiting?.[0]
  expect(first).toEqual(many[0])
  // Live among them all: the most urgent stands in front.
  const urgent = handoff({ priority: 'Priority 0', at: '2026-06-10T09:30:00Z' })
  send('handoff', urgent)
  await expect.poll(() => queue.getState().waiting?.[0]?.id).toBe(urgent.id)
  expect(queue.getState().waiting).toHaveLength(501)
  queue.close()
})

test('one beyond the list whose words change is counted once', async () => {
  const { queue, send, opened, waits } = makeQueue()
  await opened(1)
  const listed = handoff()
  send('list', { handoffs: [listed], total: 3 })
  await waits(listed.id)
  send('handoff', { ...listed, reason: 'It got worse', isChanged: true })
  await expect.poll(() => queue.getState().waiting?.[0]?.reason).toBe('It got worse')
  expect(queue.getState().beyond).toBe(2)
  const unlisted = handoff({ at: '2026-06-10T08:01:00Z' })
  send('handoff', { ...unlisted, isChanged: true })
  await waits(listed.id, unlisted.id)
  expect(queue.getState()).toMatchObject({ beyond: 1, waiting: [{}, unlisted] })
  const later = handoff({ at: '2026-06-10T08:02:00Z' })
  send('handoff', later)
  await waits(listed.id, unlisted.id, later.id)
  expect(queue.getState().beyond).toBe(1)
  queue.close()
})

test('the count is of all that wait, also of those beyond the list', async () => {
  const { queue, send, opened, waits } = makeQueue()
  await opened(1)
  const [mine, other] = [handoff(), handoff({ at: '2026-06-10T08:01:00Z' })]
  send('list', { handoffs: [mine, other], total: 5 })
  await waits(mine.id, other.id)
  expect(queue.getState().beyond).toBe(3)
  // One of those beyond is over; one of those listed is taken here, and told as over afterwards.
  send('handoff', over(handoff()))
  await expect.poll(() => queue.getState().beyond).toBe(2)
  queue.drop(mine.id)
  send('handoff', over(mine))
  send('handoff', { ...other, reason: 'It got worse' })
  await expect.poll(() => queue.getState().waiting?.[0]?.reason).toBe('It got worse')
  expect(queue.getState()).toMatchObject({ waiting: [{ id: other.id }], beyond: 2 })
  queue.close()
})
