import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Route } from '#shared/route.ts'
import { ListScripts, SaveScript, type Script } from '#shared/script/contract.ts'
import type { ScriptContent } from '#shared/script/script.ts'
import { type LocalStore, openLocalStore } from '../../client/local-store.ts'
import { OFFLINE, type Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { listKept } from './kept-scripts.ts'
import { createScriptEditor, problemsOf } from './script-editor.ts'

const CONTENT: ScriptContent = {
  ...{ name: 'Reset', summary: '', words: [], shell: 'powershell', safety: 'changes' },
  text: 'Reset-It {account}',
  parameters: [
    {
      ...{ name: 'account', label: 'Account', kind: 'text', isRequired: true },
      ...{ isSensitive: false, choices: [] },
    },
  ],
}

/** A server with one template on it, as far as this screen asks. */
function makeServer(script: Script | null) {
  let now = script
  let isThere = true
  const refuse = (trouble: Trouble) => ({ ok: false as const, trouble })
  const ask = async (route: Route, request: unknown) => {
    if (!isThere) return refuse(OFFLINE)
    if (route === ListScripts) return { ok: true, value: { scripts: now ? [now] : [] } }
    if (route !== SaveScript) throw new Error(`Nobody answers ${route.path} here`)
    const { basedOn, state, content } = request as { basedOn: number } & Pick<
      Script,
      'state' | 'content'
    >
    if (!now && basedOn > 0) {
      return refuse({ kind: 'refused', code: 'notFound', message: 'There is none.' })
    }
    if ((now?.revision ?? 0) !== basedOn) {
      return refuse({ kind: 'refused', code: 'conflict', message: 'Somebody changed it.' })
    }
    now = scriptOf(basedOn + 1, content, state)
    return { ok: true, value: now }
  }
  return {
    client: { ask: ask as Client['ask'] }, // answers only what is asked of it here
    saved: () => now,
    save: (content: ScriptContent) => {
      now = scriptOf((now?.revision ?? 0) + 1, content, 'draft')
    },
    delete: () => {
      now = null
    },
    leave: () => {
      isThere = false
    },
  }
}

const ID = v7()
const scriptOf = (revision: number, content: ScriptContent, state: Script['state']): Script => ({
  ...{ id: ID, state, revision, isBuiltIn: false, authorName: 'Ada', from: null, content },
  updatedAt: '2026-11-01T08:00:00Z',
})

let db: LocalStore
beforeEach(() => {
  db = openLocalStore('https://rf.example', v7(), async () => true)
})
const open = async (server: ReturnType<typeof makeServer>, scriptId = ID) => {
  const now = () => '2026-11-01T08:00:00Z'
  const editor = createScriptEditor({ db, client: server.client, scriptId, now })
  await editor.load()
  return editor
}

describe('what is typed', () => {
  test('survives a closed tab, also without a network, and is gone once it is saved', async () => {
    const server = makeServer(scriptOf(1, CONTENT, 'draft'))
    const first = await open(server)
    first.edit({ name: 'Reset it well' })
    await expect.poll(() => listKept(db)).toHaveLength(1)
    server.leave()
    const second = await open(server)
    expect(second.getState()).toMatchObject({ isChanged: true, content: { name: 'Reset it well' } })

    const third = await open(makeServer(scriptOf(1, CONTENT, 'draft')))
    expect(await third.save('draft')).toBe(true)
    expect(third.getState()).toMatchObject({ isChanged: false, basedOn: 2 })
    expect(await listKept(db)).toEqual([])
  })

  test('while it is being saved stays, and is saved on top of it', async () => {
    const server = makeServer(scriptOf(1, CONTENT, 'draft'))
    const editor = await open(server)
    editor.edit({ name: 'Reset it' })
    const saving = editor.save('draft')
    editor.edit({ name: 'Reset it well' })
    expect(await saving).toBe(true)
    expect(server.saved()?.content.name).toBe('Reset it')
    expect(editor.getState()).toMatchObject({
      ...{ isChanged: true, basedOn: 2, theirs: null },
      content: { name: 'Reset it well' },
    })
    expect(await listKept(db)).toMatchObject([
      { kept: { basedOn: 2, content: { name: 'Reset it well' } } },
    ])
    expect(await editor.save('draft')).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 3, content: { name: 'Reset it well' } })
    expect(await listKept(db)).toEqual([])
  })

  test('that cannot be saved yet is told field by field, in words', () => {
    const empty = { ...CONTENT, name: ' ', text: '', parameters: [] }
    expect(problemsOf(empty)).toMatchObject({
      canSave: false,
      all: [{ at: 'name' }, { at: 'text' }],
    })
    const [parameter] = CONTENT.parameters
    const named = { ...CONTENT, parameters: [{ ...Object(parameter), name: 'My Name' }] }
    expect(problemsOf(named).all).toMatchObject([
      { at: 'parameters.0.name', message: expect.stringContaining('small letters') },
    ])
    expect(problemsOf(CONTENT)).toEqual({ all: [], canSave: true })
  })

  test('and was left empty is not there at all', async () => {
    const server = makeServer(null)
    const editor = await open(server)
    const [parameter] = CONTENT.parameters
    const parameters = [{ ...Object(parameter), help: ' ', standard: '', choices: ['x'] }]
    editor.edit({ ...CONTENT, where: '', changes: '  ', words: ['', 'a'], parameters })
    expect(await editor.save('draft')).toBe(true)
    expect(server.saved()?.content).toEqual({ ...CONTENT, words: ['a'] })
  })
})

