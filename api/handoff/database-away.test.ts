/**
 * The database gone under load, several times, while people work, hand over and pick up: whoever was
 * told "stored" finds it stored, nothing is there twice, and a panel that listens ends with the queue
 * as it is.
 *
 * Once the connections break, as in a network; once the server itself is restarted, which says so
 * to whoever is connected and refuses who comes too soon.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { migrate } from '#db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#db/open.ts'
import { HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { type OwnServer, startOwnServer } from '../testing/databases.ts'
import { startKillingProxy } from '../testing/killing-proxy.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { makeEvent, said } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const WORKERS = 6
const TIMES = 6
/** So many answers come between two times that it is gone. */
const AT_LEAST = 5
const AWAY_MS = [200, 1500, 50]
const postgres = onBoth.find(({ name }) => name === 'Postgres')

/** A database, the address at which the API finds it, and how it goes away for a while. */
interface Place {
  database: OpenDatabase
  url: string
  goAway: (time: number) => Promise<void>
  close: () => Promise<void>
}

const urlOf = ({ raw }: OpenDatabase) => ('url' in raw ? raw.url : '')

async function behindProxy(open: () => Promise<OpenDatabase>): Promise<Place> {
  const database = await open()
  const proxy = await startKillingProxy(urlOf(database))
  const goAway = (time: number) => proxy.takeAway(AWAY_MS[time % AWAY_MS.length] ?? 50)
  return { database, url: proxy.url, goAway, close: proxy.close }
}

async function onOwn(server: OwnServer): Promise<Place> {
  const database = await openDatabase({ url: server.url })
  await migrate(database.owner)
  return { database, url: server.url, goAway: server.restart, close: server.stop }
}

const own = postgres && (await startOwnServer())
const ways: { how: string; openPlace: () => Promise<Place> }[] = [
  ...(postgres ? [{ how: 'cut off', openPlace: () => behindProxy(postgres.open) }] : []),
  ...(own ? [{ how: 'restarted', openPlace: () => onOwn(own) }] : []),
]

describe.each(ways)('the database $how under load', ({ openPlace }) => {
  let place: Place
  let rig: NoteRig
  let api: ApiProcess
  beforeAll(async () => {
    place = await openPlace()
    rig = await makeNoteRig(place.database, { now: () => new Date() })
    api = await startApi({
      ...{ DATABASE_URL: place.url, SECRETS_KEYS: TEST_KEYS },
      PERSON_LIMITS: 'off',
    })
  }, 120_000)
  afterAll(async () => {
    await api?.end('SIGKILL')
    await rig?.close()
    await place?.close()
  })

  const headers = (kind: Kind) => ({
    authorization: `Bearer ${rig.team.people[kind].token}`,
    'content-type': 'application/json',
  })
  let answers = 0
  async function untilAnswered(more: number, goesOn: () => boolean): Promise<void> {
    const wanted = answers + more
    while (goesOn() && answers < wanted) await new Promise((again) => setTimeout(again, 20))
  }
  /** As a panel does it: the same again until it is answered. */
  async function insist(kind: Kind, path: string, body: object): Promise<number> {
    for (;;) {
      const response = await fetch(`${api.url}/api${path}`, {
        ...{ method: 'POST', headers: headers(kind), body: JSON.stringify(body) },
      })
      const text = await response.text()
      if (response.status < 500) {
        answers += 1
        return response.status
      }
      // Nobody is told of a mistake where it is the database that is away.
      expect(JSON.parse(text), text).toMatchObject({ code: 'notAvailable' })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test('loses nothing, doubles nothing, and the queue is told again', async () => {
    const shown = new Map<string, HandoffSummary>()
    const stop = new AbortController()
    const listening = listen(shown, stop.signal)
    const sessions = await Promise.all(
      Array.from({ length: WORKERS }, (_, worker) =>
        rig.startSession('engineer', 98_000 + worker, 'Adler & Partner'),
      ),
    )
    let isWorking = true
    const goingAway = (async () => {
      let times = 0
      for (; isWorking; times++) {
        // However slow the machine is, some of the work is done between two times.
        await untilAnswered(AT_LEAST, () => isWorking)
        await place.goAway(times)
      }
      return times
    })()
    const left = await Promise.all(sessions.map(workOn))
    isWorking = false
    expect(await goingAway).toBeGreaterThan(0)

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
  }, 240_000)

  /** Says some things, hands over, is handed it back by nobody, and hands over once more. */
  async function workOn(sessionId: string) {
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
