import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Attachment } from '#shared/attachment/attachment.ts'
import { PutAttachment, ReadAttachment } from '#shared/attachment/contract.ts'
import type { Client } from '../client.ts'
import { createFileQueue } from './file-queue.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { readFile } from './read-file.ts'
import { createSessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { fakeServer } from './testing/fake-server.ts'
import { OFFLINE, type Trouble } from './trouble.ts'
import { readWhatWaits } from './what-waits.ts'

const bytesOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer
const makeFile = (text: string): Attachment => ({
  id: v7(),
  fileName: 'trace.log',
  mediaType: 'text/plain',
  bytes: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
})

async function makeRig(more: { db?: LocalStore } = {}) {
  const db = more.db ?? openLocalStore('https://rf.example', v7(), async () => true)
  const server = fakeServer()
  const network = fakeNetwork()
  const locks = fakeLocks()
  const sessionId = v7()
  /** What the server holds, and how often it was sent. */
  const held = new Map<string, { text: string; times: number }>()
  const faults: ('lostAnswer' | Trouble)[] = []
  /** What happens before the next answer comes. */
  const whileSending: ((id: string) => Promise<void>)[] = []
  const client: Client = {
    ask: (route, request, options) =>
      network.is() ? server.client.ask(route, request, options) : Promise.resolve(no(OFFLINE)),
    async open(route, request, _headers, _signal, bytes) {
      if (!network.is()) return no(OFFLINE)
      const { attachmentId } = PutAttachment.request.parse(request)
      if (route.path !== ReadAttachment.path) throw new Error(`Not faked: ${route.path}`)
      if (route.method === 'GET') {
        const found = held.get(attachmentId)
        return found ? { ok: true, value: new Response(found.text) } : no(NOT_THERE)
      }
      const fault = faults.shift()
      if (fault && fault !== 'lostAnswer') return no(fault)
      const record = server.records.get(sessionId) ?? []
      const isNamed = record.some(
        ({ event: { data } }) => data.type === 'file_attached' && data.file.id === attachmentId,
      )
      if (!isNamed) return no(NOT_THERE)
      await whileSending.shift()?.(attachmentId)
      const times = (held.get(attachmentId)?.times ?? 0) + 1
      held.set(attachmentId, { text: Buffer.from(bytes ?? new ArrayBuffer()).toString(), times })
      if (fault === 'lostAnswer') return no(OFFLINE)
      return { ok: true, value: Response.json({ teamBytes: 10, teamLimit: 100 }) }
    },
  }
  const session = createSessionStore(
    {
      db,
      client,
      me: { kind: 'person', id: v7(), name: 'Ada' },
      locks,
      channel: fakeChannel()(),
      online: network,
      wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
      random: () => 0,
      now: () => new Date().toISOString(),
      newId: () => v7(),
    },
    sessionId,
  )
  await session.load()
  session.record([{ type: 'session_started', ticket: null }])
  const queue = createFileQueue({
    db,
    client,
    locks,
    open: async () => session,
    isOnline: network.is,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    random: () => 0,
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  const attach = async (text: string) => {
    const file = makeFile(text)
    expect(await queue.hold(sessionId, file, bytesOf(text))).toBe(true)
    session.record([{ type: 'file_attached', file }])
    await queue.release(file.id)
    return file
  }
  const state = async (id: string) => (await db.files.get(id))?.state
  return {
    ...{ db, server, network, session, sessionId, client, queue },
    ...{ held, faults, whileSending, attach, state },
  }
}

const no = (trouble: Trouble) => ({ ok: false as const, trouble })
const NOT_THERE: Trouble = { kind: 'refused', code: 'notFound', message: 'Not there.' }
const FULL: Trouble = { kind: 'refused', code: 'tooLarge', message: 'Your team has no room left.' }

test('a file attached without a network is kept here, shown from here, and sent once when it is back', async () => {
  const { db, network, sessionId, queue, held, attach, state, client } = await makeRig()
  network.set(false)
  const file = await attach('08:01 Access is denied')
  await queue.flush()
  expect(await state(file.id)).toBe('waiting')
  expect(await readWhatWaits(db)).toMatchObject({ entries: 2, files: 1 })
  const shown = await readFile({ db, client }, sessionId, file)
  expect(shown instanceof Blob && (await shown.text())).toBe('08:01 Access is denied')
  network.set(true)
  await queue.flush()
  expect(held.get(file.id)).toEqual({ text: '08:01 Access is denied', times: 1 })
  expect(await state(file.id)).toBe('stored')
  expect(queue.getState().room).toEqual({ teamBytes: 10, teamLimit: 100 })
  await queue.flush()
  expect(held.get(file.id)?.times).toBe(1)
})

test('an answer that is lost has it sent again, and the bytes are the same', async () => {
  const { queue, held, faults, attach, state } = await makeRig()
  faults.push('lostAnswer')
  const file = await attach('again')
  await queue.flush()
  expect(held.get(file.id)).toEqual({ text: 'again', times: 2 })
  expect(await state(file.id)).toBe('stored')
})

test('a file that the server breaks over is tried again, and holds up no other', async () => {
  const { network, session, queue, held, faults, attach, state } = await makeRig()
  network.set(false)
  const first = await attach('first')
  const second = await attach('second')
  await queue.flush()
  network.set(true)
  await session.send()
  faults.push({ kind: 'broke', message: 'Something broke.' })
  await queue.flush()
  expect([...held.keys()]).toEqual([second.id, first.id])
  expect(await state(first.id)).toBe('stored')
})

test('what the server refuses stays here with the reason and holds nothing up', async () => {
  const { queue, held, faults, attach, state } = await makeRig()
  faults.push(FULL)
  const first = await attach('first')
  const second = await attach('second')
  await queue.flush()
  expect(await state(first.id)).toBe('refused')
  expect(queue.getState().refused).toMatchObject([{ id: first.id, message: FULL.message }])
  expect(held.get(second.id)?.text).toBe('second')
  await queue.retry(first.id)
  await queue.flush()
  expect(held.get(first.id)?.text).toBe('first')
  expect(queue.getState().refused).toEqual([])
})

test('taken back before it was sent, it is not sent and no longer here', async () => {
  const { network, session, queue, held, attach, state } = await makeRig()
  network.set(false)
  const file = await attach('mistake')
  session.record([{ type: 'file_detached', attachmentId: file.id }])
  await queue.flush()
  network.set(true)
  await session.send()
  await queue.flush()
  expect(held.has(file.id)).toBe(false)
  expect(await state(file.id)).toBeUndefined()
})

test('taken back, its bytes stay until the server has the event, and then go', async () => {
  const { network, session, queue, held, attach, state } = await makeRig()
  const file = await attach('seen by mistake')
  await queue.flush()
  expect(await state(file.id)).toBe('stored')
  network.set(false)
  session.record([{ type: 'file_detached', attachmentId: file.id }])
  await queue.takeBack(file.id)
  await queue.flush()
  expect(await state(file.id)).toBe('waiting')
  network.set(true)
  await queue.flush()
  expect(await state(file.id)).toBeUndefined()
  expect(held.get(file.id)?.times).toBe(1)
})

test('taken back while it is being sent, it goes too', async () => {
  const { db, session, queue, whileSending, attach, state } = await makeRig()
  whileSending.push(async (id) => {
    session.record([{ type: 'file_detached', attachmentId: id }])
    await queue.takeBack(id)
  })
  const file = await attach('seen by mistake')
  await queue.flush()
  expect(await state(file.id)).toBeUndefined()
  expect(await db.files.count()).toBe(0)
})

test('where the server does not take that it was taken back, it is sent after all', async () => {
  const { network, session, server, queue, held, attach, state } = await makeRig()
  network.set(false)
  const file = await attach('wanted after all')
  session.record([{ type: 'file_detached', attachmentId: file.id }])
  await queue.takeBack(file.id)
  server.refuses.set('file_detached', 'Only its author takes it back.')
  network.set(true)
  await queue.flush()
  expect(held.get(file.id)?.text).toBe('wanted after all')
  expect(await state(file.id)).toBe('stored')
})

test('a panel that died after the record named a file leaves it to the next one', async () => {
  const { queue, sessionId, session, held } = await makeRig()
  const file = makeFile('left behind')
  await queue.hold(sessionId, file, bytesOf('left behind'))
  const recorded = session.record([{ type: 'file_attached', file }])
  if (recorded.ok) await recorded.kept
  await queue.load()
  await queue.flush()
  expect(held.get(file.id)?.text).toBe('left behind')
})

test('a browser without room is told in words, and nothing is recorded as kept', async () => {
  const { db, queue, sessionId, state } = await makeRig()
  const put = db.files.put
  db.files.put = () => Promise.reject(new DOMException('The quota has been exceeded.'))
  const file = makeFile('no room')
  expect(await queue.hold(sessionId, file, bytesOf('no room'))).toBe(false)
  expect(queue.getState().storageTrouble).toContain('no room for trace.log')
  db.files.put = put
  expect(await queue.hold(sessionId, file, bytesOf('no room'))).toBe(true)
  expect(queue.getState().storageTrouble).toBeNull()
  expect(await state(file.id)).toBe('held')
})

test('a file from the server is held against its hash', async () => {
  const { sessionId, held, client } = await makeRig()
  const file = makeFile('as it was')
  const read = () => readFile({ db: undefined, client }, sessionId, file)
  expect(await read()).toBe('Not there.')
  held.set(file.id, { text: 'changed!!', times: 1 })
  expect(await read()).toContain('not the file that was attached')
  held.set(file.id, { text: 'as it was', times: 1 })
  const shown = await read()
  expect(shown instanceof Blob && [shown.type, await shown.text()]).toEqual([
    'text/plain',
    'as it was',
  ])
})
