import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { ReadNoteCheckRule } from '#shared/note/check-rule.ts'
import type { Levels } from '#shared/note/level.ts'
import { ListClientNames } from '#shared/note/other-clients.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { OFFLINE } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { readTeamRules, refreshTeamRules } from './team-rules.ts'

test('what the team said is kept, and holds without a server', async () => {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  expect(await readTeamRules(db)).toEqual({ levels: {}, roundUpTo: 0, clients: [] })
  let levels: Levels | null = { N28: 'block' }
  const answers = () =>
    new Map<unknown, unknown>([
      [ReadNoteCheckRule, { version: 1, levels, roundUpTo: 15, savedAt: null, savedBy: null }],
      [ListClientNames, { names: ['harbor freight law'] }],
    ])
  const ask = (async (route: unknown) =>
    levels
      ? { ok: true, value: answers().get(route) }
      : { ok: false, trouble: OFFLINE }) as Client['ask'] // these two routes
  await refreshTeamRules(db, { ask })
  const clients = ['harbor freight law']
  expect(await readTeamRules(db)).toEqual({ levels, roundUpTo: 15, clients })
  levels = null
  await refreshTeamRules(db, { ask })
  expect(await readTeamRules(db)).toEqual({ levels: { N28: 'block' }, roundUpTo: 15, clients })
})
