import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListPeople } from '#shared/person/contract.ts'
import { Person } from '#shared/person/person.ts'
import { createApp } from '../app.ts'
import { hashAudit } from '../audit.ts'
import { inTeam } from '../db.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { askAs, makeTeam, signInDirectly, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const PASSWORD = 'eleven green umbrellas'

describe.each(onBoth)('people on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
  })
  beforeEach(async () => {
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  let count = 0
  const add = async (more: object = {}, as: 'team_admin' | 'super_admin' = 'team_admin') =>
    team.as(as)('POST', '/people', {
      email: `new-${++count}@team.example`,
      name: 'Noor Haddad',
      role: 'engineer',
      password: PASSWORD,
      ...more,
    })
  const change = (id: string, to: object, as: 'team_admin' | 'super_admin' = 'team_admin') =>
    team.as(as)('PATCH', `/people/${id}`, to)
  const give = (
    id: string,
    password = 'seven borrowed lanterns',
    as: 'team_admin' | 'super_admin' = 'team_admin',
  ) => team.as(as)('POST', `/people/${id}/password`, { password })
  const signIn = (email: string, password: string) =>
    askAs(app)('POST', '/sign-in', { email, password })
  const remove = (id: string, as: 'team_admin' | 'super_admin' = 'team_admin') =>
    team.as(as)('DELETE', `/people/${id}`)

  describe('answers', () => {
    test('with everybody of the team and nobody else', async () => {
      const { body } = await team.as('engineer')('GET', '/people')
      const { people } = z.parse(ListPeople.response, body)
      const own = Object.values(team.people).map((person) => person.id)
      expect(people.map((person) => person.id).sort()).toEqual(own.sort())
    })

    test('somebody added can sign in; a changed name and role count at once', async () => {
      const person = z.parse(Person, (await add()).body)
      const token = await signInDirectly(deps, team.id, person.id)
      const ask = askAs(app, token)
      expect((await ask('GET', '/people')).body).toMatchObject({ code: 'ownPasswordNeeded' })
      const own = { current: PASSWORD, next: 'a river of my own choosing' }
      expect((await ask('POST', '/me/password', own)).status).toBe(200)
      expect((await ask('GET', '/people')).status).toBe(200)
      expect((await change(person.id, { role: 'viewer', name: 'N. Haddad' })).status).toBe(200)
      expect((await ask('GET', '/people')).status).toBe(403)
      expect((await ask('GET', '/me')).body).toMatchObject({ person: { name: 'N. Haddad' } })
    })

    test('somebody removed has no access with the very next request, and stays in the list', async () => {
      const { id, token } = team.people.engineer
      expect((await askAs(app, token)('GET', '/me')).status).toBe(200)
      expect((await remove(id)).body).toMatchObject({ isRemoved: true })
      expect((await askAs(app, token)('GET', '/me')).status).toBe(401)
      const { body } = await team.as('lead')('GET', '/people')
      expect(z.parse(ListPeople.response, body).people.find((p) => p.id === id)).toMatchObject({
        isRemoved: true,
      })
      expect((await add({ email: team.people.engineer.email })).status).toBe(200)
    })
  })

  describe('a new password for somebody', () => {
    const NEW = 'seven borrowed lanterns'

    test('counts instead of the old one, and whoever was signed in is so no longer', async () => {
      const { id, email, password } = team.people.engineer
      const elsewhere = askAs(app, await signInDirectly(deps, team.id, id))
      expect(await give(id, NEW)).toMatchObject({ status: 200, body: { id, email } })
      expect((await team.as('engineer')('GET', '/me')).status).toBe(401)
      expect((await elsewhere('GET', '/me')).status).toBe(401)
      expect((await signIn(email, password)).status).toBe(401)
      expect((await signIn(email, NEW)).status).toBe(200)
      expect((await team.as('lead')('GET', '/me')).status).toBe(200)
      expect((await give(team.people.super_admin.id, NEW)).status).toBe(403)
      expect((await give(team.people.team_admin.id, NEW, 'super_admin')).status).toBe(200)
    })

    test('stays, though the person changes it themselves at the same moment', async () => {
      for (const kind of ['engineer', 'lead', 'viewer'] as const) {
        const { id, email, password } = team.people[kind]
        const own = { current: password, next: 'forty wandering teapots' }
        const [given] = await Promise.all([
          give(id, NEW),
          team.as(kind)('POST', '/me/password', own),
        ])
        expect(given.status).toBe(200)
        expect((await signIn(email, NEW)).status).toBe(200)
        expect((await signIn(email, own.next)).status).toBe(401)
      }
    })

    test('is refused for oneself, those above, those who left, strangers, and when weak', async () => {
      const { team_admin, super_admin, engineer, viewer } = team.people
      const other = await makeTeam(deps, app)
      await remove(viewer.id)
      expect((await give(team_admin.id)).status).toBe(403)
      expect((await give(super_admin.id)).status).toBe(403)
      expect((await give(viewer.id)).status).toBe(409)
      expect((await give(other.people.engineer.id)).status).toBe(404)
      expect((await give(deps.newId())).status).toBe(404)
      expect((await give(engineer.id, 'too short')).status).toBe(400)
      expect(await give(engineer.id, 'passwordpassword')).toMatchObject({
        status: 400,
        body: { problems: [{ at: 'password' }] },
      })
      for (const { email, password } of [team_admin, super_admin, engineer]) {
        expect((await signIn(email, password)).status).toBe(200)
      }
    })

    test('is in the audit trail, without the password', async () => {
      await give(team.people.engineer.id, NEW)
      const { body } = await team.as('team_admin')('GET', '/audit?limit=1')
      expect(body).toMatchObject({
        lines: [
          {
            act: 'password.given',
            personId: team.people.team_admin.id,
            object: team.people.engineer.id,
          },
        ],
      })
      expect(JSON.stringify(body)).not.toContain(NEW)
    })
  })

  describe('refuses', () => {
    test('one’s own role, in whichever direction, and removing oneself', async () => {
      const { id } = team.people.team_admin
      await change(team.people.lead.id, { role: 'team_admin' })
      expect((await change(id, { role: 'viewer' })).status).toBe(403)
      expect((await change(id, { role: 'super_admin' })).status).toBe(403)
      expect((await change(id, { name: 'My Name' })).status).toBe(200)
      expect((await remove(id)).status).toBe(403)
    })

    test('taking the last admin away, also when two try each other at once', async () => {
      const { id } = team.people.team_admin
      expect((await change(id, { role: 'engineer' }, 'super_admin')).status).toBe(409)
      expect((await remove(id, 'super_admin')).status).toBe(409)

      const second = z.parse(Person, (await add({ role: 'team_admin' })).body)
      const ask = askAs(app, await signInDirectly(deps, team.id, second.id))
      const answers = await Promise.all([remove(second.id), ask('DELETE', `/people/${id}`)])
      expect(answers.map((answer) => answer.status).sort()).not.toEqual([200, 200])
      const { body } = await team.as('super_admin')('GET', '/people')
      const admins = z
        .parse(ListPeople.response, body)
        .people.filter((person) => person.role === 'team_admin' && !person.isRemoved)
      expect(admins).toHaveLength(1)
    })

    test('making or unmaking whoever runs the installation, but by their like', async () => {
      expect((await add({ role: 'super_admin' })).status).toBe(403)
      expect((await change(team.people.lead.id, { role: 'super_admin' })).status).toBe(403)
      expect((await remove(team.people.super_admin.id)).status).toBe(403)
      expect((await add({ role: 'super_admin' }, 'super_admin')).status).toBe(200)
    })

    test('an address that is in use, a weak password, a role that is none', async () => {
      expect((await add({ email: team.people.lead.email })).status).toBe(409)
      expect((await add({ password: 'too short' })).status).toBe(400)
      expect((await add({ password: 'northwind-admin-demo' })).status).toBe(400)
      expect((await add({ password: 'dragonmasterdragon' })).body).toMatchObject({
        problems: [
          { at: 'password', message: expect.stringContaining('Use a phrase of your own') },
        ],
      })
      expect((await add({ role: 'owner' })).status).toBe(400)
      expect((await add({ teamId: team.id })).status).toBe(400)
      expect((await add({ isServiceAccount: true })).status).toBe(400)
    })

    test('people of other teams as if they were not there', async () => {
      const other = await makeTeam(deps, app)
      const foreign = other.people.engineer.id
      for (const answer of [
        await change(foreign, { name: 'Mine now' }),
        await remove(foreign),
        await change(deps.newId(), { name: 'x' }),
      ]) {
        expect(answer.status).toBe(404)
      }
      expect((await other.as('engineer')('GET', '/me')).status).toBe(200)
    })
  })

  test('everything is in the audit trail, whose lines are chained and never change', async () => {
    const person = z.parse(Person, (await add()).body)
    await change(person.id, { role: 'viewer' })
    await remove(person.id)
    const rows = await inTeam(deps.db, team.id, (tx) =>
      tx.selectFrom('audit').selectAll().orderBy('seq').execute(),
    )
    expect(rows.filter((row) => row.object === person.id).map((row) => row.act)).toEqual([
      'person.added',
      'person.changed',
      'person.removed',
    ])
    let before = ''
    for (const { hash, ...row } of rows) {
      expect(hash).toBe(hashAudit(before, row))
      before = hash
    }
    const tampering = inTeam(deps.db, team.id, (tx) =>
      tx.updateTable('audit').set({ act: 'nothing' }).execute(),
    )
    await expect(tampering).rejects.toThrow()
    await expect(deps.database.owner.deleteFrom('audit').execute()).rejects.toThrow(
      /only ever added/,
    )
  })
})
