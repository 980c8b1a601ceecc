import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUILT_IN_SCRIPTS } from '#db/seed/built-in-scripts.ts'
import { inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { appendEvents } from '../session/append-events.ts'
import { makeEvent } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedScripts } from './seed-scripts.ts'

const SECRET = 'Tr0ub4dor&3-zebra'
const SENSITIVE = '[not kept]'

const parameter = (name: string, isSensitive = false) => ({
  ...{ name, label: name, kind: 'text', isRequired: true, isSensitive, choices: [] },
})
const CONTENT = {
  name: 'Reset an account',
  summary: 'Sets a new one',
  shell: 'powershell',
  safety: 'changes',
  text: 'Reset-Account {account} {fresh}',
  parameters: [parameter('account'), parameter('fresh', true)],
}

describe.each(onBoth)('script templates on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  const ask = async (kind: Kind, method: string, path: string, body?: unknown) =>
    (await rig.as(kind))(method, path, body)
  const save = (kind: Kind, id: string, more: object = {}) =>
    ask(kind, 'PUT', `/scripts/${id}`, { basedOn: 0, state: 'draft', content: CONTENT, ...more })
  const publish = async () => {
    const id = rig.deps.newId()
    expect((await save('lead', id, { state: 'published' })).status).toBe(200)
    return id
  }
  const generate = (id: string, more: object = {}, kind: Kind = 'engineer') =>
    ask(kind, 'POST', `/scripts/${id}/generate`, {
      generationId: rig.deps.newId(),
      revision: 1,
      sessionId: null,
      values: { account: 'anna', fresh: SENSITIVE },
      ...more,
    })
  const listed = async (kind: Kind) => JSON.stringify((await ask(kind, 'GET', '/scripts')).body)
  /** Everything of the team that a script could have left, as text. */
  const everything = () =>
    inTeam(rig.deps.db, rig.team.id, async (tx) => {
      const { rows } = await sql<{ row: string }>`
        select t::text as row from script_template t union all
        select g::text from script_generation g union all
        select e::text from session_event e`.execute(tx)
      return rows.map(({ row }) => row).join('\n')
    })
  const rows = (table: 'script_generation', id: string) =>
    inTeam(rig.deps.db, rig.team.id, async (tx) => {
      const found = await sql`select 1 from ${sql.table(table)} where id = ${id}`.execute(tx)
      return found.rows
    })
  const append = async (sessionId: string, ...events: ReturnType<typeof makeEvent>[]) =>
    ask('engineer', 'POST', `/sessions/${sessionId}/events`, { after: 0, events })

  describe('answers', () => {
    test('a draft to its author and to leads, and a published one to everybody', async () => {
      const id = rig.deps.newId()
      expect((await save('engineer', id)).body).toMatchObject({ revision: 1, state: 'draft' })
      expect(await listed('engineer')).toContain(id)
      expect(await listed('lead')).toContain(id)
      expect(await listed('viewer')).not.toContain(id)
      const published = await save('lead', id, { basedOn: 1, state: 'published' })
      expect(published.body).toMatchObject({
        revision: 2,
        authorName: expect.stringMatching(/^engineer/),
      })
      expect(await listed('viewer')).toContain(id)
    })

    test('an engineer deletes a draft of their own', async () => {
      const id = rig.deps.newId()
      await save('engineer', id)
      expect((await ask('engineer', 'DELETE', `/scripts/${id}`)).status).toBe(200)
      expect(await listed('engineer')).not.toContain(id)
    })

    test('a script with what is sensitive left open; the session’s state rises once', async () => {
      const id = await publish()
      const sessionId = await rig.startSession()
      const before = (await rig.fold(sessionId))?.stateVersion ?? 0
      const same = { sessionId, generationId: rig.deps.newId() }
      const first = await generate(id, same)
      expect(first.status, JSON.stringify(first.body)).toBe(200)
      expect(first.body).toMatchObject({ text: expect.stringMatching(/anna.*\{fresh\}/) })
      await save('lead', id, { basedOn: 1, state: 'published' })
      expect((await generate(id, same)).body).toEqual(first.body)
      const session = await rig.fold(sessionId)
      expect(session?.stateVersion).toBe(before + 1)
      expect(session?.lane.scripts).toMatchObject([
        { id: same.generationId, parameters: { account: 'anna', fresh: SENSITIVE } },
      ])
    })

    test('the same generation twenty times at once is one record', async () => {
      const id = await publish()
      const sessionId = await rig.startSession()
      const same = { sessionId, generationId: rig.deps.newId() }
      const answers = await Promise.all(Array.from({ length: 20 }, () => generate(id, same)))
      expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(
        1,
      )
      expect(answers[0]?.status).toBe(200)
      const kept = await rows('script_generation', same.generationId)
      expect(kept).toHaveLength(1)
      const session = await rig.fold(sessionId)
      expect(session?.lane.scripts.map((one) => one.id)).toEqual([same.generationId])
    })

    test('what a template was after each change, the newest first, to whoever sees it', async () => {
      const id = rig.deps.newId()
      await save('engineer', id)
      const content = { ...CONTENT, name: 'Reset an account, carefully' }
      await save('lead', id, { basedOn: 1, state: 'published', content })
      await save('lead', id, { basedOn: 2, state: 'retired', content })
      const { body } = await ask('lead', 'GET', `/scripts/${id}/versions`)
      expect(body).toMatchObject({
        versions: [
          { revision: 3, state: 'retired', savedBy: expect.stringMatching(/^lead/) },
          { revision: 2, state: 'published', content: { name: content.name } },
          { revision: 1, state: 'draft', savedBy: expect.stringMatching(/^engineer/) },
        ],
      })
      expect((await ask('viewer', 'GET', `/scripts/${id}/versions`)).status).toBe(404)
    })

    test('a retired template to nobody who works; what was made from it stays', async () => {
      const id = await publish()
      const generationId = rig.deps.newId()
      const made = await generate(id, { generationId })
      expect((await save('lead', id, { basedOn: 1, state: 'retired' })).status).toBe(200)
      expect(await listed('viewer')).not.toContain(id)
      expect(await listed('lead')).toContain(id)
      expect(await generate(id, { revision: 2 })).toMatchObject({ status: 422 })
      expect((await generate(id, { generationId })).body).toEqual(made.body)
    })

    test('built-in ones, seeded once, published for every team and changed by none', async () => {
      expect(await seedScripts(rig.deps, BUILT_IN_SCRIPTS)).toBe(BUILT_IN_SCRIPTS.length)
      expect(await seedScripts(rig.deps, BUILT_IN_SCRIPTS)).toBe(0)
      const [first] = BUILT_IN_SCRIPTS
      const changed = { ...first, content: { ...Object(first?.content), summary: 'Other words' } }
      expect(await seedScripts(rig.deps, [{ id: first?.id ?? '', ...changed }])).toBe(1)
      const { body } = await ask('viewer', 'GET', '/scripts')
      const { scripts } = body as { scripts: { id: string }[] }
      expect(scripts.find((one) => one.id === first?.id)).toMatchObject({
        ...{ isBuiltIn: true, authorName: 'ResolutionFlow', state: 'published', revision: 2 },
        content: { summary: 'Other words' },
      })
      const id = first?.id ?? ''
      expect((await save('lead', id, { basedOn: 2, state: 'published' })).status).toBe(404)
    })

    test('without a session no record changes', async () => {
      const sessionId = await rig.startSession()
      const before = await rig.events(sessionId)
      expect((await generate(await publish())).status).toBe(200)
      expect(await rig.events(sessionId)).toEqual(before)
    })

    test.each([
      ['draft_template', 1],
      ['build_template', 1],
      ['one_off', 0],
    ] as const)(
      'a fix decided %s leaves %i draft, also when sent twice',
      async (decision, count) => {
        const sessionId = await rig.startSession()
        const propose = await proposeFix(sessionId)
        const decided = makeEvent(rig.team.people.engineer, {
          type: 'fix_decided',
          fixId: propose,
          decision,
        })
        for (let time = 0; time < 2; time++) {
          expect((await append(sessionId, decided)).body).toMatchObject({ refused: [] })
        }
        const { body } = await ask('engineer', 'GET', '/scripts')
        const { scripts } = body as { scripts: { id: string; from: unknown }[] }
        const from = { sessionId, fixId: propose }
        const left = scripts.filter((one) => one.id === decided.id)
        expect(left).toHaveLength(count)
        for (const one of left) expect(one).toMatchObject({ from, state: 'draft' })
      },
    )
  })

  test('a fix that is decided twice to be used again leaves one draft', async () => {
    const sessionId = await rig.startSession()
    const fixId = await proposeFix(sessionId)
    const decided = (['draft_template', 'one_off', 'build_template'] as const).map((decision) =>
      makeEvent(rig.team.people.engineer, { type: 'fix_decided', fixId, decision }),
    )
    for (const event of decided) expect((await append(sessionId, event)).status).toBe(200)
    const { body } = await ask('engineer', 'GET', '/scripts')
    const { scripts } = body as { scripts: { id: string; from: { fixId: string } | null }[] }
    expect(scripts.filter(({ from }) => from?.fixId === fixId)).toMatchObject([
      { id: decided[0]?.id, state: 'draft' },
    ])
    expect((await rig.fold(sessionId))?.lane.fixes[0]?.draftId).toBe(decided[0]?.id)
  })

  const proposeFix = async (sessionId: string): Promise<string> => {
    const event = makeEvent(rig.team.people.engineer, {
      type: 'fix_proposed',
      title: 'Restart the spooler',
      hypothesis: null,
      steps: ['Restart it: `Restart-Service Spooler`'],
      confidence: 40,
      evidence: [],
      wouldConfirm: 'It prints',
      safety: 'changes',
      scriptTemplate: null,
    })
    const { refused } = await inTeam(rig.deps.db, rig.team.id, (tx) =>
      appendEvents(tx, {
        ...{ teamId: rig.team.id, sessionId, after: 0, now: rig.deps.now() },
        by: { kind: 'assistant' },
        events: [{ ...event, by: { kind: 'assistant' } }],
      }),
    )
    expect(refused).toEqual([])
    return event.id
  }

  describe('refuses', () => {
    test('to publish what is not ready, naming the field', async () => {
      const content = { ...CONTENT, text: 'Reset-Account {account} {fresh} {other}' }
      const { status, body } = await save('lead', rig.deps.newId(), { state: 'published', content })
      expect(status).toBe(422)
      expect(body).toMatchObject({ code: 'notReady', problems: [{ at: 'content.text' }] })
    })

    test('a change that is based on another revision, in words', async () => {
      const id = rig.deps.newId()
      await save('engineer', id)
      const { status, body } = await save('engineer', id)
      expect(status).toBe(409)
      expect(body).toMatchObject({ message: expect.stringContaining('meanwhile') })
      expect((await generate(await publish(), { revision: 2 })).status).toBe(409)
    })

    test('the same generation with other content', async () => {
      const id = await publish()
      const generationId = rig.deps.newId()
      expect((await generate(id, { generationId })).status).toBe(200)
      const other = { generationId, values: { account: 'ben', fresh: SENSITIVE } }
      expect((await generate(id, other)).status).toBe(409)
    })

    test('a sensitive value, and keeps nothing of it', async () => {
      const sessionId = await rig.startSession()
      const values = { account: 'anna', fresh: SECRET }
      const { status, body } = await generate(await publish(), { sessionId, values })
      expect(status).toBe(400)
      expect(body).toMatchObject({ problems: [{ at: 'values.fresh' }] })
      expect(JSON.stringify(body)).not.toContain(SECRET)
    })

    test('values that do not fit, and a draft', async () => {
      const bad = { values: { fresh: SENSITIVE } }
      expect((await generate(await publish(), bad)).status).toBe(400)
      const id = rig.deps.newId()
      await save('engineer', id)
      expect((await generate(id)).status).toBe(422)
    })

    test('planted secrets are nowhere in the database', async () => {
      const content = { ...CONTENT, text: `net use Z: \\\\srv\\x /user:anna\npassword: ${SECRET}` }
      expect((await save('engineer', rig.deps.newId(), { content })).status).toBe(200)
      const values = { account: `password: ${SECRET}`, fresh: SENSITIVE }
      const sessionId = await rig.startSession()
      expect((await generate(await publish(), { sessionId, values })).status).toBe(200)
      const kept = await everything()
      expect(kept).toContain('Reset-Account')
      expect(kept).not.toContain(SECRET)
    })
  })

  describe('not allowed', () => {
    test('an engineer neither publishes nor changes or deletes what is published', async () => {
      const draft = rig.deps.newId()
      await save('engineer', draft)
      expect((await save('engineer', draft, { basedOn: 1, state: 'published' })).status).toBe(403)
      const id = await publish()
      expect((await save('engineer', id, { basedOn: 1 })).status).toBe(403)
      expect((await ask('engineer', 'DELETE', `/scripts/${id}`)).status).toBe(403)
    })

    test('the event by any other way than this address', async () => {
      const sessionId = await rig.startSession()
      const event = makeEvent(rig.team.people.engineer, {
        type: 'script_generated',
        generationId: rig.deps.newId(),
        templateId: rig.deps.newId(),
        name: 'Made up',
        safety: 'reads',
        parameters: {},
      })
      expect((await append(sessionId, event)).body).toMatchObject({
        refused: [{ id: event.id, code: 'not_yours' }],
      })
    })

    test('a colleague’s session', async () => {
      const sessionId = await rig.startSession('lead')
      expect((await generate(await publish(), { sessionId })).status).toBe(403)
    })
  })
})
