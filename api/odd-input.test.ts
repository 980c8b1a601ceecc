/**
 * Every route, asked with what nobody should send: the answer is a refusal that says what is
 * wrong, in the one shape, and never a mistake of ours.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RefusalBody } from '#shared/route.ts'
import { createApp } from './app.ts'
import { makeNoteRig, type NoteRig } from './note/testing/make-note-rig.ts'
import { makeSubjects, putQuestion, QUESTIONS } from './testing/ask-each.ts'
import { everyRoute, nameOf } from './testing/every-route.ts'
import { signInDirectly } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202Eevil',
  '../../etc/passwd',
  '%00',
  '%',
  "'; drop table person; --",
  '{"a":1}',
  '__proto__',
  'x'.repeat(70_000),
  '💥'.repeat(200),
  '2026-13-45T99:99:99Z',
  '0000-01-01T00:00:00Z',
  `2026-01-01T00:00:00.${'1'.repeat(200)}Z`,
  '99999999999',
  '9999-12-31T23:59:59.999Z',
  '-0',
  '1e400',
  'NaN',
  '99999999999999999999',
  '00000000-0000-0000-0000-000000000000',
]

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(...ODD_TEXTS),
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2 ** 31, 2 ** 53, 1e308, [], {}, [[]], [null]),
  fc.constant(JSON.parse('{"__proto__":{"isLead":true},"constructor":{"prototype":1}}')),
  fc.jsonValue({ maxDepth: 4 }),
)

/** Puts something odd in the place of one part of a question, however deep. */
const spoil = (question: unknown, where: number, odd: unknown): unknown => {
  const places: (string | number)[][] = []
  const walk = (value: unknown, at: (string | number)[]) => {
    places.push(at)
    if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, [...at, i])
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...at, key])
    }
  }
  walk(question, [])
  const place = places[where % places.length] ?? []
  const put = (value: unknown, [next, ...rest]: (string | number)[]): unknown => {
    if (next === undefined) return odd
    if (Array.isArray(value)) return value.map((item, i) => (i === next ? put(item, rest) : item))
    return { ...Object(value), [next]: put(Object(value)[next], rest) }
  }
  return put(question, place)
}

