/**
 * The API killed at points of its talk with the database, while a session is handed over, picked
 * up, resolved and posted about: what belongs together is there together or not at all, and the
 * same act sent again ends in one of everything.
 *
 * Needs a process that can be killed and a database that outlives it, so a real Postgres. The
 * points are drawn from a named seed, so that a failure comes again.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { inTeam, type Tx } from '../db.ts'
import { INTERNAL, makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { type KillingProxy, startKillingProxy } from '../testing/killing-proxy.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { makeEvent, said } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const SEED = 20261129
const ROUNDS = 6
const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('the API killed on $name', ({ open }) => {
  let rig: NoteRig
  let proxy: KillingProxy
  let api: ApiProcess
  beforeAll(async () => {
    const database = await open()
    rig = await makeNoteRig(database, { now: () => new Date() })
    // Without keys: whether a note arrives is looked at in `note/killed.test.ts`.
    await inTeam(rig.deps.db, rig.team.id, async (tx) => {
      await tx.deleteFrom('psaMember').execute()
      await tx.deleteFrom('psaConnection').execute()
    })
    proxy = await startKillingProxy('url' in database.raw ? database.raw.url : '')
    api = await start()
  })
  afterAll(async () => {
    await api?.end('SIGKILL')
    await proxy?.close()
    await rig?.close()
  })

  const start = () =>
    startApi({ DATABASE_URL: proxy.url, SECRETS_KEYS: TEST_KEYS, PERSON_LIMITS: 'off' })

  /** The answer's status; none where there was none. */
  async function ask(kind: Kind, path: string, body: unknown): Promise<number | undefined> {
    try {
      const response = await fetch(`${api.url}/api${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${rig.team.people[kind].token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      })
      await response.text()
      return response.status
    } catch {
      return undefined
    }
  }

  /**
   * Kills the API at points of an act, sends it again each time, and looks at what is there after
   * each kill and at the end.
   */
  async function killDuring(
    act: () => Promise<{ kind: Kind; path: string; body: unknown; look: () => Promise<void> }>,
    salt: number,
  ): Promise<void> {
    const points = fc.sample(
      fc.record({ message: fc.integer({ min: 1, max: 14 }), isHeldBack: fc.boolean() }),
      { seed: SEED + salt, numRuns: ROUNDS },
    )
    let kills = 0
    for (const point of points) {
      const { kind, path, body, look } = await act()
      const { process: child } = api
      proxy.arm({ ...point, kill: () => child.kill('SIGKILL') })
      const first = await ask(kind, path, body)
      if (proxy.disarm()) {
        kills += 1
        expect(first).toBeUndefined()
        await api.end('SIGKILL')
        await look()
        api = await start()
      }
      expect(await ask(kind, path, body), JSON.stringify(point)).toBe(200)
      await look()
      expect(await ask(kind, path, body)).toBe(200)
      await look()
    }
    // Points that lie behind the end of an act kill nothing; most do not.
    expect(kills).toBeGreaterThan(ROUNDS / 2)
  }

  const count = async (
    table: 'handoff' | 'sessionDocument' | 'psaWrite' | 'sessionEvent',
    sessionId: string,
  ) => {
    const rows = await inTeam(rig.deps.db, rig.team.id, (tx: Tx) =>
      tx.selectFrom(table).select('id').where('sessionId', '=', sessionId).execute(),
    )
    return rows.length
  }
  const noticesOf = async (subject: string) => {
    const rows = await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx.selectFrom('notice').select('id').where('subject', '=', subject).execute(),
    )
    return rows.length
  }
  const told = async (sessionId: string): Promise<SessionEvent[]> => {
    const rows = await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .selectFrom('sessionEvent')
        .select('stored')
        .where('sessionId', '=', sessionId)
        .orderBy('seq')
        .execute(),
    )
    return rows.map(({ stored }) => StoredEvent.parse(stored).event)
  }
  const tells = async (sessionId: string, type: string) =>
    (await told(sessionId)).filter(({ data }) => data.type === type).length

  let ticketId = 95_000
  async function begin(): Promise<string> {
    ticketId += 1
    const sessionId = await rig.startSession('engineer', ticketId, 'Adler & Partner')
    const by = rig.team.people.engineer
    const events = ['one', 'two', 'three'].map((text) => makeEvent(by, said(text)))
    const added = { after: 1, events }
    await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/events`, added)
    return sessionId
  }
  const noteFor = async (sessionId: string) => {
    const { ticket } = rig.ask(sessionId)
    return {
      ...{ writeId: rig.deps.newId(), ticket: { ...ticket, ticketId }, flags: INTERNAL },
      ...{ text: `Handed over, ${ticketId}.`, seen: null },
    }
  }
  const asked = (note: object | null) => ({
    ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
    ...{ reason: 'Beyond me', toId: null, timeZone: 'UTC', note },
    words: { impact: 'All', firstMove: 'Look' },
    overridden: { lacking: ['tried'], reason: 'No time' },
  })

  test('while it hands over with a note', async () => {
    await killDuring(async () => {
      const sessionId = await begin()
      const body = asked(await noteFor(sessionId))
      const look = async () => {
        const handed = await tells(sessionId, 'handed_off')
        expect(handed).toBeLessThanOrEqual(1)
        expect(await count('handoff', sessionId)).toBe(handed)
        expect(await count('sessionDocument', sessionId)).toBe(handed)
        expect(await count('psaWrite', sessionId)).toBe(handed)
        expect(await tells(sessionId, 'note_posting')).toBe(handed)
        // Three may take it: no notice without its hand-off, and none twice.
        expect(await noticesOf(body.handoffId)).toBe(handed * 3)
      }
      return { kind: 'engineer', path: `/sessions/${sessionId}/handoffs`, body, look }
    }, 1)
  }, 120_000)

  test('while somebody picks up', async () => {
    await killDuring(async () => {
      const sessionId = await begin()
      const body = asked(null)
      expect(await ask('engineer', `/sessions/${sessionId}/handoffs`, body)).toBe(200)
      const pickup = { eventId: rig.deps.newId(), at: rig.deps.now().toISOString() }
      const look = async () => {
        const taken = await tells(sessionId, 'picked_up')
        expect(taken).toBeLessThanOrEqual(1)
        const [row] = await inTeam(rig.deps.db, rig.team.id, (tx) =>
          tx.selectFrom('handoff').select('endedHow').where('sessionId', '=', sessionId).execute(),
        )
        expect(row?.endedHow ?? null).toBe(taken === 1 ? 'picked_up' : null)
      }
      return { kind: 'lead', path: `/handoffs/${body.handoffId}/pickup`, body: pickup, look }
    }, 2)
  }, 120_000)

  test('while it is resolved', async () => {
    await killDuring(async () => {
      const sessionId = await begin()
      const by = rig.team.people.engineer
      const events = [makeEvent(by, { type: 'session_finished', outcome: makeOutcome() })]
      const look = async () => {
        const finished = await tells(sessionId, 'session_finished')
        expect(finished).toBeLessThanOrEqual(1)
        expect(await count('sessionDocument', sessionId)).toBe(finished)
      }
      const body = { after: 4, events }
      return { kind: 'engineer', path: `/sessions/${sessionId}/events`, body, look }
    }, 3)
  }, 120_000)

  test('while a note is posted', async () => {
    await killDuring(async () => {
      const sessionId = await begin()
      const note = await noteFor(sessionId)
      const body = { ...note, noteKind: 'working', mailContact: false, time: null }
      const look = async () => {
        const posting = await tells(sessionId, 'note_posting')
        expect(posting).toBeLessThanOrEqual(1)
        expect(await count('psaWrite', sessionId)).toBe(posting)
      }
      return { kind: 'engineer', path: `/sessions/${sessionId}/notes`, body, look }
    }, 4)
  }, 120_000)
})
