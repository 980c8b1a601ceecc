/**
 * Secrets of many kinds come in by every door, and stand nowhere after that: not in a table, a
 * log, a note, an export, the ticket, or anything that was asked of a model or an embedder. So does
 * a word that no detector knows, once a person has marked it.
 *
 * What the API itself has to hold in secret (keys, password hashes) it holds encrypted; tests of
 * their own are about that.
 */
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasMeaning } from '#db/migrate.ts'
import { startEmbedder } from '#e2e/assistant/embedder.ts'
import { startAssistant, TEST_KEY } from '#e2e/assistant/testing/start-assistant.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import { exportSession } from '#shared/note/export-session.ts'
import { renderPlain } from '#shared/note/render.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { redact } from '#shared/redact/redact.ts'
import { type EventData, NoteKind } from '#shared/session/event.ts'
import type { Lane } from '#shared/session/lane.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { ALL_PLANTED, PLANTED, type Planted } from '#shared/testing/planted.ts'
import { makeTurnRig, type TurnRig } from './assistant/testing/make-turn-rig.ts'
import { learnDue } from './knowledge/learn/learn.ts'
import { type StandIn, startStandIn } from './psa/testing/start-stand-in.ts'
import { onBoth } from './testing/on-both.ts'

/** Nothing says that this is a password but the person who marks it. */
const MARKED = { kind: 'word that was marked', text: 'Kornblume Siebzehn', secrets: ['Kornblume'] }

const ALL: readonly Planted[] = [...PLANTED, MARKED]

const OUTCOME = { outcome: 'resolved', nextSteps: [] } as const

/** Every field of the record into which a person writes, with one thing written into it. */
const written = ({ text }: Planted): EventData[] => {
  const line = text.replaceAll('\n', ' ')
  return [
    { type: 'statement_added', kind: 'observation', text },
    { type: 'statement_added', kind: 'next_step', text: line, owner: line },
    { type: 'variable_set', name: 'login', value: line, keep: 'session', source: 'typed' },
    { type: 'variable_set', name: 'server', value: line, keep: 'client', source: 'typed' },
    { type: 'attempt_failed', place: null, title: line, why: 'did_not_help', text: line },
    { type: 'command_copied', command: text, where: line, safety: 'reads' },
    { type: 'output_pasted', text: `C:\\> type notes.txt\n${text}`, command: line },
    { type: 'custom_step_added', title: line, body: text, command: line },
    { type: 'note_drafted', noteKind: 'working', text, basedOn: 1 },
    { type: 'paused', waitingFor: line },
    { type: 'resumed' },
  ]
}
const finished = ({ text }: Planted): EventData => {
  const line = text.replaceAll('\n', ' ')
  return {
    type: 'session_finished',
    outcome: {
      ...OUTCOME,
      cause: { status: 'probable', text: line, confirmedBy: [] },
      verification: { text: line, by: 'technician' },
      ...{ told: line, remark: text, nextSteps: [{ text: line, owner: line }] },
    },
  }
}

/** Every field of the lane: what is suspected, to be checked, asked and tried. */
const proposed = ({ text }: Planted): EventData[] => {
  const line = text.replaceAll('\n', ' ')
  const scriptValues = { account: line }
  return [
    {
      ...{ type: 'hypothesis_raised', key: 'suspect', cause: line, likelihood: 'possible' },
      ...{ for: [], against: [] },
    },
    {
      ...{ type: 'check_proposed', title: line, how: text, minutes: 5, safety: 'reads' },
      ...{ outcomes: [{ result: line, pointsTo: [] }], scriptValues },
    },
    { type: 'question_asked', text: line, why: line, choices: [line] },
    {
      ...{ type: 'fix_proposed', title: line, hypothesis: null, steps: [text], confidence: 50 },
      ...{ evidence: [], wouldConfirm: line, safety: 'reads', scriptTemplate: null, scriptValues },
    },
  ]
}
const settled = ({ text }: Planted, { checks, questions, fixes }: Lane): EventData[] => {
  const line = text.replaceAll('\n', ' ')
  const fixId = fixes.at(-1)?.id ?? ''
  return [
    { type: 'hypothesis_dropped', key: 'suspect', reason: line },
    {
      ...{ type: 'check_done', checkId: checks.at(-1)?.id ?? '', result: 'done', outcome: null },
      text: line,
    },
    { type: 'question_answered', questionId: questions.at(-1)?.id ?? '', text: line },
    { type: 'fix_decided', fixId, decision: 'draft_template' },
    { type: 'fix_tried', fixId, outcome: 'partly', text: line },
  ]
}

