/** What a fix came to is known when the next one like it is on the table. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countWhatIsThere } from '#db/migrations/0016-fix-outcomes.ts'
import { ReadActiveFix } from '#shared/assistant/contract.ts'
import { ReadFixScores } from '#shared/assistant/fix-scores.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { inTeam } from '../../db.ts'
import { appendEvents } from '../../session/append-events.ts'
import { onBoth } from '../../testing/on-both.ts'
import { makeTurnRig, type TurnRig } from '../testing/make-turn-rig.ts'

type Tried = Extract<EventData, { type: 'fix_tried' }>['outcome']

describe.each(onBoth)('past fixes on $name', ({ open }) => {
  let rig: TurnRig
  beforeAll(async () => {
    rig = await makeTurnRig(await open())
  })
  afterAll(() => rig.close())

  /** FlowPilot proposes one, as a turn would. */
  async function propose(sessionId: string, title: string, confidence = 80): Promise<string> {
    const { deps, team } = rig
    const [turnId, id] = [deps.newId(), deps.newId()]
    const made = { at: deps.now().toISOString(), by: { kind: 'assistant' as const } }
    const { refused } = await inTeam(deps.db, team.id, (tx) =>
      appendEvents(tx, {
        ...{ teamId: team.id, sessionId, after: 0, now: deps.now(), by: { kind: 'assistant' } },
        events: [
          {
            ...{ ...made, id },
            data: {
              ...{ type: 'fix_proposed', turnId, title, hypothesis: null, steps: [], confidence },
              ...{ evidence: [], wouldConfirm: '', safety: 'changes', scriptTemplate: null },
            },
          },
          {
            ...{ ...made, id: deps.newId() },
            data: {
              ...{ type: 'replied', turnId, text: title, mode: 'model', tier: 'standard' },
              ...{ isPartial: false, citations: [], dropped: [] },
            },
          },
        ],
      }),
    )
    expect(refused).toEqual([])
    return id
  }
  const tryIt = (fixId: string, outcome: Tried): EventData => ({
    ...{ type: 'fix_tried', fixId, outcome, text: 'This was seen.' },
  })
  const FINISH: EventData = { type: 'session_finished', outcome: makeOutcome() }
  const REOPEN: EventData = { type: 'session_reopened', reason: 'It came back' }

  /** A session in which a fix was tried, and, unless told otherwise, that was finished. */
  async function worked(title: string, outcome: Tried, ...then: EventData[]): Promise<string> {
    const sessionId = await rig.startSession()
    const fixId = await propose(sessionId, title)
    const appended = await rig.append(sessionId, tryIt(fixId, outcome), ...then)
    expect(appended.body).toMatchObject({ refused: [] })
    return sessionId
  }

  /** What is known of a fix of this title, proposed just now. */
  async function pastOf(title: string) {
    const sessionId = await rig.startSession()
    await propose(sessionId, title)
    const ask = await rig.as('viewer')
    const { body } = await ask('GET', `/sessions/${sessionId}/suggested-fixes/active`)
    return ReadActiveFix.response.parse(body)
  }

  test('of none, when nothing like it was tried', async () => {
    const { past } = await pastOf('Align the quiet antenna')
    expect(past).toMatchObject({ similar: null })
  })

  test('each one, whether it helped or not; what helped in part did not', async () => {
    await worked('Purge the copper cache', 'worked', FINISH)
    await worked('Purge the copper cache', 'failed', FINISH)
    await worked('Purge copper caches', 'partly', FINISH)
    const { past } = await pastOf('Purge the copper cache')
    expect(past.similar).toEqual({ worked: 1, of: 3 })
    expect(past.outcomes).toContainEqual(expect.objectContaining({ confidence: 80 }))
  })

  test('nothing before the session is finished, and nothing twice', async () => {
    const sessionId = await worked('Rotate the amber key', 'worked')
    expect((await pastOf('Rotate the amber key')).past.similar).toBeNull()
    await rig.append(sessionId, FINISH)
    expect((await pastOf('Rotate the amber key')).past.similar).toEqual({ worked: 1, of: 1 })
  })

  test.each([
    ['later', []],
    ['in the same batch', [FINISH, REOPEN]],
  ])('what worked before it was opened again counts no more: %s', async (when, then) => {
    const title = `Reseat the violet card ${when === 'later' ? 'alpha' : 'beta gamma delta'}`
    const sessionId = await worked(title, 'worked', ...then)
    if (then.length === 0) await rig.append(sessionId, FINISH)
    if (then.length === 0) await rig.append(sessionId, REOPEN)
    expect((await pastOf(title)).past.similar).toBeNull()
    const other = `Something else ${when === 'later' ? 'entirely' : 'altogether different'}`
    const again = await propose(sessionId, other)
    await rig.append(sessionId, tryIt(again, 'worked'), FINISH)
    expect((await pastOf(title)).past.similar).toBeNull()
    expect((await pastOf(other)).past.similar).toEqual({ worked: 1, of: 1 })
  })

  test('once enough are known, the confidence is what it has been worth', async () => {
    const { past: before, shownConfidence } = await pastOf('Swap the teal module')
    expect(shownConfidence).toBe(50)
    const missing = 20 - before.outcomes.reduce((sum, { of }) => sum + of, 0)
    for (let n = 0; n < missing + 10; n += 1) await worked(`Try number ${n}`, 'failed', FINISH)
    const { confidence, shownConfidence: shown } = await pastOf('Swap the teal module')
    expect([confidence, shown < 40]).toEqual([80, true])
    const { body } = await (await rig.as('lead'))('GET', '/assistant/fix-scores')
    expect(ReadFixScores.response.parse(body).scores).toMatchObject([
      { source: 'standard', stated: expect.closeTo(0.8) },
    ])
  })

  test('records of before are counted the same when the table is made', async () => {
    const { deps, team } = rig
    const rows = () =>
      inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('fixOutcome')
          .selectAll()
          .where('cameBack', '=', false)
          .orderBy('fixId')
          .execute(),
      )
    const before = (await rows()).filter(({ title }) => !title.startsWith('Something else'))
    expect(before.length).toBeGreaterThan(20)
    const { owner } = deps.database
    await sql`delete from fix_outcome`.execute(owner)
    await inTeam(deps.db, team.id, (tx) => tx.deleteFrom('fixOutcome').execute())
    await countWhatIsThere((text) => sql.raw(text).execute(owner))
    expect(await rows()).toEqual(before)
  })
})
