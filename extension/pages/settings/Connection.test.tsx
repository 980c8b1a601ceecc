import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ListPeople } from '#shared/person/contract.ts'
import {
  type ConnectionTest,
  GetConnection,
  ListMembers,
  type NewConnection,
  RemoveConnection,
  SaveConnection,
  TestConnection,
} from '#shared/psa/contract.ts'
import type { Route } from '#shared/route.ts'
import { showOnPage } from '../testing/show-on-page.tsx'
import { Connection } from './Connection.tsx'
import { Members } from './Members.tsx'

const SITE = 'https://na.myconnectwise.net'
const KEPT = {
  ...{ site: SITE, companyId: 'northwind', keysSetBy: 'Ada' },
  ...{ keysSetAt: '2026-11-01T08:00:00.000Z', lastTest: null },
}
const tested = (ok: boolean, what: string): ConnectionTest => ({
  ...{ at: '2026-11-02T08:00:00.000Z', ok, version: null },
  findings: [{ what, state: ok ? 'works' : 'fails', message: `About ${what}.` }],
})

let kept: typeof KEPT | null
let isGood: boolean
let membersFail: boolean
/** What was asked of the server but for reading, in order. */
let asked: { route: Route; request: object }[]
let shown: Awaited<ReturnType<typeof showOnPage>>
beforeEach(() => {
  kept = KEPT
  isGood = true
  membersFail = false
  asked = []
})
afterEach(() => shown.close())

const ask = async (route: Route, request: { connection?: NewConnection } & object) => {
  if (route.method !== 'GET' || 'refresh' in request) asked.push({ route, request })
  switch (route) {
    case GetConnection:
      return { ok: true, value: { connection: kept } }
    case TestConnection:
      return {
        ok: true,
        value: tested(isGood, request.connection ? 'what is typed' : 'what is kept'),
      }
    case SaveConnection:
      return { ok: true, value: { connection: KEPT } }
    case RemoveConnection:
      kept = null
      return { ok: true, value: {} }
    case ListPeople:
      return { ok: true, value: { people: [] } }
    case ListMembers:
      return membersFail && 'refresh' in request
        ? { ok: false, trouble: { kind: 'refused', code: 'outsideFailed', message: 'It is away.' } }
        : { ok: true, value: { members: [], readAt: '2026-11-02T08:00:00.000Z' } }
    default:
      throw new Error(`Not played: ${route.path}`)
  }
}

const until = (passes: () => void) =>
  vi.waitFor(
    async () => {
      await act(async () => undefined)
      passes()
    },
    { timeout: 10_000 },
  )
const words = () => document.body.textContent ?? ''
const buttonNamed = (name: string) => {
  const found = [...document.querySelectorAll('button')].find((b) => b.textContent === name)
  if (!found) throw new Error(`No button ${name}: ${words()}`)
  return found
}
const press = async (name: string) => act(async () => buttonNamed(name).click())
const isOff = (name: string) => buttonNamed(name).getAttribute('aria-disabled') === 'true'

async function type(label: string, text: string) {
  const field = [...document.querySelectorAll('label')].find(
    (l) => l.textContent === label,
  )?.control
  if (!(field instanceof HTMLInputElement)) throw new Error(`No field ${label}`)
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

async function open() {
  shown = await showOnPage(<Connection />, ask)
  await until(() => buttonNamed('Save and test'))
}
async function typeKeys() {
  await type('Public key', 'abc')
  await type('Private key', 'def')
}
const routes = () => asked.map(({ route }) => route)

test('with nothing changed, what is kept is tried', async () => {
  await open()
  await press('Test')
  await until(() => expect(words()).toContain('About what is kept.'))
  expect(asked).toEqual([{ route: TestConnection, request: {} }])
  expect(words()).not.toContain('not saved')
})

test.each([
  ['Site', 'https://eu.myconnectwise.net'],
  ['Company id', 'southwind'],
  ['Public key', 'abc'],
  ['Private key', 'def'],
])('with only %s changed, nothing else is tried in its place', async (label, text) => {
  await open()
  await type(label, text)
  expect(isOff('Test')).toBe(true)
  await press('Test')
  await press('Save and test')
  expect(asked).toEqual([])
})

test('what is typed is tried as it is typed, and the test says that it is not saved', async () => {
  await open()
  await type('Company id', 'southwind')
  await typeKeys()
  expect(words()).toContain('Another company has members of its own')
  await press('Test')
  await until(() => expect(words()).toContain('as typed and not saved'))
  const typed = { site: SITE, companyId: 'southwind', publicKey: 'abc', privateKey: 'def' }
  expect(asked).toEqual([{ route: TestConnection, request: { connection: typed } }])
})

test('keys that work take the place of the ones before, tried first', async () => {
  await open()
  await typeKeys()
  await press('Save and test')
  await until(() => expect(routes()).toEqual([TestConnection, SaveConnection, TestConnection]))
  expect(asked[2]?.request).toEqual({})
  await until(() => expect(isOff('Test')).toBe(false))
  expect(words()).not.toContain('not saved')
})

test('keys that fail replace none that may work until somebody says so', async () => {
  isGood = false
  await open()
  await typeKeys()
  await press('Save and test')
  await until(() => expect(words()).toContain('Save what fails its test?'))
  expect(words()).toContain('About what is typed.')
  await press('Leave it as it was')
  await until(() => expect(words()).not.toContain('Save what fails its test?'))
  expect(routes()).toEqual([TestConnection])

  await press('Save and test')
  await until(() => buttonNamed('Save all the same'))
  await press('Save all the same')
  await until(() => expect(routes()).toContain(SaveConnection))
})

test('the first connection is saved and then tried', async () => {
  kept = null
  isGood = false
  await open()
  expect(isOff('Test')).toBe(true)
  await type('Site', 'na.myconnectwise.net')
  await type('Company id', 'northwind')
  await typeKeys()
  await press('Save and test')
  await until(() => expect(routes()).toEqual([SaveConnection, TestConnection]))
  await until(() => expect(words()).toContain('About what is kept.'))
})

test('it is removed only once that is confirmed', async () => {
  await open()
  await press('Remove')
  await until(() => expect(words()).toContain('Remove the ConnectWise connection?'))
  await press('Leave it')
  await until(() => expect(words()).not.toContain('Remove the ConnectWise connection?'))
  expect(asked).toEqual([])
  await press('Remove')
  await until(() => buttonNamed('Remove the connection'))
  await press('Remove the connection')
  await until(() => expect(routes()).toEqual([RemoveConnection]))
})

test('members that cannot be read again say why', async () => {
  membersFail = true
  shown = await showOnPage(<Members />, ask)
  await until(() => buttonNamed('Read members again'))
  expect(words()).toContain('Read ')
  await press('Read members again')
  await until(() => expect(words()).toContain('It is away.'))
  membersFail = false
  await press('Read members again')
  await until(() => expect(words()).not.toContain('It is away.'))
  expect(routes()).toEqual([ListMembers, ListMembers])
})
