import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { inTeam } from './db.ts'
import { reseal } from './reseal.ts'
import { makeKey, openSecrets, ringOfFolder } from './secrets.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeTeam, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

const [k1, k2] = [makeKey('k1'), makeKey('k2')]
const bound = { team: 'a', record: 'connection', field: 'key' }

describe('a sealed value', () => {
  test('opens for what it was sealed for, and is another each time', async () => {
    const secrets = openSecrets(k1)
    const [one, two] = [
      await secrets.seal('swordfish', bound),
      await secrets.seal('swordfish', bound),
    ]
    expect(one).not.toBe(two)
    expect(one).not.toContain('swordfish')
    expect(await secrets.open(one, bound)).toBe('swordfish')
    expect(await secrets.open(two, bound)).toBe('swordfish')
  })

  test.each([
    ['another team', { ...bound, team: 'b' }],
    ['another record', { ...bound, record: 'x' }],
    ['another field', { ...bound, field: 'x' }],
  ])('does not open for %s', async (_, other) => {
    const secrets = openSecrets(k1)
    await expect(secrets.open(await secrets.seal('s', bound), other)).rejects.toThrow(/another/)
  })

  test('does not open when a letter was changed, whichever', async () => {
    const secrets = openSecrets(k1)
    const sealed = await secrets.seal('swordfish', bound)
    for (let i = 0; i < sealed.length; i += 7) {
      const changed = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1)
      await expect(secrets.open(changed, bound), `letter ${i}`).rejects.toThrow()
    }
  })

  test('opens while its key is in the ring, and says which one is lacking', async () => {
    const old = await openSecrets(k1).seal('s', bound)
    const both = openSecrets(`${k2},${k1}`)
    expect(await both.open(old, bound)).toBe('s')
    expect(both.isStale(old)).toBe(true)
    expect(both.isStale(await both.seal('s', bound))).toBe(false)
    await expect(openSecrets(k2).open(old, bound)).rejects.toThrow(/“k1”.*SECRETS_KEYS/)
  })
})

test.each(['', 'abc', 'k1:', 'k1:AAAA', `${k1},${k1}`, `k 1:${k1.slice(3)}`])(
  'a ring of keys like %j is refused without repeating it',
  (ring) => {
    expect(() => openSecrets(ring)).toThrow(/SECRETS_KEYS/)
    if (ring.length > 4) expect(() => openSecrets(ring)).not.toThrow(k1.slice(3))
  },
)

test('a key is made in the folder once, for its owner’s eyes only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-key-'))
  const ring = ringOfFolder(folder)
  expect(ringOfFolder(folder)).toBe(ring)
  openSecrets(ring)
  expect(statSync(join(folder, 'secrets.key')).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
})

test('keys for two purposes have nothing in common', () => {
  const secrets = openSecrets(k1)
  expect(secrets.keysFor('a')[0]?.key).not.toEqual(secrets.keysFor('b')[0]?.key)
  expect(secrets.keysFor('a')).toBe(secrets.keysFor('a'))
})

describe.each(onBoth)('changing keys on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open(), { secrets: openSecrets(k1) })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  test('what was sealed with the old key is sealed anew, after which that key can go', async () => {
    await team.as('team_admin')('PUT', '/psa/connection', {
      site: 'https://na.myconnectwise.net',
      companyId: 'northwind',
      publicKey: 'public-of-a-test',
      privateKey: 'private-of-a-test',
    })
    const read = () =>
      inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('psaConnection')
          .select(['publicKey', 'privateKey'])
          .executeTakeFirstOrThrow(),
      )
    const before = await read()
    expect(JSON.stringify(before)).not.toContain('of-a-test')
    const { db, log } = deps
    const lost = { db, log, secrets: openSecrets(k2) }
    expect(await reseal(lost)).toBe(0)
    expect(await read()).toEqual(before)
    const ring = { db, log, secrets: openSecrets(`${k2},${k1}`) }
    expect(await reseal(ring)).toBe(1)
    expect(await reseal(ring)).toBe(0)
    const after = await read()
    expect(after.privateKey).not.toBe(before.privateKey)
    const bound = { team: team.id, record: 'psa_connection', field: 'privateKey' }
    expect(await openSecrets(k2).open(after.privateKey, bound)).toBe('private-of-a-test')
  })

  test('where the key is gone, it is said what to do', async () => {
    // The connection of these tests is opened with other keys than it was sealed with.
    const path = `/tickets/1?origin=${encodeURIComponent('https://na.myconnectwise.net')}`
    const { status, body } = await team.as('engineer')('GET', path)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'notReady' })
    expect(JSON.stringify(body)).toContain('sets them again')
  })
})
