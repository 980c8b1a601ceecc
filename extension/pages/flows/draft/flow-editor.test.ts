import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FlowContent } from '#shared/flow/flow.ts'
import { type LocalStore, openLocalStore } from '../../../client/local-store.ts'
import {
  AT,
  CONTENT,
  DRAFT_ID,
  draftOf,
  FLOW_ID,
  makeDraftServer,
  VERSIONS,
} from '../../testing/draft-server.ts'
import { createFlowEditor } from './flow-editor.ts'
import { keep, listKept } from './kept-drafts.ts'

let db: LocalStore
let atMs = Date.parse(AT)
beforeEach(() => {
  db = openLocalStore('https://rf.example', v7(), async () => true)
})
const open = async (server: ReturnType<typeof makeDraftServer>, drawn?: () => Promise<void>) => {
  let made = 0
  const newId = () => `new-${++made}`
  const editor = createFlowEditor({
    db,
    client: server.client,
    draftId: DRAFT_ID,
    now: () => new Date(atMs),
    newId,
    ...(drawn ? { drawn } : {}),
  })
  await editor.load()
  return editor
}
type Editor = Awaited<ReturnType<typeof open>>
const rename = (editor: Editor, title: string, node = 'ask') =>
  editor.edit([{ type: 'changeNode', node, fields: { title } }], `title of ${node}`)
const titleOf = (editor: Editor, node = 'ask') =>
  editor.getState().content.nodes.find(({ id }) => id === node)?.title

describe('what is drawn', () => {
  test('survives a closed tab, also without a network, and is gone once it is saved', async () => {
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    rename(await open(server), 'Asked well')
    await expect.poll(() => listKept(db)).toHaveLength(1)
    server.leave()
    const second = await open(server)
    expect(second.getState()).toMatchObject({ isChanged: true, isLoaded: true })
    expect(titleOf(second)).toBe('Asked well')

    const third = await open(makeDraftServer(draftOf(1, CONTENT, null)))
    expect(await third.save()).toBe(true)
    expect(third.getState()).toMatchObject({ isChanged: false, basedOn: 2 })
    expect(await listKept(db)).toEqual([])
  })
  test('is kept once it is on the screen, as it stands then; what was saved before that is not', async () => {
    let show: (() => void)[] = []
    const showAll = () => {
      for (const one of show) one()
      show = []
    }
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    const editor = await open(server, () => new Promise((done) => show.push(done)))
    rename(editor, 'Asked')
    await expect.poll(() => show).toHaveLength(1)
    rename(editor, 'Asked well')
    expect(await listKept(db)).toEqual([])
    showAll()
    await expect.poll(async () => JSON.stringify(await listKept(db))).toContain('Asked well')
    expect(show).toEqual([])
    rename(editor, 'Asked better')
    await expect.poll(() => show).toHaveLength(1)
    const saving = editor.save()
    await expect.poll(() => titleOf(editor)).toBe('Asked better')
    await expect.poll(() => editor.getState().isChanged).toBe(false)
    showAll()
    expect(await saving).toBe(true)
    expect(await listKept(db)).toEqual([])
  })
  test('that no server has yet is there, and is new when it is saved', async () => {
    await keep(db, DRAFT_ID, { basedOn: 0, of: null, content: CONTENT, saved: null }, AT)
    const server = makeDraftServer(null)
    const editor = await open(server)
    expect(editor.getState()).toMatchObject({ told: null, isChanged: true })
    await editor.save()
    expect(server.saved()).toMatchObject({ revision: 1, content: { slug: 'made' } })
  })
  test('and does not fit is told, and nothing is done', async () => {
    const editor = await open(makeDraftServer(draftOf(1, CONTENT, null)))
    expect(rename(editor, 'x', 'gone')).toBe(false)
    expect(editor.getState()).toMatchObject({ isChanged: false, told: { tone: 'amber' } })
  })
  test('and can be read nowhere is no empty draft: it is read again, by a press or back at the tab', async () => {
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    server.leave()
    const editor = await open(server)
    expect(editor.getState()).toMatchObject({ isLoaded: false, failed: { kind: 'offline' } })
    await editor.load()
    expect(editor.getState()).toMatchObject({ isLoaded: false, failed: { kind: 'offline' } })
    server.comeBack()
    await editor.look()
    expect(editor.getState()).toMatchObject({ isLoaded: true, failed: null, content: CONTENT })
    expect((await open(makeDraftServer(null))).getState()).toMatchObject({
      ...{ isLoaded: false, failed: { code: 'notFound' } },
    })
    expect(await listKept(db)).toEqual([])
  })
})

describe('undoing', () => {
  test('takes back a gesture: what was typed in one go, not letter by letter', async () => {
    const editor = await open(makeDraftServer(draftOf(1, CONTENT, null)))
    for (const text of ['W', 'We', 'Wel', 'Well']) rename(editor, text)
    rename(editor, 'Seen', 'look')
    atMs += 5_000
    rename(editor, 'Seen later', 'look')
    const titles = () => [titleOf(editor), titleOf(editor, 'look')]
    editor.undo()
    expect(titles()).toEqual(['Well', 'Seen'])
    editor.undo()
    editor.undo()
    expect(editor.getState().content).toEqual(CONTENT)
    editor.undo()
    for (let n = 0; n < 4; n++) editor.redo()
    expect(titles()).toEqual(['Well', 'Seen later'])
  })
  test('of twenty edits and doing them again gives the same flow', async () => {
    const editor = await open(makeDraftServer(draftOf(1, CONTENT, null)))
    for (let n = 0; n < 20; n++) {
      editor.edit([
        {
          type: 'addNode',
          node: { id: `n${n}`, kind: 'input', title: '', variable: '', links: [] },
        },
      ])
    }
    const drawn = editor.getState().content
    for (let n = 0; n < 20; n++) editor.undo()
    expect(editor.getState().content).toEqual(CONTENT)
    for (let n = 0; n < 20; n++) editor.redo()
    expect(editor.getState().content).toBe(drawn)
  })
})

