import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { type AuditLine, ReadAudit } from '#shared/audit/contract.ts'
import { createApp } from './app.ts'
import { hashAudit } from './audit.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeTeam, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

describe.each(onBoth)('the audit trail on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let other: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    const app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
    for (const name of ['Ada', 'Bea', 'Cleo', 'Dora', 'Eve']) {
      await team.as('team_admin')('PATCH', `/people/${team.people.viewer.id}`, { name })
    }
  })
  afterAll(() => deps.close())

  const read = async (query = '', who = team): Promise<AuditLine[]> => {
    const { body } = await who.as('team_admin')('GET', `/audit${query}`)
    return z.parse(ReadAudit.response, body).lines
  }

  test('says who did what to whom and when, newest first', async () => {
    const [newest] = await read('?limit=1')
    expect(newest).toMatchObject({
      personId: team.people.team_admin.id,
      personName: team.people.team_admin.name,
      act: 'person.changed',
      object: team.people.viewer.id,
      result: 'done',
    })
    const oldest = (await read()).at(-1)
    expect(oldest).toMatchObject({ seq: 1, act: 'team.created', personId: null, personName: null })
  })

  test('gives each line once, page by page, though lines are added meanwhile', async () => {
    const whole = await read('?limit=200')
    const seen: AuditLine[] = []
    for (let page = await read('?limit=2'); page.length > 0; ) {
      seen.push(...page)
      await team.as('team_admin')('PATCH', `/people/${team.people.lead.id}`, { name: 'Lea' })
      page = await read(`?limit=2&before=${page.at(-1)?.seq}`)
    }
    expect(seen).toEqual(whole)
  })

  test('can be checked by whoever reads it: the hashes follow from the lines', async () => {
    let before = ''
    for (const { hash, personName: _, ...line } of (await read('?limit=200')).reverse()) {
      expect(hash).toBe(hashAudit(before, { teamId: team.id, ...line }))
      before = hash
    }
  })

  test('shows nothing of another team', async () => {
    const lines = await read('', other)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.map((line) => line.object)).not.toContain(team.people.viewer.id)
  })

  test('refuses pages that are none', async () => {
    for (const query of ['before=0', 'before=x', 'before=1.5', 'before=1e30', 'limit=201']) {
      const { status, body } = await team.as('team_admin')('GET', `/audit?${query}`)
      expect(status, query).toBe(400)
      expect(body).toMatchObject({ code: 'badRequest' })
    }
  })
})