describe.each(onBoth)('odd input on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let token: string

  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
    token = await signInDirectly(rig.deps, rig.team.id, rig.team.people.team_admin.id)
  })
  afterAll(() => rig.close())

  const ask = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await app.request(`http://localhost/api${path}`, {
      method,
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...init.headers,
      },
    })
    return { status: response.status, text: await response.text() }
  }
  const expectRefusal = ({ status, text }: { status: number; text: string }, what: string) => {
    expect(status, `${what}: ${text.slice(0, 300)}`).not.toBe(500)
    if (status < 400) return
    const parsed = RefusalBody.safeParse(JSON.parse(text))
    expect(parsed.success, `${what}: ${text.slice(0, 300)}`).toBe(true)
    expect(parsed.data?.message).toMatch(/[.!]$/)
    expect(text).not.toMatch(/\bat \w+ \(|select |syntax error|node_modules/)
  }

  test.each(everyRoute.map((route) => [nameOf(route), route] as const))(
    '%s refuses what it cannot take',
    async (name, route) => {
      const sessionId = await rig.startSession('team_admin')
      const { deps, team } = rig
      await fc.assert(
        fc.asyncProperty(fc.nat(200), oddValue, fc.boolean(), async (where, odd, adds) => {
          const question = QUESTIONS[name]?.(
            makeSubjects({
              personId: team.people.viewer.id,
              sessionId,
              by: team.people.team_admin,
              newId: deps.newId,
            }),
          )
          if (!question) throw new Error(`say in ask-each.ts how ${name} is asked`)
          const spoilt = adds ? { ...question, unexpected: odd } : spoil(question, where, odd)
          const fields = typeof spoilt === 'object' && spoilt !== null ? { ...spoilt } : { odd }
          const { path, body } = putQuestion(route.method, route.path, toRecord(fields))
          const answered = await ask(
            route.method,
            path,
            body === undefined ? {} : { body: JSON.stringify(body) },
          )
          expectRefusal(answered, `${name} with ${JSON.stringify(odd)?.slice(0, 80)}`)
        }),
        { numRuns: 25, seed: 7 },
      )
    },
  )

  test.each<[string, RequestInit]>([
    ['half of JSON', { body: '{"after":0,' }],
    ['no JSON', { body: 'hello' }],
    ['a list', { body: '[]' }],
    ['a text', { body: '"x"' }],
    ['nothing', { body: 'null' }],
    ['another content type', { body: '{}', headers: { 'content-type': 'text/plain' } }],
    ['a form', { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['very deep nesting', { body: '['.repeat(200_000) }],
    ['deep nesting in a field', { body: `{"after":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}` }],
    ['a number beyond all bounds', { body: '{"after":1e999}' }],
    ['a bare NUL', { body: '{"after":"\u0000"}' }],
  ])('a body that is %s is refused', async (what, init) => {
    const answered = await ask('POST', '/people', init)
    expect(answered.status).toBe(400)
    expectRefusal(answered, what)
  })

  test('a body that is too large is refused before it is read', async () => {
    const answered = await ask('POST', '/people', { body: 'x'.repeat(1024 * 1024 + 1) })
    expect(answered.status).toBe(413)
    expectRefusal(answered, 'too large')
    const events = await ask('POST', `/sessions/${rig.deps.newId()}/events`, {
      body: 'x'.repeat(16 * 1024 * 1024 + 1),
    })
    expect(events.status).toBe(413)
  })

  test('points in time and numbers that no database takes are refused', async () => {
    const sessionId = await rig.startSession('team_admin')
    for (const path of [
      `/sessions/${sessionId}/events?after=99999999999`,
      '/sessions?before=0000-01-01T00:00:00Z',
      `/sessions?before=2026-01-01T00:00:00.${'1'.repeat(200)}Z`,
    ]) {
      const answered = await ask('GET', path)
      expect(answered.status, path).toBe(400)
      expectRefusal(answered, path)
    }
  })

  test('a value of the wrong kind is not called missing', async () => {
    const { text } = await ask('POST', `/sessions/${rig.deps.newId()}/events`, {
      body: JSON.stringify({ after: '1', events: {} }),
    })
    expect(RefusalBody.parse(JSON.parse(text)).problems).toEqual([
      { at: 'after', message: 'must be a number' },
      { at: 'events', message: 'must be a list' },
    ])
  })

  test('several things that are wrong are all named, with where they stand', async () => {
    const { text } = await ask('POST', '/people', {
      body: JSON.stringify({ email: 'no', role: 'boss', password: 'short', extra: 1 }),
    })
    const { message, problems } = RefusalBody.parse(JSON.parse(text))
    expect(problems?.map((problem) => problem.at).sort()).toEqual([
      'email',
      'name',
      'password',
      'role',
    ])
    expect(problems?.find((problem) => problem.at === 'password')?.message).toBe(
      'must have at least 15 characters',
    )
    expect(message).toMatch(/^The request is not right: “email” must be an e-mail address/)
    const unknown = await ask('POST', '/people', {
      body: JSON.stringify({
        email: 'a@b.example',
        name: 'A',
        role: 'viewer',
        password: 'sixteen letters.',
        extra: 1,
      }),
    })
    expect(JSON.parse(unknown.text).problems).toEqual([
      { at: 'extra', message: 'is not a field that is known here' },
    ])
  })

  test.each(['/%', '/%zz', '/sessions/%00', '/sessions/%E0%A4%A/events', '//', '/flows/versions/'])(
    'the odd address %s is answered with a refusal',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) {
        const { status } = await ask(method, path)
        expect(status).toBeLessThan(500)
      }
    },
  )

  test('an unknown field deep inside an event is refused by its place', async () => {
    const sessionId = await rig.startSession('team_admin')
    const question = QUESTIONS['POST /sessions/:sessionId/events']?.(
      makeSubjects({ sessionId, by: rig.team.people.team_admin, newId: rig.deps.newId }),
    )
    const { path, body } = putQuestion('POST', '/sessions/:sessionId/events', toRecord(question))
    const spoilt = JSON.stringify(body).replace(
      '"kind":"observation"',
      '"kind":"observation","x":1',
    )
    const { status, text } = await ask('POST', path, { body: spoilt })
    expect(status).toBe(400)
    expect(JSON.parse(text).problems).toEqual([
      { at: 'events.0.data.x', message: 'is not a field that is known here' },
    ])
  })
})

const toRecord = (value: unknown): Record<string, unknown> => ({ ...Object(value) })
