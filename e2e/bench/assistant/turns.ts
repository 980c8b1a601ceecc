/**
 * Whole turns: fifty at once, how long a result takes to enter a short and a long record, and how
 * much of a conversation of ten turns a prompt cache reads again.
 */
import Anthropic from '@anthropic-ai/sdk'
import { v7 } from 'uuid'
import { inTeam } from '#api/db.ts'
import { makeRandom } from '#shared/testing/make-random.ts'
import { NO_POSTGRES, openPlace, type Place } from '../api/place.ts'
import type { Given, Measure } from '../given.ts'
import { type StoredSession, storeSessions } from '../make/stored-session.ts'
import { shuffle, spreadOf } from '../measure.ts'
import { type Row, tellMs, tellRatio } from '../table.ts'
import { hearWords, streamRaw } from './hear-words.ts'
import { KEY, type ModelDesk, openModelDesk } from './model-desk.ts'
import { shareRead } from './share-read.ts'
import { timeEnds } from './turn-end.ts'

const title = 'Turns'
const about =
  'Turns as the panel asks for them, with the demonstration’s brain as the model: each reads the record, looks something up, answers, goes through the gate and is stored. Fifty at once are held against the library alone sending the same requests of as many turns. The end of a turn is its answer through the gate, five proposals and the reply, stored in one transaction. Of a conversation of ten turns it is told what share of the prompt’s beginning that had been sent before was read from the cache, as the stand-in counts it.'

const GOAL_SHARE = 0.9
const TALK = 10
const AT_ONCE = 50

export const measureTurns: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const desk = await openModelDesk(given, place)
  return {
    title,
    about,
    rows: [
      ...(await timeAtOnce(given, desk, place)),
      await timeEnds(given, desk, place),
      await countCached(desk, place),
    ],
  }
}

interface Timed {
  /** Until the first words were shown, in the middle of the turns. */
  firstMs: number
  /** Until the last has ended. */
  allMs: number
}

const SIDES = ['alone', 'product', 'library'] as const
type Side = (typeof SIDES)[number]

async function timeAtOnce({ isQuick, seed }: Given, desk: ModelDesk, place: Place): Promise<Row[]> {
  const sessions = await storeSessions(place, 12, AT_ONCE)
  const [alone] = sessions
  if (!alone) throw new Error('There is no session.')
  await desk.forget()
  await takeTurn(desk, place, alone)
  const requests = (await desk.asked()).map(({ body }) => JSON.parse(body))
  const client = new Anthropic({ apiKey: KEY, baseURL: desk.url, maxRetries: 0, logLevel: 'off' })
  const sides: Record<Side, () => Promise<Timed>> = {
    alone: () => timeAll([() => takeTurn(desk, place, alone)]),
    product: () => timeAll(sessions.map((one) => () => takeTurn(desk, place, one))),
    library: () => timeAll(sessions.map(() => () => sendAll(client, requests))),
  }
  const random = makeRandom(seed)
  const rounds: Record<Side, Timed>[] = []
  for (let at = -1; at < (isQuick ? 1 : 7); at++) {
    const timed: Partial<Record<Side, Timed>> = {}
    for (const side of shuffle(SIDES, random)) {
      timed[side] = await sides[side]()
      await desk.forget()
    }
    const { alone, product, library } = timed
    if (at >= 0 && alone && product && library) rounds.push({ alone, product, library })
  }
  const middle = (pick: (one: Record<Side, Timed>) => number) => spreadOf(rounds.map(pick))
  const growth = middle(({ product, alone }) => product.allMs / alone.allMs)
  return [
    {
      what: `${AT_ONCE} turns at once, until the first words are shown`,
      product: tellMs(middle(({ product }) => product.firstMs).middle),
      against: `library alone ${tellMs(middle(({ library }) => library.firstMs).middle)}`,
      ratio: tellRatio(middle(({ product, library }) => product.firstMs / library.firstMs)),
    },
    {
      what: `${AT_ONCE} turns at once, until the last is stored`,
      product: tellMs(middle(({ product }) => product.allMs).middle),
      against: `library alone ${tellMs(middle(({ library }) => library.allMs).middle)}`,
      ratio: tellRatio(middle(({ product, library }) => product.allMs / library.allMs)),
    },
    {
      what: `growth from one turn to ${AT_ONCE} at once`,
      product: tellMs(middle(({ product }) => product.allMs).middle),
      against: `one alone ${tellMs(middle(({ alone }) => alone.allMs).middle)}`,
      ratio: tellRatio(growth),
      goal: `linear (${AT_ONCE})`,
      isMet: growth.middle <= AT_ONCE,
    },
  ]
}

async function timeAll(works: readonly (() => Promise<number>)[]): Promise<Timed> {
  const from = performance.now()
  const firsts = await Promise.all(works.map((work) => work()))
  return { firstMs: spreadOf(firsts).middle, allMs: performance.now() - from }
}

/** One turn, from the request until it is stored; after how long its first words were shown. */
async function takeTurn({ app, deps }: ModelDesk, place: Place, { id }: StoredSession) {
  const { teamId, people } = place
  const turnId = v7()
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let forget = () => {}
  const { firstMs } = await hearWords(async (onText) => {
    let seen = ''
    forget = deps.turns.hear(teamId, id, (shown) => {
      if (shown.text !== seen) onText()
      seen = shown.text
      if (shown.end) end()
    })
    const answer = await app.request(`/api/sessions/${id}/turns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${people[0].token}` },
      body: JSON.stringify({ turnId, cause: 'message', text: 'It is as before: what now?' }),
    })
    if (answer.status !== 200) throw new Error(`A turn was refused: ${await answer.text()}`)
    await ended
  }).finally(() => forget())
  const turn = await inTeam(deps.db, teamId, (tx) =>
    tx
      .selectFrom('turn')
      .select(['state', 'mode', 'failure'])
      .where('teamId', '=', teamId)
      .where('id', '=', turnId)
      .executeTakeFirstOrThrow(),
  )
  if (turn.state !== 'done' || turn.mode !== 'model') {
    throw new Error(`A turn was ${turn.state} by ${turn.mode} for ${turn.failure}.`)
  }
  return firstMs
}

async function sendAll(client: Anthropic, requests: readonly Anthropic.MessageStreamParams[]) {
  const from = performance.now()
  let firstMs = 0
  for (const request of requests) {
    await streamRaw(client, request, () => {
      firstMs ||= performance.now() - from
    })
  }
  return firstMs
}

async function countCached(desk: ModelDesk, place: Place): Promise<Row> {
  const [session] = await storeSessions(place, 12, 1)
  if (!session) throw new Error('There is no session.')
  await desk.forget()
  for (let at = 0; at < TALK; at++) await takeTurn(desk, place, session)
  const shares = shareRead(await desk.asked())
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const tell = (share: number) => `${(100 * share).toFixed(1)} %`
  return {
    what: `of what had been sent before, read from the cache in ${TALK} turns`,
    product: `${tell(mean)}, never less than ${tell(Math.min(...shares))}`,
    against: `${shares.length + 1} requests`,
    goal: `over ${100 * GOAL_SHARE} %`,
    isMet: mean > GOAL_SHARE,
  }
}