describe('what is planted', () => {
  test.each(PLANTED)('a $kind is known for one', ({ text, secrets }) => {
    const { text: left } = redact(text)
    for (const secret of secrets) expect(left).not.toContain(secret)
  })

  test('a word that somebody marks is known to nothing else', () => {
    expect(redact(MARKED.text).text).toBe(MARKED.text)
  })
})

describe.each(onBoth)('secrets that come in by any door on $name', ({ open }) => {
  let rig: TurnRig
  let standIn: StandIn
  let assistant: Awaited<ReturnType<typeof startAssistant>>
  let embedder: Awaited<ReturnType<typeof startEmbedder>>
  const sessionIds: string[] = []

  beforeAll(async () => {
    const clock = { now: () => new Date() }
    standIn = await startStandIn({}, () => clock.now())
    assistant = await startAssistant()
    embedder = await startEmbedder()
    const { world } = standIn
    const ticket = world.tickets().find(({ id, recordType, closedFlag }) => {
      const isOpen = !closedFlag && !world.resolve(id).status.timeEntryNotAllowed
      return recordType === 'ServiceTicket' && isOpen
    })
    if (!ticket) throw new Error('no ticket')
    rig = await makeTurnRig(await open(), {
      site: standIn.site,
      ticketId: ticket.id,
      writesAs: { engineer: 'jokafor' },
      look: standIn.look,
      env: {
        ...{ ANTHROPIC_API_KEY: TEST_KEY, ANTHROPIC_BASE_URL: assistant.url },
        ...{ VOYAGE_API_KEY: 'stand-in', VOYAGE_BASE_URL: embedder.url },
        VOYAGE_RERANK_MODEL: 'rerank-2.5',
      },
    })
    rig.psa = standIn.psa()
    clock.now = rig.deps.now
  })
  afterAll(async () => {
    await rig.close()
    await Promise.all([standIn.close(), assistant.stop(), embedder.stop()])
  })

  /** Writes one thing into every field of a session. */
  const recordAll = async (sessionId: string, planted: Planted) => {
    const record = async (...data: EventData[]) =>
      expect(await rig.append(sessionId, ...data)).toMatchObject({ body: { refused: [] } })
    await record(...written(planted), ...proposed(planted))
    const { statements, customSteps, lane } = await rig.session(sessionId)
    const [statement] = statements
    const [step] = customSteps
    const line = planted.text.replaceAll('\n', ' ')
    await record(
      ...settled(planted, lane),
      { type: 'statement_changed', statementId: statement?.id ?? '', text: planted.text },
      {
        ...{ type: 'custom_step_done', customStepId: step?.id ?? '', result: 'done' },
        says: { kind: 'action', text: line },
      },
      finished(planted),
      { type: 'session_reopened', reason: line },
      finished(planted),
    )
  }

  test('the record: every field that a person writes', async () => {
    for (const planted of PLANTED) {
      const sessionId = await rig.startSession()
      sessionIds.push(sessionId)
      await recordAll(sessionId, planted)
    }
  })

  test.each([
    ['hidden by the panel', { words: hideWords(MARKED.text, v7()), type: 'words_marked' }],
    ['told in clear by a panel of before', { passage: MARKED.text, type: 'passage_marked' }],
  ] as const)('what is written and asked after it was marked, %s', async (_, mark) => {
    const sessionId = await rig.startSession()
    sessionIds.push(sessionId)
    expect(await rig.append(sessionId, mark)).toMatchObject({ body: { refused: [] } })
    await recordAll(sessionId, MARKED)
    const ask = await rig.as('engineer')
    const working = { noteKind: 'working', timeZone: 'UTC' }
    const previewed = await ask('POST', `/sessions/${sessionId}/previews`, working)
    expect(JSON.stringify(previewed.body)).not.toContain(MARKED.text)
    const question = { questionId: v7(), sessionId, text: `Where is ${MARKED.text} used?` }
    expect(await ask('POST', '/chat/questions', question)).toMatchObject({ status: 200 })
    await rig.deps.chats.settled()
    rig.deps.pass(60_000)
    const post = rig.ask(sessionId, { text: `It opens with ${MARKED.text}` })
    expect(await rig.post(post)).toMatchObject({
      status: 400,
      body: { problems: [{ at: 'text' }] },
    })
    await rig.append(sessionId, { type: 'session_reopened', reason: 'A turn more' })
    await rig.turn(sessionId, { text: `It opens with ${MARKED.text}.` })
    await rig.append(sessionId, { type: 'passage_unmarked', passage: MARKED.text })
    expect((await rig.session(sessionId)).marks).toEqual([])
  })

  test('words to FlowPilot, and what they are asked with', async () => {
    for (const { text } of PLANTED) {
      const sessionId = await rig.startSession()
      sessionIds.push(sessionId)
      await rig.turn(sessionId, { text: `It does not work. ${text}` })
    }
    for (const sessionId of sessionIds) {
      const asked = { noteKind: 'working', timeZone: 'UTC' }
      const ask = await rig.as('engineer')
      expect((await ask('POST', `/sessions/${sessionId}/previews`, asked)).status).toBe(200)
    }
  })

  test('what a team teaches: articles, guidance, scripts', async () => {
    const lead = await rig.as('lead')
    for (const text of [ALL_PLANTED, ...PLANTED.map((one) => one.text)]) {
      const article = { basedOn: 0, title: text.replaceAll('\n', ' ').slice(0, 110), text }
      const answer = await lead('PUT', `/articles/${rig.deps.newId()}`, article)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    const guidance = { basedOn: 0, text: ALL_PLANTED }
    expect(await lead('PUT', '/assistant/guidance', guidance)).toMatchObject({ status: 200 })
    for (const { text } of PLANTED) {
      const content = {
        ...{ name: text.replaceAll('\n', ' '), summary: text.replaceAll('\n', ' ') },
        ...{ shell: 'powershell', safety: 'reads', text: `# ${text}\nGet-Service`, parameters: [] },
      }
      const script = { basedOn: 0, state: 'draft', content }
      const answer = await lead('PUT', `/scripts/${rig.deps.newId()}`, script)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    await learnDue(rig.deps)
  })

  test('a draft of a flow is kept as it was written: a command without its words would be another', async () => {
    const command = 'net use Z: \\\\FS02\\Budget /user:corp\\padler Sommer2026!x'
    const content = makeFlow('kept', { ask: { ways: { yes: 'end' }, body: command }, end: {} })
    const lead = await rig.as('lead')
    const id = rig.deps.newId()
    const saved = await lead('PUT', `/drafts/${id}`, { basedOn: 0, of: null, content })
    expect(saved).toMatchObject({ status: 200 })
    expect(JSON.stringify((await lead('GET', `/drafts/${id}`)).body)).toContain('Sommer2026!x')
  })

  test('questions to what the team knows', async () => {
    for (const { text } of PLANTED) {
      const ask = await rig.as('engineer')
      const question = { questionId: rig.deps.newId(), text: `Where is this used? ${text}` }
      expect(await ask('POST', '/chat/questions', question)).toMatchObject({ status: 200 })
      await rig.deps.chats.settled()
      rig.deps.pass(60_000)
    }
  })

  test('names of files, and searching', async () => {
    const [sessionId = ''] = sessionIds
    await rig.append(sessionId, { type: 'session_reopened', reason: 'A file more' })
    for (const { text } of PLANTED) {
      const file = {
        ...{
          id: rig.deps.newId(),
          fileName: `${text.replaceAll(/[^\w !#.-]/g, ' ').slice(0, 110)}.log`,
        },
        ...({ mediaType: 'text/plain', bytes: 3, sha256: 'a'.repeat(64) } as const),
      }
      expect(await rig.append(sessionId, { type: 'file_attached', file })).toMatchObject({
        body: { refused: [] },
      })
    }
    const ask = await rig.as('engineer')
    for (const { text } of PLANTED) {
      const found = await ask('GET', `/flows/search?q=${encodeURIComponent(text.slice(0, 100))}`)
      expect(found.status).toBe(200)
    }
  })

  test('a note and a time entry that hold one are not written', async () => {
    for (const { text, kind } of PLANTED) {
      const sessionId = await rig.startSession()
      const note = await rig.post(rig.ask(sessionId, { text }))
      expect(note, kind).toMatchObject({
        status: 400,
        body: { problems: expect.arrayContaining([expect.objectContaining({ at: 'text' })]) },
      })
    }
    const clean = rig.ask(sessionIds[0] ?? '')
    expect((await rig.post(clean)).status).toBe(200)
    await rig.drainToTheEnd()
    expect((await rig.row(clean.writeId)).state).toBe('posted')
  })

  describe('stand nowhere:', () => {
    const expectNone = (where: string, text: string) => {
      for (const { kind, secrets } of ALL) {
        for (const secret of secrets) {
          const at = text.indexOf(secret)
          const around = at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 60)
          expect(around, `a ${kind} in ${where}`).toBe('')
        }
      }
    }

    test('in no table of the database', async () => {
      const { owner } = rig.deps.database
      const { rows: tables } = await sql<{ of: string }>`
        select format('%I.%I', table_schema, table_name) as of from information_schema.tables
        where table_type = 'BASE TABLE'
          and table_schema not in ('pg_catalog', 'information_schema')`.execute(owner)
      expect(tables.map(({ of }) => of)).toContain('public.session_event')
      for (const { of } of tables) {
        const { rows } = await sql<{
          row: string
        }>`select t::text as row from ${sql.raw(of)} t`.execute(owner)
        expectNone(of, rows.map(({ row }) => row).join('\n'))
      }
    })

    test('in no log', () => expectNone('the log', rig.deps.logged.join('\n')))

    test('in no note and no export, before these mask anything themselves', async () => {
      for (const sessionId of sessionIds) {
        const session = await rig.session(sessionId)
        const settings = { timeZone: 'UTC', sessionId }
        for (const kind of NoteKind.options) {
          expectNone(`the note ${kind}`, renderPlain(composeNote(session, kind, settings)))
        }
        const blocks = tellSession(session, settings, (text) => text)
        for (const form of ['markdown', 'text', 'html'] as const) {
          expectNone(`the export as ${form}`, exportSession(blocks, form, new Map()))
        }
      }
    })

    test('in nothing that was sent to the ticket', () => {
      const { ledger } = standIn.world
      expect(JSON.stringify(ledger)).toContain('the share opens again')
      expectNone('ConnectWise', ledger.map((entry) => JSON.stringify(entry)).join('\n'))
    })

    test.each([
      ['a model', () => assistant],
      ['an embedder or a reranker', () => embedder],
    ] as const)('in no request to %s', async (_, of) => {
      const paths = new Set(of().calls.map(({ path }) => path))
      if (await hasMeaning(rig.deps.database.owner)) {
        expect([...paths].sort()).toEqual(
          of() === embedder ? ['/v1/embeddings', '/v1/rerank'] : ['/v1/messages'],
        )
      }
      for (const { kind, secrets } of ALL) {
        for (const secret of secrets) {
          const bodies = of()
            .mentions(secret)
            .map(({ path, body }) => path + body.slice(0, 2_000))
          expect(bodies, kind).toEqual([])
        }
      }
    })
  })
})
