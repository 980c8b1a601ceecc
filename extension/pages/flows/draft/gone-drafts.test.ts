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
import { listKept } from './kept-drafts.ts'

const OF = { flowId: FLOW_ID, version: VERSIONS[0] ?? '' }

let db: LocalStore
beforeEach(() => {
  db = openLocalStore('https://rf.example', v7(), async () => true)
})
type Server = ReturnType<typeof makeDraftServer>
const open = async ({ client }: Server, draftId = DRAFT_ID) => {
  const editor = createFlowEditor({ db, client, draftId, now: () => new Date(AT), newId: v7 })
  await editor.load()
  return editor
}
type Editor = Awaited<ReturnType<typeof open>>
const rename = (editor: Editor, title: string, node = 'ask') =>
  editor.edit([{ type: 'changeNode', node, fields: { title } }], `title of ${node}`)
const titled = (content: FlowContent, node: string, title: string): FlowContent => ({
  ...content,
  nodes: content.nodes.map((one) => (one.id === node ? { ...one, title } : one)),
})
const titles = (editor: Editor) =>
  Object.fromEntries(editor.getState().content.nodes.map(({ id, title }) => [id, title]))
const idIn = (address: string | undefined) => address?.replace('draft/', '') ?? ''

/** Typed on a draft that was saved, and kept; then the tab is closed. */
async function typedOn(server: Server) {
  rename(await open(server), 'Mine')
  await expect.poll(async () => JSON.stringify(await listKept(db))).toContain('Mine')
}

describe('what was typed on a draft that a lead has published', () => {
  test('goes on as a draft of the version that came of it, with what the lead changed too', async () => {
    const server = makeDraftServer(draftOf(3, CONTENT, OF), [CONTENT])
    await typedOn(server)
    server.publish(titled({ ...CONTENT, summary: 'Of the lead' }, 'look', 'Look twice'))
    const editor = await open(server)
    expect(editor.getState()).toMatchObject({ isGone: true, isLoaded: true, told: null })
    expect(await editor.save()).toBe(false)
    const id = idIn(await editor.goOnAsNew())
    const kept = await listKept(db)
    expect(kept).toMatchObject([{ id, kept: { basedOn: 0, of: { version: VERSIONS[1] } } }])

    const next = await open(server, id)
    expect(next.getState()).toMatchObject({ isGone: false, newer: null, leftOut: [] })
    expect(next.getState().content.summary).toBe('Of the lead')
    expect(titles(next)).toMatchObject({ ask: 'Mine', look: 'Look twice' })
    expect(await next.save()).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 1, of: { flowId: FLOW_ID } })
    expect(await listKept(db)).toEqual([])
  })
  test('keeps its own where both have changed the same; theirs is told, also in a tab opened later', async () => {
    const server = makeDraftServer(draftOf(3, CONTENT, OF), [CONTENT])
    await typedOn(server)
    server.publish(titled(CONTENT, 'ask', 'Theirs'))
    const id = idIn(await (await open(server)).goOnAsNew())
    for (const _ of ['at once', 'later']) {
      const next = await open(server, id)
      expect(titles(next)).toMatchObject({ ask: 'Mine' })
      expect(next.getState().leftOut).toEqual(['“Theirs” says another title.'])
      rename(next, 'Looked', 'look')
      await expect.poll(async () => JSON.stringify(await listKept(db))).toContain('Looked')
    }
  })
  test('is of the flow that came of it, where the draft was of none', async () => {
    const server = makeDraftServer(draftOf(3, CONTENT, null))
    await typedOn(server)
    server.publish(titled(CONTENT, 'look', 'Look twice'))
    const id = idIn(await (await open(server)).goOnAsNew())
    const next = await open(server, id)
    expect(next.getState().of).toEqual({ flowId: DRAFT_ID, version: VERSIONS[0] })
    expect(titles(next)).toMatchObject({ ask: 'Mine', look: 'Look twice' })
  })
  test('is seen to be so in the tab that is open: by saving, and on coming back to it', async () => {
    const server = makeDraftServer(draftOf(3, CONTENT, null))
    const [saving, looking] = [await open(server), await open(server)]
    rename(saving, 'Mine')
    server.publish()
    expect(await saving.save()).toBe(false)
    expect(saving.getState()).toMatchObject({ isGone: true, told: null, isBusy: false })
    await looking.look()
    expect(looking.getState()).toMatchObject({ isGone: true, isChanged: false })
  })
})

