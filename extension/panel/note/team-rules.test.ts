import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Levels } from '#shared/note/level.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { OFFLINE } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { readTeamRules, refreshTeamRules } from './team-rules.ts'

test('what the team said is kept, and holds without a server', async () => {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  expect(await readTeamRules(db)).toEqual({ levels: {} })
  let levels: Levels | null = { N28: 'block' }
  const rule = () => ({ version: 1, levels, savedAt: null, savedBy: null })
  const ask = (async () =>
    levels ? { ok: true, value: rule() } : { ok: false, trouble: OFFLINE }) as Client['ask'] // one route
  await refreshTeamRules(db, { ask })
  expect(await readTeamRules(db)).toEqual({ levels })
  levels = null
  await refreshTeamRules(db, { ask })
  expect(await readTeamRules(db)).toEqual({ levels: { N28: 'block' } })
})
