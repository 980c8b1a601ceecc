/**
 * Several API processes on one database: what is handed over in one is in the queue of panels at
 * another at once, and of pickups at both one has it. Two servers put together in this process stand
 * for them: they share nothing but the database.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { openDatabase } from '#db/open.ts'
import { HandoffSummary } from '#shared/handoff/contract.ts'
import { createApp } from '../app.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { followEvents } from '../testing/follow-events.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { askAs } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('two API processes on $name', ({ open }) => {
  let rig: NoteRig
  let otherDeps: TestDeps
  let other: ReturnType<typeof createApp>
  beforeAll(async () => {
    const database = await open()
    rig = await makeNoteRig(database)
    const url = 'url' in database.raw ? database.raw.url : ''
    otherDeps = await makeDeps(await openDatabase({ url }), { jobs: listedJobs([]) })
    other = createApp(otherDeps)
  })
  afterAll(async () => {
    await otherDeps?.close()
    await rig?.close()
  })

  let ticketId = 97_000
  async function handOver(): Promise<HandoffSummary> {
    ticketId += 1
    const sessionId = await rig.startSession('engineer', ticketId, 'Adler & Partner')
    const { body } = await rig.team.as('engineer')('POST', `/sessions/${sessionId}/handoffs`, {
      ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
      ...{ reason: 'Beyond me', toId: null, timeZone: 'UTC', words: {}, note: null },
      overridden: { lacking: ['tried'], reason: 'No time' },
    })
    return z.parse(z.object({ handoff: HandoffSummary }), body).handoff
  }

  test('a panel at the one hears what was handed over at the other, and that it is over', async () => {
    const end = new AbortController()
    const { token } = rig.team.people.lead
    const { read } = await followEvents(other, '/api/handoffs', { token, signal: end.signal })
    const next = async (): Promise<{ event: string | undefined; told: unknown }> => {
      const message = await read()
      // The bell rings beside it.
      if (message?.event === 'notices') return next()
      return { event: message?.event, told: JSON.parse(message?.data ?? 'null') }
    }
    expect(await next()).toEqual({ event: 'list', told: { handoffs: [], total: 0 } })
    const handoff = await handOver()
    expect(await next()).toEqual({ event: 'handoff', told: handoff })
    const taking = { eventId: rig.deps.newId(), at: rig.deps.now().toISOString() }
    const taken = await rig.team.as('lead')('POST', `/handoffs/${handoff.id}/pickup`, taking)
    expect(taken.status).toBe(200)
    expect(await next()).toMatchObject({ told: { id: handoff.id, end: { how: 'picked_up' } } })
    end.abort()
  })

  test('of pickups at both at the same moment one has it', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await handOver()
      const taking = () => ({ eventId: rig.deps.newId(), at: rig.deps.now().toISOString() })
      const there = askAs(other, rig.team.people.team_admin.token)
      const answers = await Promise.all([
        rig.team.as('lead')('POST', `/handoffs/${id}/pickup`, taking()),
        there('POST', `/handoffs/${id}/pickup`, taking()),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    }
  })
})