describe('two who write at once', () => {
  const theirs = { ...CONTENT, name: 'Theirs' }
  async function conflict() {
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    const editor = await open(server)
    rename(editor, 'Mine')
    server.save(theirs)
    expect(await editor.save()).toBe(false)
    expect(editor.getState()).toMatchObject({
      theirs: { revision: 2, content: { name: 'Theirs' } },
    })
    expect(server.saved()?.content).toEqual(theirs)
    return { server, editor }
  }
  test('are told, and nothing is overwritten until one decides for one’s own', async () => {
    const { server, editor } = await conflict()
    editor.keepMine()
    expect(await editor.save()).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 3, content: { name: CONTENT.name } })
  })
  test('or for both together, where both have not changed the same', async () => {
    const { server, editor } = await conflict()
    editor.takeBoth()
    expect(editor.getState()).toMatchObject({ theirs: null, leftOut: [], isChanged: true })
    expect(await editor.save()).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 3, content: { name: 'Theirs' } })
    expect(titleOf(editor)).toBe('Mine')
  })
  test('also where the colleague saved while the tab was closed: both are put together, edit by edit', async () => {
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    const first = await open(server)
    rename(first, 'Mine')
    rename(first, 'Mine too', 'look')
    await expect.poll(() => listKept(db)).toMatchObject([{ kept: { basedOn: 1 } }])
    await expect.poll(async () => JSON.stringify(await listKept(db))).toContain('Mine too')
    server.save({
      ...theirs,
      nodes: CONTENT.nodes.map((one) => (one.id === 'look' ? { ...one, title: 'Looked' } : one)),
    })
    const second = await open(server)
    expect(second.getState()).toMatchObject({ theirs: { revision: 2 }, saved: CONTENT })
    second.takeBoth()
    expect(second.getState()).toMatchObject({
      ...{ theirs: null, basedOn: 2, content: { name: 'Theirs' } },
      leftOut: ['“Looked” says another title.'],
    })
    expect([titleOf(second), titleOf(second, 'look')]).toEqual(['Mine', 'Mine too'])
    expect(await second.save()).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 3, content: { name: 'Theirs' } })
    expect(await listKept(db)).toEqual([])
  })
  test('a tab closed after both were put together knows what both had from then on', async () => {
    const { server, editor } = await conflict()
    editor.takeBoth()
    await expect.poll(() => listKept(db)).toMatchObject([{ kept: { basedOn: 2 } }])
    server.save({ ...theirs, summary: 'Said later' })
    const second = await open(server)
    second.takeBoth()
    expect(second.getState()).toMatchObject({
      content: { name: 'Theirs', summary: 'Said later' },
      leftOut: [],
    })
    expect(titleOf(second)).toBe('Mine')
  })
  test('one’s own save, whose answer a closed tab has missed, is no conflict', async () => {
    const server = makeDraftServer(draftOf(1, CONTENT, null))
    const first = await open(server)
    rename(first, 'Mine')
    await expect.poll(() => listKept(db)).toHaveLength(1)
    server.save(first.getState().content)
    const second = await open(server)
    expect(second.getState()).toMatchObject({ theirs: null, isChanged: false, basedOn: 2 })
    expect(await listKept(db)).toEqual([])
  })
  test('what an older version kept without it is still read, and decided as a whole', async () => {
    await db.drafts.put({
      ...{ sessionId: DRAFT_ID, field: 'flow', from: '1', at: AT },
      text: JSON.stringify({ basedOn: 1, of: null, content: { ...CONTENT, name: 'Mine' } }),
    })
    const editor = await open(makeDraftServer(draftOf(2, theirs, null)))
    expect(editor.getState()).toMatchObject({ saved: null, theirs: { revision: 2 } })
    expect(editor.getState().content.name).toBe('Mine')
  })
  test('or for theirs, and one’s own is gone', async () => {
    const { editor } = await conflict()
    await editor.takeTheirs()
    expect(editor.getState()).toMatchObject({ isChanged: false, content: { name: 'Theirs' } })
    expect(await listKept(db)).toEqual([])
  })
})

test('what was published meanwhile is taken in beside one’s own, and what does not fit is told', async () => {
  const of = { flowId: FLOW_ID, version: VERSIONS[0] ?? '' }
  const newer: FlowContent = {
    ...{ ...CONTENT, name: 'Published since' },
    nodes: CONTENT.nodes.map((n) => (n.id === 'look' ? { ...n, title: 'Look twice' } : n)),
  }
  const editor = await open(makeDraftServer(draftOf(1, CONTENT, of), [CONTENT, newer]))
  expect(editor.getState()).toMatchObject({
    published: { name: CONTENT.name },
    newer: { version: VERSIONS[1] },
  })
  editor.edit([{ type: 'removeNode', node: 'look' }])
  editor.takeNewer()
  expect(editor.getState()).toMatchObject({
    ...{ newer: null, of: { version: VERSIONS[1] }, content: { name: 'Published since' } },
    leftOut: ['“Look twice” says another title.'],
  })
  editor.undo()
  expect(editor.getState().content.name).toBe(CONTENT.name)
})
