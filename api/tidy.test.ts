import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { atDoor, inTeam } from './db.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeTeam, signInDirectly } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'
import { tidy } from './tidy.ts'

const DAY_MS = 24 * 3_600_000

describe.each(onBoth)('tidying up on $name', ({ open }) => {
  let deps: TestDeps
  beforeAll(async () => {
    deps = await makeDeps(await open())
  })
  afterAll(() => deps.close())

  test('takes sign-ins that ended long ago and old counts, and nothing else', async () => {
    const app = createApp(deps)
    const team = await makeTeam(deps, app)
    const body = JSON.stringify({ email: team.people.lead.email, password: 'wrong' })
    const headers = { 'content-type': 'application/json' }
    await app.request('/api/sign-in', { method: 'POST', headers, body })
    const count = async () => ({
      families: (
        await inTeam(deps.db, team.id, (tx) => tx.selectFrom('signInFamily').select('id').execute())
      ).length,
      attempts: (
        await atDoor(deps.db, (tx) => tx.selectFrom('signInAttempt').select('key').execute())
      ).length,
    })
    const before = await count()
    await tidy(deps)
    expect(await count()).toEqual(before)
    deps.pass(121 * DAY_MS)
    await signInDirectly(deps, team.id, team.people.lead.id)
    await tidy(deps)
    expect(await count()).toEqual({ families: 1, attempts: 0 })
  })
})
