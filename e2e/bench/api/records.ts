/**
 * The API on real Postgres: who asks, reading a record, appending to one; alone and sixteen at
 * once; at 10, 200 and 2,000 events.
 */
import { v7 } from 'uuid'
import type { SessionEvent } from '#shared/session/event.ts'
import type { Measure } from '../given.ts'
import { type StoredSession, storeSessions } from '../make/stored-session.ts'
import { stepOf } from '../make/work.ts'
import { ratioOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio } from '../table.ts'
import {
  type Alone,
  LANES,
  openBound,
  type Subject,
  timeAlone,
  timeAtOnce,
} from './against-bound.ts'
import { NO_POSTGRES, openPlace, type Place, settleTables } from './place.ts'
import { planAppending, planReading } from './plan-bound.ts'
import { writeGet, writePost } from './wire.ts'

const SIZES = [10, 200, 2000] as const
/** Records for the side that is only asked alone, where one need not be apart from another. */
const FEW = 4
/** As many as one request takes: what a panel sends that was offline for hours. */
const QUEUED = 500
const GOAL_QUEUED = 1.3
/** What a longer record may cost more where it should cost nothing. */
const CONSTANT = 1.5

const title = 'The API on Postgres'
const about =
  'Against bare `node:http` and bare `pg` in a process of its own, running the very statements that the product was seen to send, prepared, under the same role and team, and sent together wherever one need not wait for the other: the least work that gives the same answer. “Step by step” is the same server sending them as the product does, one after the other and unprepared. Ratios alone are times, lower is better; sixteen at once is the share of the bound’s throughput.'

export const measureRecords: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const groups = [
    [await planMe(place)],
    await inTurn(SIZES, (size) => planRead(place, size)),
    await inTurn(SIZES, (size) => planAppend(place, size)),
  ]
  const queued = await planAppend(place, 10, QUEUED)
  await settleTables(place)
  const bound = await openBound(given, place, [...groups.flat(), queued])
  const rows: Row[] = []
  for (const group of groups) {
    await meetRecords(group, bound.askProduct)
    const alone = await timeAlone(given, bound, group)
    rows.push(...alone.rows, ...tellGrowth(group, alone))
    rows.push(...(await timeAtOnce(given, bound, group)))
  }
  rows.push(...(await timeAlone(given, bound, [queued])).rows)
  bound.close()
  return { title: `${title} (${place.postgres})`, about, rows }
}

async function planMe(place: Place): Promise<Subject> {
  const { token } = place.people[0]
  return {
    name: 'me',
    what: 'signed-in check',
    ...(await planReading(place, '/api/me')),
    goalShare: 0.85,
    request: {
      product: () => writeGet('/api/me', token),
      bound: () => writeGet('/one-trip/me', token),
      steps: () => writeGet('/step-by-step/me', token),
    },
  }
}

async function planRead(place: Place, size: number): Promise<Subject> {
  const { token } = place.people[0]
  const [session] = await storeSessions(place, size, 1)
  const path = `/api/sessions/${session?.id}/events?after=0`
  return {
    name: `read-${size}`,
    what: `read a session of ${round(size)} events`,
    ...(await planReading(place, path)),
    goalShare: 0.9,
    request: {
      product: () => writeGet(path, token),
      bound: () => writeGet(`/one-trip/read-${size}`, token),
      steps: () => writeGet(`/step-by-step/read-${size}`, token),
    },
  }
}

/** One event at a time, or as many as had to wait. */
async function planAppend(place: Place, size: number, count = 1): Promise<Subject> {
  const makeEvents = () => Array.from({ length: count }, () => makeStep(place))
  const name = count === 1 ? `append-${size}` : `queued-${count}`
  const [model, ...sessions] = await storeSessions(place, size, 1 + LANES * 2 + FEW)
  if (!model) throw new Error('No session was stored.')
  return {
    name,
    what:
      count === 1
        ? `append an event at ${round(size)}`
        : `${count} queued events sent back at once`,
    ...(await planAppending(place, model, makeEvents)),
    goalShare: 0.9,
    ...(count === 1 ? {} : { goalAlone: GOAL_QUEUED }),
    request: {
      product: appendTo(
        place,
        sessions.slice(0, LANES),
        makeEvents,
        (id) => `/api/sessions/${id}/events`,
      ),
      bound: appendTo(
        place,
        sessions.slice(LANES, LANES * 2),
        makeEvents,
        (id) => `/one-trip/${name}/${id}`,
      ),
      steps: appendTo(
        place,
        sessions.slice(LANES * 2),
        makeEvents,
        (id) => `/step-by-step/${name}/${id}`,
      ),
    },
  }
}

function appendTo(
  place: Place,
  sessions: StoredSession[],
  makeEvents: () => SessionEvent[],
  pathOf: (id: string) => string,
) {
  return (lane: number): string => {
    const session = sessions[lane % sessions.length]
    if (!session) throw new Error('No session was stored.')
    const events = makeEvents()
    const body = JSON.stringify({ after: session.version, events })
    session.version += events.length
    return writePost(pathOf(session.id), place.people[0].token, body)
  }
}

const makeStep = ({ people: [{ id, name }] }: Place) => ({
  id: v7(),
  at: new Date().toISOString(),
  by: { kind: 'person' as const, id, name },
  data: stepOf(7),
})

/** The product folds a record when it first meets it; that is not what is asked here. */
async function meetRecords(
  group: readonly Subject[],
  ask: (request: string) => Promise<unknown>,
): Promise<void> {
  for (const { request } of group) {
    for (let lane = 0; lane < LANES; lane++) await ask(request.product(lane))
  }
}

function tellGrowth(group: readonly Subject[], { timed }: Alone): Row[] {
  const [shortest, longest] = [group[0], group.at(-1)]
  if (!shortest || !longest?.name.startsWith('append')) return []
  const [long, short] = [timed(longest).product, timed(shortest).product]
  const growth = ratioOf(long, short)
  return [
    {
      what: 'append, growth from 10 to 2,000 events',
      product: tellMs(long.p50),
      against: tellMs(short.p50),
      ratio: tellRatio(growth),
      goal: 'constant',
      isMet: growth.middle <= CONSTANT,
    },
  ]
}

async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await act(item))
  return results
}
