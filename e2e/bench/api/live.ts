/**
 * Following live: how long until another panel has an event, and what it costs to tell it to a
 * thousand.
 */
import { v7 } from 'uuid'
import { makeRandom } from '#shared/testing/make-random.ts'
import type { Given, Measure } from '../given.ts'
import { storeSessions } from '../make/stored-session.ts'
import { stepOf } from '../make/work.ts'
import { shuffle, spreadOf, type Timing, timingOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio } from '../table.ts'
import { openListeners } from './listeners.ts'
import { NO_POSTGRES, openPlace, type Place } from './place.ts'
import { type Served, startBare } from './processes.ts'
import { openWire, writeGet, writePost } from './wire.ts'

const MOST_PER_PERSON = 24
const GOAL_CPU = 1.15

const title = 'Following live'
const about =
  'From posting an event until the other panel has it; the answer to the post itself is told beside it. A thousand listeners of one session are held against bare `node:http` that writes one buffer to a thousand open answers: processor time of the server, less what the same append costs when nobody listens.'

export const measureLive: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  return {
    title,
    about,
    rows: [...(await timeOne(given, place)), ...(await timeMany(given, place))],
  }
}

/** One who works, one who follows. */
async function timeOne({ isQuick }: Given, place: Place): Promise<Row[]> {
  const record = await openRecord(place)
  const listeners = await openListeners(place.product.url, [record.follow(1)])
  const seen: number[] = []
  const answered: number[] = []
  for (let at = 0; at < (isQuick ? 20 : 400); at++) {
    const [from, heard] = [performance.now(), listeners.untilAllHave(record.next())]
    const answer = record.append().then(() => answered.push(performance.now() - from))
    await heard
    seen.push(performance.now() - from)
    await answer
  }
  listeners.close()
  record.close()
  const [heard, told] = [timingOf([seen]), timingOf([answered])]
  return [
    {
      what: 'an event from one panel seen in another',
      product: tellTail(heard),
      against: `answered ${tellTail(told)}`,
      ratio: round(heard.p50 / told.p50),
    },
  ]
}

async function timeMany(given: Given, place: Place): Promise<Row[]> {
  const count = given.isQuick ? 100 : 1000
  const bare = await startBare('./bare-live.ts', {})
  given.atEnd(bare.stop)
  const record = await openRecord(place)
  const from = performance.now()
  const requests = Array.from({ length: count }, (_, at) =>
    record.follow(Math.floor(at / MOST_PER_PERSON)),
  )
  const many = await openListeners(place.product.url, requests)
  const connectedMs = performance.now() - from
  const few = await openListeners(
    bare.url,
    requests.map(() => writeGet('/', '')),
  )
  const nobody = await openRecord(place)
  const bareWire = await openWire(bare.url)
  let told = 0

  const sides = {
    product: async () => {
      const heard = many.untilAllHave(record.next())
      await record.append()
      await heard
    },
    bound: async () => {
      told += 1
      const heard = few.untilAllHave(told)
      await bareWire.ask(writePost('/', '', `id: ${told}\ndata: ${frame}\n\n`))
      await heard
    },
    nobody: () => nobody.append(),
  }
  const frame = JSON.stringify({ seq: 1, event: { data: stepOf(1) } }).padEnd(record.bytes)
  const rounds = await timeCpu(given, sides, { product: place.product, bound: bare })
  many.close()
  few.close()
  bareWire.close()
  record.close()
  nobody.close()

  const ratio = spreadOf(
    rounds.map(({ product, nobody: alone, bound }) => (product.cpu - alone.cpu) / bound.cpu),
  )
  const middle = (pick: (one: (typeof rounds)[number]) => number) =>
    spreadOf(rounds.map(pick)).middle
  return [
    { what: `${round(count)} listeners connected`, product: tellMs(connectedMs) },
    {
      what: `an event told to ${round(count)} listeners, until the last has it`,
      product: tellMs(middle((one) => one.product.ms)),
      against: tellMs(middle((one) => one.bound.ms)),
      ratio: tellRatio(spreadOf(rounds.map((one) => one.product.ms / one.bound.ms))),
    },
    {
      what: `an event told to ${round(count)} listeners, processor time`,
      product: tellMs(middle((one) => one.product.cpu - one.nobody.cpu)),
      against: tellMs(middle((one) => one.bound.cpu)),
      ratio: tellRatio(ratio),
      goal: `${GOAL_CPU} and less`,
      isMet: ratio.middle <= GOAL_CPU,
    },
  ]
}

type Sides = Record<'product' | 'bound' | 'nobody', () => Promise<unknown>>
type Spent = { ms: number; cpu: number }

/** Time and processor time per event, in rounds of some events each. */
async function timeCpu(
  { isQuick, seed }: Given,
  sides: Sides,
  servers: { product: Served; bound: Served },
) {
  const random = makeRandom(seed)
  const each = isQuick ? 3 : 15
  const names = ['product', 'bound', 'nobody'] as const
  const rounds: Record<keyof Sides, Spent>[] = []
  for (let round = -1; round < (isQuick ? 2 : 9); round++) {
    const spent: Partial<Record<keyof Sides, Spent>> = {}
    for (const name of shuffle(names, random)) {
      const server = name === 'bound' ? servers.bound : servers.product
      const [cpu, from] = [await server.cpuMs(), performance.now()]
      for (let at = 0; at < each; at++) await sides[name]()
      const ms = performance.now() - from
      spent[name] = { ms: ms / each, cpu: ((await server.cpuMs()) - cpu) / each }
    }
    const { product, bound, nobody } = spent
    if (round >= 0 && product && bound && nobody) rounds.push({ product, bound, nobody })
  }
  return rounds
}

/** A session that grows by one step at a time. */
async function openRecord(place: Place) {
  const [session] = await storeSessions(place, 10, 1)
  if (!session) throw new Error('No session was stored.')
  const [person] = place.people
  const wire = await openWire(place.product.url)
  const path = `/api/sessions/${session.id}/events`
  return {
    /** About what one event is on the wire. */
    bytes: 700,
    follow: (at: number) =>
      writeGet(
        `${path}?after=${session.version}`,
        place.people[at]?.token ?? '',
        'accept: text/event-stream\r\n',
      ),
    next: () => session.version + 1,
    append() {
      const by = { kind: 'person' as const, id: person.id, name: person.name }
      const event = { id: v7(), at: new Date().toISOString(), by, data: stepOf(7) }
      const body = JSON.stringify({ after: session.version, events: [event] })
      session.version += 1
      return wire.ask(writePost(path, person.token, body))
    },
    close: () => wire.close(),
  }
}

const tellTail = ({ p50, p99 }: Timing) => `${tellMs(p50)} (p99 ${tellMs(p99)})`
