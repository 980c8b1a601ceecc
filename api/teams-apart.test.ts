/**
 * Two teams on one database: neither sees, finds, changes or even notices what is the
 * other's. Every table and every route is walked; a new one is walked too, or fails here.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUILT_IN_TEAM, DOOR_ROLE, SEARCH_ROLE } from '#db/migrate.ts'
import { AHEAD } from '#db/prepare.ts'
import { createApp } from './app.ts'
import { insertOutcomes } from './assistant/outcomes/queries.ts'
import { attach, attachmentPath, makeFile, sendFile } from './attachment/testing/attach.ts'
import { asJson, atDoor, inTeam, refuseWhereRowSecurityFails, type Tx, together } from './db.ts'
import { replaceAnswers } from './flow/answer-queries.ts'
import { addFavourite } from './flow/at-hand-queries.ts'
import { keepFolder } from './flow/folder-queries.ts'
import { publishFlow } from './flow/queries.ts'
import { keepRating } from './flow/rating-queries.ts'
import { keepChunks } from './knowledge/learn/queries.ts'
import { insertBatch } from './maintenance/batch-queries.ts'
import { insertPlan } from './maintenance/queries.ts'
import { makeNoteRig, type NoteRig } from './note/testing/make-note-rig.ts'
import { insertWording } from './note/wording-queries.ts'
import { storeChannel } from './notice/channel-queries.ts'
import { endDelivery, insertDeliveries } from './notice/delivery-queries.ts'
import { storeWishes } from './notice/wish-queries.ts'
import { markPathDue } from './proposal/path-queries.ts'
import { addSources, insertProposal, keepDeclined } from './proposal/queries.ts'
import {
  LIBRARY_STEP,
  makeSubjects,
  putQuestion,
  QUESTIONS,
  type Subjects,
} from './testing/ask-each.ts'
import { everyRoute, nameOf } from './testing/every-route.ts'
import { makeEvent, started } from './testing/make-events.ts'
import { askAs, makeTeam, signInDirectly, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

/** A word that stands in everything of the first team's and nowhere else. */
const MARK = 'quokkaberry'
const VERSION = 'b'.repeat(64)

