import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DraftHead, ListDrafts } from '#shared/flow/drafts.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { Route } from '#shared/route.ts'
import { type LocalStore, openLocalStore } from '../../../client/local-store.ts'
import { OFFLINE } from '../../../client/trouble.ts'
import { AT, CONTENT, draftOf, FLOW_ID, VERSIONS } from '../../testing/draft-server.ts'
import { ADA, showOnPage } from '../../testing/show-on-page.tsx'
import { ChangeFlow } from './ChangeFlow.tsx'
import { keep, listKept } from './kept-drafts.ts'

const OF = { flowId: FLOW_ID, version: VERSIONS[0] ?? '' }
const FLOW: Flow = {
  ...{ id: FLOW_ID, version: OF.version, publishedAt: AT, isBuiltIn: false, content: CONTENT },
}

let db: LocalStore
let answers: (() => void)[]
let shown: Awaited<ReturnType<typeof showOnPage>>
beforeEach(() => {
  db = openLocalStore('https://rf.example', v7(), async () => true)
  answers = []
})
afterEach(() => {
  shown.close()
  location.hash = ''
})

/** `drafts`: what the server has, told when the test lets it; none while it is away. */
async function show(drafts: DraftHead[] | null) {
  const ask = async (route: Route) => {
    if (route !== ListDrafts) throw new Error(`Not played: ${route.path}`)
    await new Promise<void>((told) => answers.push(told))
    return drafts ? { ok: true, value: { drafts } } : { ok: false, trouble: OFFLINE }
  }
  shown = await showOnPage(<ChangeFlow flow={FLOW} db={db} />, ask)
}
const tell = () =>
  act(async () => {
    for (const told of answers.splice(0)) told()
  })
const press = (words: string) =>
  act(async () => {
    const buttons = [...shown.box.querySelectorAll('button')]
    const button = buttons.find(({ textContent }) => textContent === words)
    button?.click()
    button?.click()
  })
const until = (passes: () => unknown) =>
  vi.waitFor(
    async () => {
      await act(async () => undefined)
      await passes()
    },
    { timeout: 10_000 },
  )

test('pressed twice before the server has told of its drafts, one is begun', async () => {
  await show([])
  await press('Change this flow')
  await press('Change this flow')
  expect(await listKept(db)).toEqual([])
  await tell()
  await until(() => expect(location.hash).toContain('draft/'))
  expect(await listKept(db)).toMatchObject([{ kept: { of: OF, basedOn: 0 } }])
})

test('one that the server has is gone on with, however early it is pressed', async () => {
  const mine = { ...draftOf(2, CONTENT, OF), authorId: ADA.id }
  const colleagues = { ...draftOf(1, CONTENT, OF), id: v7() }
  await show([colleagues, mine])
  await press('Change this flow')
  await tell()
  await until(() => expect(location.hash).toBe(`#draft/${mine.id}`))
  expect(await listKept(db)).toEqual([])
})

test.each([
  ['has none', []],
  ['is away', null],
])('one that this browser keeps is gone on with, where the server %s', async (_, drafts) => {
  const [id, other] = [v7(), v7()]
  await keep(db, id, { basedOn: 0, of: OF, content: CONTENT, saved: null }, AT)
  await keep(db, other, { basedOn: 4, of: OF, content: CONTENT, saved: null }, AT)
  await show(drafts)
  await until(() => expect(shown.box.textContent).toContain('Go on with your draft'))
  await press('Go on with your draft')
  await tell()
  await until(() => expect(location.hash).toBe(`#draft/${id}`))
  expect(await listKept(db)).toHaveLength(2)
})