test('one that was saved whole and then dropped is kept here, as it says', async () => {
  const server = makeDraftServer(draftOf(3, CONTENT, null))
  const editor = await open(server)
  server.drop()
  await editor.look()
  expect(editor.getState()).toMatchObject({ isGone: true, isChanged: true })
  await editor.close()
  expect(await listKept(db)).toMatchObject([{ id: DRAFT_ID, kept: { basedOn: 3 } }])
})

test('what is over holds up nobody: it closes at once after it was published, and after it went on', async () => {
  const server = makeDraftServer(draftOf(3, CONTENT, OF), [CONTENT])
  const published = await open(server)
  const of = await published.publish()
  if (!of) throw new Error('It was published')
  await published.leave(of)
  await published.close()
  const gone = makeDraftServer(draftOf(3, CONTENT, null))
  await typedOn(gone)
  gone.drop()
  const moved = await open(gone)
  await moved.goOnAsNew()
  await moved.close()
})

test('what was typed on a draft that was dropped goes on as a new flow, or of the version it was of', async () => {
  const server = makeDraftServer(draftOf(3, CONTENT, null))
  await typedOn(server)
  server.drop()
  const id = idIn(await (await open(server)).goOnAsNew())
  expect((await open(server, id)).getState()).toMatchObject({ of: null, isGone: false })
  await db.drafts.delete([id, 'flow'])

  const changed = titled(CONTENT, 'look', 'Saved in the draft')
  const ofFlow = makeDraftServer(draftOf(3, changed, OF), [CONTENT])
  await typedOn(ofFlow)
  ofFlow.drop()
  const next = await open(ofFlow, idIn(await (await open(ofFlow)).goOnAsNew()))
  expect(next.getState()).toMatchObject({ of: OF, leftOut: [] })
  expect(titles(next)).toMatchObject({ ask: 'Mine', look: 'Saved in the draft' })
})

test('nothing is lost where it cannot go on yet, nor when it is asked for twice', async () => {
  const server = makeDraftServer(draftOf(3, CONTENT, null))
  await typedOn(server)
  server.drop()
  const editor = await open(server)
  server.leave()
  expect(await editor.goOnAsNew()).toBeUndefined()
  expect(editor.getState()).toMatchObject({ isGone: true, isBusy: false, told: { tone: 'bad' } })
  expect(await listKept(db)).toMatchObject([{ id: DRAFT_ID }])
  server.comeBack()
  const both = await Promise.all([editor.goOnAsNew(), editor.goOnAsNew()])
  expect(both.filter(Boolean)).toHaveLength(1)
  expect(await listKept(db)).toHaveLength(1)
})

describe('once it is published', () => {
  const published = async (typeMeanwhile: (editor: Editor) => void) => {
    const server = makeDraftServer(draftOf(3, CONTENT, OF), [CONTENT])
    const editor = await open(server)
    rename(editor, 'Saved')
    await editor.save()
    const publishing = editor.publish()
    typeMeanwhile(editor)
    const made = await publishing
    expect(made).toEqual({ flowId: FLOW_ID, version: VERSIONS[1] })
    return { server, address: made && (await editor.leave(made)), made }
  }
  test('one goes to the flow, and nothing of the draft is left', async () => {
    const { address } = await published((editor) => {
      rename(editor, 'Typed', 'look')
      editor.undo()
    })
    expect(address).toBe(FLOW_ID)
    expect(await listKept(db)).toEqual([])
  })
  test('what was typed while it was on its way goes on as a draft of the next version', async () => {
    const { server, address, made } = await published((editor) => rename(editor, 'Typed'))
    const next = await open(server, idIn(address))
    expect(next.getState()).toMatchObject({ of: made, isGone: false, told: { tone: 'good' } })
    expect(titles(next)).toMatchObject({ ask: 'Typed' })
    expect(await listKept(db)).toHaveLength(1)
    expect(await next.save()).toBe(true)
  })
})
