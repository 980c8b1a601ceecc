import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { filesOf } from '#shared/session/files-of.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import type { AttachDeskDeps } from './attach-desk.ts'
import { createWalk } from './walk.ts'

async function openDesk(given: Partial<AttachDeskDeps> = {}) {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(48211))
  await panel.act([])
  const walk = createWalk({
    panel,
    library: {
      flowOf: () => undefined,
      bySlug: () => undefined,
      holdWithSubFlows: async () => undefined,
    },
    newId: () => v7(),
    openTab: () => undefined,
    clientFacts: makeClientFacts(),
    now: Date.now,
  })
  const desk = makeDesk(panel, walk, given)
  const files = () => {
    const session = panel.getState().session?.getState().session
    return session ? filesOf(session).map((file) => file.fileName) : []
  }
  return { panel, desk, files }
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex')
const picture = (name: string, more = '') => new File([PNG, more], name, { type: 'text/html' })

test('a pasted picture is offered, and kept with the step when it is wanted', async () => {
  const { panel, desk, files } = await openDesk()
  await desk.offer([picture('image.png', 'a'), picture('image.png', 'b')])
  expect(desk.getState().offers.map(({ file }) => [file.fileName, file.mediaType])).toEqual([
    ['screenshot-1.png', 'image/png'],
    ['screenshot-2.png', 'image/png'],
  ])
  expect(files()).toEqual([])
  expect(await desk.keep()).toBe(true)
  desk.discard()
  expect(files()).toEqual(['screenshot-1.png'])
  expect(desk.getState().offers).toEqual([])
  const [kept] = (await panel.getState().world?.db.files.toArray()) ?? []
  expect(kept).toMatchObject({ state: 'waiting', file: { fileName: 'screenshot-1.png' } })
})

test.each([
  [
    'a program',
    new File(['MZ'], 'setup.exe'),
    /setup\.exe cannot be attached as it is; put it into a ZIP/,
  ],
  ['a page', new File(['<html>'], 'page.html'), /page\.html cannot be attached/],
  ['nothing', new File([], 'empty.log'), /empty\.log is empty/],
  [
    'too much',
    new File(['x'.repeat(10 * 1024 * 1024 + 1)], 'all.log'),
    /all\.log has 10 MB\. .*up to 10 MB each/,
  ],
] as const)('%s is not offered, and the person is told what to do', async (_, file, words) => {
  const { panel, desk } = await openDesk()
  await desk.offer([file, picture('shot.png')])
  expect(panel.getState().refusal).toMatch(words)
  expect(desk.getState().offers.map((offer) => offer.file.fileName)).toEqual(['shot.png'])
})

test('a browser without room is told of before anything is kept', async () => {
  const { panel, desk } = await openDesk({ freeBytes: async () => 10 })
  await desk.offer([picture('shot.png')])
  expect(panel.getState().refusal).toContain('no room left for shot.png')
  expect(desk.getState().offers).toEqual([])
})

test('what could not be stored stays offered, and the record does not name it', async () => {
  const { panel, desk, files } = await openDesk()
  const db = panel.getState().world?.db
  if (!db) throw new Error('no world')
  db.files.put = () => Promise.reject(new Error('full'))
  await desk.offer([picture('shot.png')])
  expect(await desk.keep()).toBe(false)
  expect(desk.getState().offers).toHaveLength(1)
  expect(files()).toEqual([])
  expect(panel.getState().world?.files.getState().storageTrouble).toContain('no room for shot.png')
})

test('a name is masked and made plain', async () => {
  const { desk } = await openDesk({
    mask: async (text) => ({ text: text.replace('hunter2', '[masked]') }),
  })
  await desk.offer([picture('..\\x\\pw hunter2\u202E.png')])
  expect(desk.getState().offers[0]?.file.fileName).toBe('pw [masked].png')
})
