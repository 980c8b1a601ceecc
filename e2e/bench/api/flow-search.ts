/**
 * Searching a team's library among 1,000, 10,000 and 100,000 flows of others, and whether what
 * is sought is found when it is written as people write.
 */
import pg from 'pg'
import * as z from 'zod/mini'
import { type FlowSummary, SearchFlows } from '#shared/flow/contract.ts'
import type { Measure } from '../given.ts'
import { folderOf, growNeighbours, LIBRARY, publishLibrary } from '../make/library.ts'
import { type Row, round, tellMs, tellTiming } from '../table.ts'
import { openBound, type Subject, timeAlone, timeAtOnce } from './against-bound.ts'
import { NO_POSTGRES, openPlace, type Place } from './place.ts'
import { planReading } from './plan-bound.ts'
import { writeGet } from './wire.ts'

const SIZES = [1_000, 10_000, 100_000] as const
const GOAL_MS = 5
const GOAL_FOUND = 0.95
const SOUGHT = 60
const GROWTH = 1.5

const title = 'Flow search'
const about = `One team’s library of ${LIBRARY} flows, asked through the API, each with a tag and in a folder, among the libraries of other teams that hold the same words. Against the statements that the product was seen to send, run by bare \`pg\` behind bare \`node:http\`. A search that finds enough by its words stops there; a mistyped one goes on to what is written alike.`

export const measureFlowSearch: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  const library = await publishLibrary(place, given.seed)
  const rows: Row[] = []
  const plain: number[] = []
  for (const size of given.isQuick ? SIZES.slice(0, 2) : SIZES) {
    await growNeighbours(admin, place, size)
    const group = [
      await planSearch(place, size, 'plain', queryFor(library[7], 'plain')),
      await planSearch(place, size, 'mistyped', queryFor(library[7], 'mistyped')),
      await planSearch(place, size, 'tag and folder', byTagAndFolder(library[7], 7)),
    ]
    const bound = await openBound(given, place, group)
    const alone = await timeAlone(given, bound, group)
    rows.push(...alone.rows)
    if (size === SIZES.at(-1)) rows.push(...(await timeAtOnce(given, bound, group)))
    bound.close()
    const [first] = group
    if (!first) continue
    const { product } = alone.timed(first)
    plain.push(product.p50)
    if (size !== SIZES.at(-1)) continue
    rows.push({
      what: `a plain search among ${round(size)} flows`,
      product: tellTiming(product),
      goal: `under ${GOAL_MS} ms`,
      isMet: product.p50 < GOAL_MS,
    })
  }
  await admin.end()
  rows.push(tellGrowth(plain), ...(await tellFound(place, library)))
  return { title, about, rows }
}

async function planSearch(place: Place, size: number, way: string, q: string): Promise<Subject> {
  const path = `/api/flows/search?q=${encodeURIComponent(q)}`
  const { token } = place.people[0]
  const name = `search-${size}-${way.replaceAll(' ', '-')}`
  return {
    name,
    what: `${way} search among ${round(size)} flows`,
    ...(await planReading(place, path)),
    goalShare: 0.95,
    request: {
      product: () => writeGet(path, token),
      bound: () => writeGet(`/one-trip/${name}`, token),
      steps: () => writeGet(`/step-by-step/${name}`, token),
    },
  }
}

/** The sizes were there one after the other, so these are medians and not of one round. */
function tellGrowth(plain: readonly number[]): Row {
  const [first = Number.NaN, last = Number.NaN] = [plain[0], plain.at(-1)]
  return {
    what: `plain search, growth from ${round(SIZES[0])} flows to the most`,
    product: tellMs(last),
    against: tellMs(first),
    ratio: round(last / first),
    goal: 'constant',
    isMet: last / first <= GROWTH,
  }
}

/** As one who remembers neither its name nor what it says. */
const byTagAndFolder = (flow: FlowSummary | undefined, at: number): string =>
  [...(flow?.tags ?? []), folderOf(at).at(-1)].join(' ')

const WAYS = ['plain', 'inflected', 'unfinished', 'mistyped'] as const
type Way = (typeof WAYS)[number]

/** Words of a flow's name, as people write them. */
function queryFor(flow: FlowSummary | undefined, way: Way): string {
  const [thing = '', trouble = '', , other = ''] = flow?.name.split(' ') ?? []
  switch (way) {
    case 'plain':
      return `${thing} ${trouble} ${other}`
    case 'inflected':
      return `${thing}s ${trouble} ${other}s`
    case 'unfinished':
      return `${thing} ${other} ${trouble.slice(0, Math.max(3, trouble.length - 3))}`
    case 'mistyped':
      return `${swapLetters(thing)} ${trouble} ${other}`
  }
}

const swapLetters = (word: string): string =>
  word.length < 4 ? word : word.slice(0, 1) + word.charAt(2) + word.charAt(1) + word.slice(3)

async function tellFound(place: Place, library: readonly FlowSummary[]): Promise<Row[]> {
  const sought = library.filter((_, at) => at % Math.floor(LIBRARY / SOUGHT) === 0).slice(0, SOUGHT)
  const rows: Row[] = []
  for (const way of WAYS) {
    let found = 0
    for (const flow of sought) {
      const hits = await search(place, queryFor(flow, way))
      if (hits.some((hit) => hit.flow.id === flow.id)) found += 1
    }
    const share = found / sought.length
    rows.push({
      what: `known flow in the first ten, ${way} words`,
      product: `${Math.round(share * 100)} % of ${sought.length}`,
      goal: `${GOAL_FOUND * 100} %`,
      isMet: share >= GOAL_FOUND,
    })
  }
  return rows
}

async function search(place: Place, q: string) {
  const answer = await fetch(`${place.product.url}/api/flows/search?q=${encodeURIComponent(q)}`, {
    headers: { authorization: `Bearer ${place.people[0].token}` },
  })
  return z.parse(SearchFlows.response, await answer.json()).hits
}
