/**
 * The database taken away under load, several times, while people work, hand over and pick up:
 * whoever was told "stored" finds it stored, nothing is there twice, and a panel that listens ends
 * with the queue as it is.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { type KillingProxy, startKillingProxy } from '../testing/killing-proxy.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { makeEvent, said } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const WORKERS = 6
const TIMES = 6
const AWAY_MS = [200, 1500, 50]
const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('the database taken away under load, on $name', ({ open }) => {
  let rig: NoteRig
  let proxy: KillingProxy
  let api: ApiProcess
  beforeAll(async () => {
    const database = await open()
    rig = await makeNoteRig(database, { now: () => new Date() })
    proxy = await startKillingProxy('url' in database.raw ? database.raw.url : '')
    api = await startApi({
      ...{ DATABASE_URL: proxy.url, SECRETS_KEYS: TEST_KEYS },
      PERSON_LIMITS: 'off',
    })
  })
  afterAll(async () => {
    await api?.end('SIGKILL')
    await proxy?.close()
    await rig?.close()
  })

  const headers = (kind: Kind) => ({
    authorization: `Bearer ${rig.team.people[kind].token}`,
    'content-type': 'application/json',
  })
  /** As a panel does it: the same again until it is answered. */
  async function insist(kind: Kind, path: string, body: object): Promise<number> {
    for (;;) {
      const response = await fetch(`${api.url}/api${path}`, {
        ...{ method: 'POST', headers: headers(kind), body: JSON.stringify(body) },
      })
      const text = await response.text()
      if (response.status < 500) return response.status
      // Nobody is told of a mistake where it is the database that is away.
      expect(JSON.parse(text), text).toMatchObject({ code: 'notAvailable' })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test('loses nothing, doubles nothing, and the queue is told again', async () => {
    const shown = new Map<string, HandoffSummary>()
    const stop = new AbortController()
    const listening = listen(shown, stop.signal)
    let isWorking = true
    const takingAway = (async () => {
      for (let n = 0; isWorking; n++) {
        await new Promise((resolve) => setTimeout(resolve, 400))
        await proxy.takeAway(AWAY_MS[n % AWAY_MS.length] ?? 50)
      }
    })()
    const left = await Promise.all(
      Array.from({ length: WORKERS }, (_, worker) => workOn(98_000 + worker)),
    )
    isWorking = false
    await takingAway

    for (const { sessionId, said: count, handoffId } of left) {
      const events = await rig.events(sessionId)
      const types = events.map(({ data }) => data.type)
      expect(types.filter((type) => type === 'statement_added')).toHaveLength(count)
      expect(types.filter((type) => type === 'handed_off')).toHaveLength(2)
      expect(types.filter((type) => type === 'picked_up')).toHaveLength(1)
      expect(handoffId).toBe(events.findLast(({ data }) => data.type === 'handed_off')?.id)
    }
    const waiting = left.map(({ handoffId }) => handoffId).toSorted()
    await expect
      .poll(() => [...shown.keys()].toSorted(), { timeout: 20_000, interval: 50 })
      .toEqual(waiting)
    stop.abort()
    await listening
  }, 120_000)

  /** Says some things, hands over, is handed it back by nobody, and hands over once more. */
  async function workOn(ticketId: number) {
    const sessionId = await rig.startSession('engineer', ticketId, 'Adler & Partner')
    const by = rig.team.people.engineer
    const handOver = async () => {
      const handoffId = rig.deps.newId()
      const status = await insist('engineer', `/sessions/${sessionId}/handoffs`, {
        ...{ handoffId, at: rig.deps.now().toISOString(), intent: 'escalate', toId: null },
        ...{ reason: 'Beyond me', timeZone: 'UTC', words: {}, note: null },
        overridden: { lacking: ['tried'], reason: 'No time' },
      })
      expect(status).toBe(200)
      return handoffId
    }
    for (let n = 0; n < TIMES; n++) {
      const events = [makeEvent(by, said(`thing ${n}`))]
      expect(await insist('engineer', `/sessions/${sessionId}/events`, { after: 0, events })).toBe(
        200,
      )
    }
    const first = await handOver()
    const taking = { eventId: rig.deps.newId(), at: rig.deps.now().toISOString() }
    expect(await insist('engineer', `/handoffs/${first}/pickup`, taking)).toBe(200)
    return { sessionId, said: TIMES, handoffId: await handOver() }
  }

  /** A panel's queue: the list anew with each connection, then what happens. */
  async function listen(shown: Map<string, HandoffSummary>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const response = await fetch(`${api.url}/api/handoffs`, {
          headers: { ...headers('lead'), accept: 'text/event-stream' },
          signal,
        })
        const messages = response.body
          ?.pipeThrough(new TextDecoderStream())
          .pipeThrough(new EventSourceParserStream())
        for await (const { event, data } of messages ?? []) {
          if (event === 'list') {
            const { handoffs } = z.parse(ListHandoffs.response, JSON.parse(data))
            shown.clear()
            for (const one of handoffs) shown.set(one.id, one)
          } else if (event === 'handoff') {
            const one = z.parse(HandoffSummary, JSON.parse(data))
            if (one.end) shown.delete(one.id)
            else shown.set(one.id, one)
          }
        }
      } catch {
        // The next connection begins with the list.
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
})