describe.each(onBoth)('two teams on $name', ({ name: on, open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let first: TestTeam
  let second: TestTeam
  let subjects: Subjects

  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
    first = rig.team
    second = await makeTeam(rig.deps, app)
    subjects = await fillFirstTeam()
  })
  afterAll(() => rig.close())

  /** At least one row in every table, made through the API where that is possible. */
  async function fillFirstTeam(): Promise<Subjects> {
    const { deps } = rig
    const { engineer, lead } = first.people
    await first.as('team_admin')('PATCH', `/people/${lead.id}`, { name: MARK })
    const sessionId = await rig.startSession('engineer')
    const events = [
      makeEvent(engineer, { ...started(), type: 'ticket_linked', ticket: ticketOf(MARK) }),
      makeEvent(engineer, {
        type: 'variable_set',
        name: 'file_server',
        value: MARK,
        keep: 'client',
        source: 'typed',
      }),
      makeEvent(engineer, {
        ...{ type: 'attempt_failed', place: null, title: MARK },
        ...{ why: 'did_not_help', text: `Restarting ${MARK}` },
      }),
    ]
    const appended = await first.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 1,
      events,
    })
    expect(appended.body).toMatchObject({ refused: [] })
    const turnId = deps.newId()
    const turn = { turnId, cause: 'message', text: MARK }
    expect(await first.as('engineer')('POST', `/sessions/${sessionId}/turns`, turn)).toMatchObject({
      status: 200,
    })
    const question = { questionId: deps.newId(), text: MARK }
    expect((await first.as('engineer')('POST', '/chat/questions', question)).status).toBe(200)
    const guidance = { basedOn: 0, text: `We call it ${MARK}.` }
    expect((await first.as('lead')('PUT', '/assistant/guidance', guidance)).status).toBe(200)
    const rule = { basedOn: 0, whose: 'named', clients: [MARK] }
    expect((await first.as('lead')('PUT', '/authorisation-rule', rule)).status).toBe(200)
    const checks = { basedOn: 0, levels: { N10: 'block' } }
    expect((await first.as('lead')('PUT', '/note-check-rule', checks)).status).toBe(200)
    const scriptId = deps.newId()
    const script = {
      ...{ name: MARK, summary: MARK, shell: 'powershell', safety: 'reads' },
      text: `Get-Item ${MARK}`,
      parameters: [],
    }
    const saved = { basedOn: 0, state: 'published', content: script }
    expect((await first.as('lead')('PUT', `/scripts/${scriptId}`, saved)).status).toBe(200)
    const generation = { generationId: deps.newId(), revision: 1, sessionId, values: {} }
    expect(
      (await first.as('engineer')('POST', `/scripts/${scriptId}/generate`, generation)).status,
    ).toBe(200)
    const bytes = new TextEncoder().encode(MARK)
    const file = makeFile(`${MARK}.txt`, 'text/plain', bytes)
    await attach(first, sessionId, file)
    const attachmentId = file.id
    expect(
      await sendFile(app, engineer.token, attachmentPath(sessionId, file.id), bytes),
    ).toMatchObject({ status: 200 })
    const articleId = deps.newId()
    const article = { basedOn: 0, title: MARK, text: MARK }
    expect(await first.as('lead')('PUT', `/articles/${articleId}`, article)).toMatchObject({
      status: 200,
    })
    const stepId = deps.newId()
    const step = { ...LIBRARY_STEP, title: MARK }
    const kept = { basedOn: 0, visibility: 'team', content: step }
    expect((await first.as('lead')('PUT', `/library-steps/${stepId}`, kept)).status).toBe(200)
    const review = { stars: 5, text: MARK }
    const reviewed = await first.as('engineer')('PUT', `/library-steps/${stepId}/review`, review)
    expect(reviewed.status).toBe(200)
    const draftId = deps.newId()
    const draft = {
      ...{ slug: MARK, name: MARK, kind: 'troubleshooting', summary: MARK, category: MARK },
      ...{ start: 'end', nodes: [], edges: [] },
    }
    const begun = { basedOn: 0, of: null, content: draft }
    expect(await first.as('lead')('PUT', `/drafts/${draftId}`, begun)).toMatchObject({
      status: 200,
    })
    const documentId = deps.newId()
    const post = rig.ask(sessionId)
    expect((await rig.post(post)).status).toBe(200)
    const content = {
      slug: MARK,
      name: `${MARK} share`,
      kind: 'troubleshooting' as const,
      summary: MARK,
      category: MARK,
      words: [MARK],
      isSubFlow: false,
      variables: [],
      start: 'end',
      nodes: [
        {
          id: 'end',
          kind: 'end' as const,
          title: 'End',
          ending: 'resolved' as const,
          links: [],
          evidence: [],
        },
      ],
      edges: [],
    }
    const [planId, batchId, proposalId] = [deps.newId(), deps.newId(), deps.newId()]
    await inTeam(deps.db, first.id, async (tx) => {
      const plan = { teamId: first.id, flowId: deps.newId(), name: MARK, client: MARK }
      const saved = { savedBy: lead.id, savedAt: deps.now(), nextDue: null, isPaused: false }
      const targets = [{ name: MARK, sessionId: deps.newId() }]
      await insertPlan(tx, { id: planId, ...plan, ...saved, schedule: null, targets })
      const round = { id: batchId, planId, flowVersion: VERSION, flowName: MARK, due: null }
      const by = { startedBy: lead.id, startedAt: deps.now() }
      await insertBatch(tx, { ...plan, ...round, ...by }, targets)
      await publishFlow(tx, {
        teamId: first.id,
        id: deps.newId(),
        version: VERSION,
        content,
        authorId: lead.id,
        at: deps.now(),
        search: { name: `${MARK} share`, words: MARK, summary: MARK, steps: '', short: MARK },
        stepTitles: [],
      })
      await tx
        .insertInto('refreshToken')
        .values({
          teamId: first.id,
          hash: 'e'.repeat(64),
          familyId: (await tx.selectFrom('signInFamily').select('id').executeTakeFirstOrThrow()).id,
          issuedAt: deps.now(),
        })
        .execute()
      await tx
        .insertInto('ticketCache')
        .values({
          teamId: first.id,
          origin: 'https://na.myconnectwise.net',
          ticketId: 1,
          ticket: sql`'{}'::json`,
          fetchedAt: deps.now(),
        })
        .execute()
      await tx
        .insertInto('ticketSummary')
        .values({
          teamId: first.id,
          origin: 'https://na.myconnectwise.net',
          ticketId: 1,
          stamp: MARK,
          body: asJson({ problem: MARK, lastAction: '', missing: [] }),
          mode: 'rules',
          madeAt: deps.now(),
        })
        .execute()
      await tx
        .insertInto('assistantSetting')
        .values({
          teamId: first.id,
          apiKey: MARK,
          keySetAt: deps.now(),
          keySetBy: MARK,
          lastTest: sql`null`,
        })
        .execute()
      await tx
        .insertInto('preview')
        .values({
          teamId: first.id,
          sessionId,
          noteKind: 'working',
          stateVersion: 1,
          madeWith: MARK,
          preview: sql`null`,
          madeAt: deps.now(),
        })
        .execute()
      await keepChunks(tx, {
        teamId: first.id,
        source: { kind: 'session', id: sessionId },
        version: MARK,
        client: MARK,
        at: deps.now(),
        chunks: (['team', 'client'] as const).map((reach) => ({
          citation: { id: `${reach}:${sessionId}`, title: MARK, sessionId },
          ...{ kind: 'session', reach, header: MARK, body: MARK },
        })),
      })
      await tx
        .insertInto('sessionDocument')
        .values({
          ...{ teamId: first.id, sessionId, id: documentId, cause: 'finished', version: 3 },
          ...{ text: MARK, hash: 'd'.repeat(64), madeAt: deps.now() },
        })
        .execute()
      await insertOutcomes(tx, [
        {
          ...{ teamId: first.id, sessionId, fixId: deps.newId(), source: 'deep', flow: MARK },
          ...{ title: MARK, scriptTemplate: null, confidence: 73, worked: true },
          triedAt: deps.now(),
        },
      ])
      await replaceAnswers(tx, { teamId: first.id, sessionId }, [
        {
          ...{ teamId: first.id, sessionId, flowId: deps.newId(), node: MARK, choice: 'yes' },
          finishedAt: deps.now(),
        },
      ])
      await addFavourite(
        tx,
        { teamId: first.id, personId: engineer.id, flowId: deps.newId() },
        deps.now(),
      )
      await keepFolder(tx, first.id, deps.newId(), [MARK])
      await keepRating(tx, {
        ...{ teamId: first.id, sessionId, runId: deps.newId(), node: 'first', verdict: 'to_mend' },
        ...{ personId: first.people.engineer.id, flowId: deps.newId(), version: 'e'.repeat(64) },
        ...{ text: MARK, ratedAt: deps.now() },
      })
      await storeChannel(tx, first.id, {
        ...{ kind: 'slack', address: MARK, host: MARK, setAt: deps.now(), setBy: MARK },
      })
      const deliveryId = deps.newId()
      await insertDeliveries(tx, { teamId: first.id, at: deps.now() }, [
        {
          ...{ id: deliveryId, way: 'slack', kind: 'handed_off', subject: sessionId },
          ...{ personId: null, text: MARK, link: MARK, dueAt: deps.now() },
        },
      ])
      await endDelivery(tx, first.id, deliveryId, {
        ...{ state: 'failed', failure: MARK, endedAt: deps.now() },
      })
      await storeWishes(tx, first.id, first.people.engineer.id, {
        ...{ mailed: ['handed_off'], inBrowser: true },
        quietHours: { from: '22:00', until: '07:00', timeZone: MARK },
      })
      await insertWording(tx, {
        ...{ teamId: first.id, sessionId, eventId: deps.newId(), noteKind: 'working' },
        ...{ mode: 'model', flagged: 1, taken: 1, words: 70_123, changedWords: 70_123 },
        writtenAt: deps.now(),
      })
      await tx
        .insertInto('aiBudget')
        .values({ teamId: first.id, month: '2026-03', usedMicro: 70_123 })
        .execute()
      await tx
        .insertInto('aiCall')
        .values({
          teamId: first.id,
          id: deps.newId(),
          at: deps.now(),
          month: '2026-03',
          purpose: 'turn',
          sessionId,
          personId: engineer.id,
          isOwnKey: false,
          tierRequested: 'standard',
          modelRequested: MARK,
          effort: 'medium',
          reasons: sql`'[]'::jsonb`,
          priceVersion: '1',
          costMicro: 70_123,
        })
        .execute()
      await tx
        .insertInto('noteGrounds')
        .values({
          ...{ teamId: first.id, sessionId, eventId: deps.newId(), personId: engineer.id },
          ...{ sentences: 2, grounded: 1, at: deps.now() },
        })
        .execute()
      await tx
        .insertInto('finishedPath')
        .values({
          ...{ teamId: first.id, sessionId, byId: engineer.id, cluster: MARK, at: deps.now() },
          isFirstLevel: false,
          path: asJson({ answered: [], own: [], cause: MARK, verification: MARK }),
        })
        .execute()
      await tx
        .insertInto('pathFlow')
        .values({
          ...{ teamId: first.id, sessionId, flowId: deps.newId(), pattern: MARK },
          at: deps.now(),
        })
        .execute()
      await markPathDue(tx, first.id, sessionId, deps.now())
      await insertProposal(tx, {
        ...{ teamId: first.id, id: proposalId, kind: 'newFlow', pattern: MARK, flowId: null },
        ...{ baseFlowId: null, baseVersion: null, flowName: MARK, title: MARK, changes: [] },
        ...{ newFlow: content, replay: null, raisedAt: deps.now(), changedAt: deps.now() },
      })
      await addSources(tx, first.id, proposalId, [
        {
          ...{ sessionId, byId: engineer.id, at: deps.now().toISOString() },
          ...{ isOffered: true, isFirstLevel: false },
        },
      ])
      await keepDeclined(tx, {
        ...{ teamId: first.id, pattern: MARK, seen: 1, reason: MARK, at: deps.now() },
      })
      await tx
        .insertInto('firstLevelWalk')
        .values({
          ...{ teamId: first.id, sessionId, isWalk: true, walkedBy: engineer.id },
          waitsSince: deps.now(),
        })
        .execute()
      await tx
        .insertInto('ticketOpened')
        .values({
          ...{ teamId: first.id, personId: engineer.id, openedOn: '2026-03-01' },
          ...{ origin: MARK, ticketId: 70123 },
        })
        .execute()
    })
    const handoffId = deps.newId()
    const handoff = {
      ...{ handoffId, at: deps.now().toISOString(), intent: 'escalate', reason: MARK, toId: null },
      ...{ timeZone: 'UTC', words: { impact: MARK }, note: null },
      overridden: { lacking: ['tried'], reason: MARK },
    }
    const handed = await first.as('engineer')('POST', `/sessions/${sessionId}/handoffs`, handoff)
    expect(handed, JSON.stringify(handed.body)).toMatchObject({ status: 200 })
    // Told anew with each of its events, so after the last.
    await inTeam(deps.db, first.id, async (tx) => {
      const walked = {
        ...{ teamId: first.id, sessionId, runId: deps.newId(), personId: engineer.id },
        ...{ flowId: deps.newId(), minutes: 4, hasHelped: true, at: deps.now() },
      }
      await tx
        .insertInto('walk')
        .values({ ...walked, flowName: MARK, counts: true, way: 'ask:yes' })
        .execute()
      await tx
        .insertInto('walkStep')
        .values({ ...walked, position: 1, node: MARK, choice: 'yes', how: 'settled' })
        .execute()
    })
    const family = await inTeam(deps.db, first.id, (tx) =>
      tx
        .selectFrom('signInFamily')
        .select('id')
        .where('personId', '=', engineer.id)
        .executeTakeFirstOrThrow(),
    )
    return {
      personId: engineer.id,
      signInId: family.id,
      sessionId,
      writeId: post.writeId,
      turnId,
      questionId: question.questionId,
      scriptId,
      articleId,
      stepId,
      draftId,
      planId,
      batchId,
      handoffId,
      proposalId,
      attachmentId,
      documentId,
      version: VERSION,
      memberId: 1,
      ticketId: 70123,
      by: second.people.lead,
      newId: deps.newId,
    }
  }

  const tables = (tx: Tx) =>
    sql<{ name: string }>`
      select c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and c.relname not like 'kysely%' and c.relname <> 'sign_in_attempt'`
      .execute(tx)
      .then(({ rows }) => rows.map((row) => row.name))
  const column = (table: string) => sql.ref(table === 'team' ? 'id' : 'team_id')
  const count = async (tx: Tx, table: string, teamId: string) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${column(table)} = ${teamId}`.execute(
      tx,
    )
    return rows[0]?.count ?? 0
  }

  test('every table has rows of the first team; the second sees none, by whatever query', async () => {
    const names = await inTeam(rig.deps.db, first.id, tables)
    expect(names.length).toBeGreaterThan(12)
    for (const name of names) {
      const own = await inTeam(rig.deps.db, first.id, (tx) => count(tx, name, first.id))
      expect(own, `${name}: give it a row in this test`).toBeGreaterThan(0)
      await inTeam(rig.deps.db, second.id, async (tx) => {
        expect(await count(tx, name, first.id), name).toBe(0)
        const { rows } = await sql<{ team: string }>`
          select distinct ${column(name)} as team from ${sql.table(name)}`.execute(tx)
        for (const { team } of rows) expect([second.id, BUILT_IN_TEAM], name).toContain(team)
      })
    }
  })

  test('no team at all sees nothing but what is built in', async () => {
    const names = await inTeam(rig.deps.db, first.id, tables)
    for (const name of names) {
      const { rows } = await rig.deps.db.transaction().execute(async (tx) => {
        await sql`select set_config('role', 'resolutionflow_api', true)`.execute(tx)
        return sql<{ team: string }>`
          select distinct ${column(name)} as team from ${sql.table(name)}`.execute(tx)
      })
      for (const { team } of rows) expect(team, name).toBe(BUILT_IN_TEAM)
    }
  })

  test('who forgets to say for which team sees nothing but what is built in', async () => {
    const { db, database } = rig.deps
    for (const name of await inTeam(db, first.id, tables)) {
      const everything = sql<{ team: string }>`
        select distinct ${column(name)} as team from ${sql.table(name)}`
      const forgotten = await everything.execute(db)
      const inTransaction = await db.transaction().execute((tx) => everything.execute(tx))
      const [atOnce = []] = await together<[{ team: string }]>(database, everything.compile(db))
      for (const { team } of [...forgotten.rows, ...inTransaction.rows, ...atOnce]) {
        expect(team, name).toBe(BUILT_IN_TEAM)
      }
    }
  })

  test('nothing of one team’s setting is left for whoever uses its connection next', async () => {
    const { db, database } = rig.deps
    const setting = sql<{ role: string; team: string | null }>`
      select current_user::text as role, nullif(current_setting('rf.team', true), '') as team`
    const rest = { role: 'resolutionflow_api', team: null }
    const uses: (() => Promise<unknown>)[] = [
      () => inTeam(db, first.id, (tx) => setting.execute(tx)),
      () => inTeam(db, first.id, (tx) => sql`select 1 / 0`.execute(tx)),
      () => atDoor(db, (tx) => setting.execute(tx)),
      () => first.as('engineer')('GET', '/me'),
      () => together(database, sql`select 1 / 0`.compile(db)),
    ]
    for (const use of uses) {
      // As many at once as there are connections, so that none is left out.
      await Promise.allSettled(Array.from({ length: 10 }, use))
      const found = await Promise.all(Array.from({ length: 10 }, () => setting.execute(db)))
      for (const { rows } of found) expect(rows).toEqual([rest])
    }
  })

  test('where the team cannot be set nothing of the transaction holds', async () => {
    const { db } = rig.deps
    const before = await inTeam(db, first.id, (tx) => count(tx, 'client_fact', first.id))
    const broken = inTeam(db, "no team'", (tx) =>
      sql`delete from client_fact where team_id = ${first.id}`.execute(tx),
    )
    await expect(broken).rejects.toThrow()
    const failing = db.transaction().execute(async (tx) => {
      const sent = sql`${sql.raw(AHEAD)}select set_config('role', 'nobody_there', true)`
      await sent.execute(tx)
      return sql`select * from client_fact`.execute(tx)
    })
    await expect(failing).rejects.toThrow(/nobody_there/)
    expect(await inTeam(db, first.id, (tx) => count(tx, 'client_fact', first.id))).toBe(before)
  })

  /** All but what the database computes by itself. */
  const writtenColumns = async (table: string): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
        and attgenerated = ''`.execute(rig.deps.database.owner)
    return rows.map(({ name }) => name)
  }

  test('nothing of the first team’s is changed or deleted by the second, nor put into it', async () => {
    const names = await inTeam(rig.deps.db, first.id, tables)
    for (const name of names) {
      for (const act of [
        sql`update ${sql.table(name)} set ${column(name)} = ${second.id} where ${column(name)} = ${first.id}`,
        sql`delete from ${sql.table(name)} where ${column(name)} = ${first.id}`,
      ]) {
        const changed = await inTeam(rig.deps.db, second.id, (tx) => act.execute(tx)).then(
          (result) => Number(result.numAffectedRows ?? 0),
          (error: Error) => (/permission denied/.test(error.message) ? 0 : Promise.reject(error)),
        )
        expect(changed, name).toBe(0)
      }
      const written = sql.join((await writtenColumns(name)).map((one) => sql.ref(one)))
      const smuggle = inTeam(rig.deps.db, second.id, (tx) =>
        sql`insert into ${sql.table(name)} (${written}) select ${written}
          from (select (jsonb_populate_record(t, ${JSON.stringify(
            name === 'team' ? { id: first.id } : { team_id: first.id },
          )}::jsonb)).* from ${sql.table(name)} t) as theirs`.execute(tx),
      ).then(
        (result) => (Number(result.numAffectedRows ?? 0) === 0 ? 'nothing' : 'put in'),
        (error: Error) => error.message,
      )
      expect(await smuggle, name).toMatch(/row-level security|permission denied|nothing/)
      expect(
        await inTeam(rig.deps.db, first.id, (tx) => count(tx, name, first.id)),
      ).toBeGreaterThan(0)
    }
  })

  test('nothing refers to a record of another team, even with its right id', async () => {
    const { rows } = await sql<{ table: string; definition: string }>`
      select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`.execute(
      rig.deps.database.owner,
    )
    expect(rows.length).toBeGreaterThan(8)
    for (const { table, definition } of rows) {
      expect(definition, table).toMatch(/^FOREIGN KEY \(team_id[,)]/)
    }
  })

  test('whoever stands at the door sees names of columns, not of people', async () => {
    const see = (what: string) =>
      atDoor(rig.deps.db, (tx) => sql.raw(what).execute(tx)).then(
        () => 'seen',
        (error: Error) => error.message,
      )
    expect(await see('select id, email from person')).toBe('seen')
    for (const hidden of [
      'select name from person',
      'select * from person',
      'select * from session',
      'select successor from refresh_token',
      'select * from psa_connection',
      'select * from audit',
      "update person set email = 'x'",
      'delete from refresh_token',
    ]) {
      expect(await see(hidden), hidden).toMatch(/permission denied/)
    }
    expect(DOOR_ROLE).toBe('resolutionflow_door')
  })

  test('whoever matches words is shown the passages of their team by an index, and no text of them', async () => {
    const search = (tx: Tx) =>
      sql<{ teamId: string }>`
        select * from find_passages(array[${MARK}::tsquery], array[${MARK}::tsquery], '{0, 0, 0, 1}')`.execute(
        tx,
      )
    const { db } = rig.deps
    const { rows } = await inTeam(db, first.id, search)
    expect(rows.map(({ teamId }) => teamId)).toEqual([first.id, first.id])
    for (const teamId of [second.id, '']) {
      expect((await inTeam(db, teamId, search)).rows).toEqual([])
    }
    const asSearcher = <T>(what: string) =>
      inTeam(db, second.id, async (tx) => {
        await sql`select set_config('role', ${SEARCH_ROLE}, true), set_config('enable_seqscan', 'off', true)`.execute(
          tx,
        )
        return (await sql.raw<T>(what).execute(tx)).rows
      })
    for (const hidden of ['body', 'header', 'citation']) {
      await expect(asSearcher(`select ${hidden} from knowledge_chunk`)).rejects.toThrow(
        /permission denied/,
      )
    }
    // Behind row security it would not be used, and every passage be looked at.
    const plan = await asSearcher(
      "explain select id from knowledge_chunk where team_words(team_id, search_words) @@ 'word'",
    )
    expect(JSON.stringify(plan)).toContain('Bitmap Index Scan on knowledge_chunk_words')
  })

  describe('over every route', () => {
    const isAboutRecord = (path: string) =>
      /:(personId|signInId|sessionId|writeId|turnId|questionId|scriptId|articleId|stepId|draftId|planId|batchId|attachmentId|documentId|version)/.test(
        path,
      )
    const ask = async (route: (typeof everyRoute)[number], subject: Subjects) => {
      const question = QUESTIONS[nameOf(route)]?.(subject)
      if (!question) throw new Error(`say in ask-each.ts how ${nameOf(route)} is asked`)
      const { path, body } = putQuestion(route.method, route.path, question)
      const token = await signInDirectly(rig.deps, second.id, second.people.team_admin.id)
      const answered = await askAs(app, token)(route.method, path, body)
      return { ...answered, text: JSON.stringify(answered.body) }
    }

    test.each(
      everyRoute.filter((route) => isAboutRecord(route.path)).map((r) => [nameOf(r), r] as const),
    )('%s: a foreign id is answered exactly as one that nobody has', async (_, route) => {
      const by = second.people.team_admin
      const unknown = makeSubjects({ by, newId: rig.deps.newId, version: 'f'.repeat(64) })
      const foreign = await ask(route, { ...subjects, by })
      const none = await ask(route, unknown)
      const plain = (text: string) => text.replace(/"requestId":"[^"]*"/, '')
      expect(foreign.status).toBe(404)
      expect({ status: foreign.status, text: plain(foreign.text) }).toEqual({
        status: none.status,
        text: plain(none.text),
      })
    })

    test.each(
      everyRoute.filter((route) => route.method === 'GET').map((r) => [nameOf(r), r] as const),
    )('%s: nothing of the other team is in the answer', async (_, route) => {
      const { text } = await ask(route, subjects)
      expect(text).not.toContain(MARK)
      for (const id of [first.id, subjects.sessionId, subjects.personId]) {
        expect(text).not.toContain(id)
      }
    })

    test('a list of one’s own does show what the other team’s must not', async () => {
      const token = await signInDirectly(rig.deps, first.id, first.people.team_admin.id)
      for (const path of [
        '/people',
        '/flows',
        '/sessions',
        '/scripts',
        '/client-facts?client=quokkaberry',
        '/tried-before?client=quokkaberry',
        '/assistant/guidance',
        '/authorisation-rule',
        '/client-names',
      ]) {
        const { body } = await askAs(app, token)('GET', path)
        expect(JSON.stringify(body), path).toContain(MARK)
      }
    })
  })

  // On a shared server a role belongs to everybody, so this is tried where nobody else is.
  const testAlone = on === 'the embedded database' ? test : undefined
  testAlone?.('start is refused where the role was given more than it may have', async () => {
    const { db, database } = rig.deps
    for (const role of ['resolutionflow_api', DOOR_ROLE, SEARCH_ROLE]) {
      await sql.raw(`alter role ${role} bypassrls`).execute(database.owner)
      await expect(refuseWhereRowSecurityFails(db)).rejects.toThrow(/nobypassrls/)
      await sql.raw(`alter role ${role} nobypassrls`).execute(database.owner)
    }
    await refuseWhereRowSecurityFails(db)
  })

  test('start is refused where a table of a team is open', async () => {
    const { db, database } = rig.deps
    await refuseWhereRowSecurityFails(db)
    await sql`alter table client_fact no force row level security`.execute(database.owner)
    await expect(refuseWhereRowSecurityFails(db)).rejects.toThrow(/client_fact/)
    await sql`alter table client_fact force row level security`.execute(database.owner)
    await refuseWhereRowSecurityFails(db)
  })
})

const ticketOf = (client: string) => {
  const { ticket } = started()
  if (!ticket?.ref) throw new Error('no ticket')
  return { ...ticket, ref: { ...ticket.ref, ticketId: 70123 }, client }
}