describe('two who write at once', () => {
  const theirs = { ...CONTENT, name: 'Theirs' }
  async function conflict() {
    const server = makeServer(scriptOf(1, CONTENT, 'draft'))
    const editor = await open(server)
    editor.edit({ name: 'Mine' })
    server.save(theirs)
    expect(await editor.save('draft')).toBe(false)
    expect(editor.getState()).toMatchObject({
      content: { name: 'Mine' },
      theirs: { revision: 2, content: { name: 'Theirs' } },
    })
    expect(server.saved()?.content.name).toBe('Theirs')
    return { server, editor }
  }

  test('are told, and nothing is overwritten until one decides for one’s own', async () => {
    const { server, editor } = await conflict()
    editor.keepMine()
    expect(await editor.save('draft')).toBe(true)
    expect(server.saved()).toMatchObject({ revision: 3, content: { name: 'Mine' } })
  })

  test('or for theirs, and one’s own is gone', async () => {
    const { editor } = await conflict()
    await editor.takeTheirs()
    expect(editor.getState()).toMatchObject({ isChanged: false, content: { name: 'Theirs' } })
    expect(await listKept(db)).toEqual([])
  })

  test('find out when they come back to the tab, and who has changed nothing has theirs', async () => {
    const server = makeServer(scriptOf(1, CONTENT, 'draft'))
    const [busy, idle] = [await open(server), await open(server)]
    server.save(theirs)
    await idle.look()
    expect(idle.getState()).toMatchObject({ theirs: null, content: { name: 'Theirs' } })
    busy.edit({ name: 'Mine' })
    await busy.look()
    expect(busy.getState()).toMatchObject({ theirs: { revision: 2 }, content: { name: 'Mine' } })
  })
})

test('what was typed on one that a colleague has deleted goes on as a new one, once', async () => {
  const server = makeServer(scriptOf(2, CONTENT, 'draft'))
  const [saving, looking] = [await open(server), await open(server)]
  saving.edit({ name: 'Mine' })
  server.delete()
  await looking.look()
  expect(looking.getState()).toMatchObject({ isGone: true, isChanged: false })
  expect(await saving.save('draft')).toBe(false)
  expect(saving.getState()).toMatchObject({ isGone: true, told: null })
  const later = await open(server)
  expect(later.getState()).toMatchObject({ isGone: true, content: { name: 'Mine' } })
  const ids = await Promise.all([later.goOnAsNew(), later.goOnAsNew()])
  const [id = ''] = ids.filter(Boolean)
  expect(await listKept(db)).toMatchObject([{ id, kept: { basedOn: 0 } }])
  const next = await open(server, id)
  expect(next.getState()).toMatchObject({ isGone: false, content: { name: 'Mine' } })
  expect(await next.save('draft')).toBe(true)
  expect(await listKept(db)).toEqual([])
})
