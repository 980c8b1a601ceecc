/**
 * Finding what a team knows: among 1,000, 10,000 and 100,000 passages of its own, with ten times as
 * many of others around the first thousand, and whether what is sought is found as people write it.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import { recordStatements, type Statement } from '#api/testing/record-statements.ts'
import { NO_POSTGRES, openPlace, type Place } from '../api/place.ts'
import type { Given, Measure } from '../given.ts'
import { growPassages, KEPT, keepPassages, type Made } from '../make/passages.ts'
import { compare, ratioOf, type Timing } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'

const SIZES = [1_000, 10_000, 100_000] as const
/** Passages of others, and those of its own among which it is told what is found. */
const MANY = 10_000
const GOAL_ALONE = 1.2
const GOAL_FOUND = 0.95
const GROWTH = 1.5
const SOUGHT = 40
/** As many as a question to the team’s knowledge is answered from. */
const MOST = 8

const title = 'What the team knows'
const about =
  'The search in passages by words, as chat and look-ups of a turn use it, on Postgres under row security, held against the statements that it was seen to send, run by bare `pg` under the same role and team, prepared and sent together. Each passage has some eighty words, as common and as rare as in a language, and a code of its own. Without pgvector meaning is not searched here.'

export const measureRetrieval: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  const bare = new pg.Client({
    connectionString: place.databaseUrl,
    pipeline: true,
  } as pg.ClientConfig) // newer than its types
  await Promise.all([admin.connect(), bare.connect()])
  try {
    return { title, about, rows: await measureAll(given, { place, admin, bare }) }
  } finally {
    await Promise.all([admin.end(), bare.end()])
  }
}

interface Desk {
  place: Place
  /** Fills the tables. */
  admin: pg.Client
  bare: pg.Client
}

async function measureAll(given: Given, desk: Desk): Promise<Row[]> {
  const { place, admin } = desk
  const made = await keepPassages(place, given.seed)
  const sizes = given.isQuick ? SIZES.slice(0, 2) : SIZES
  const most = sizes.at(-1) ?? KEPT
  const others = v7()
  await admin.query("insert into team (id, name, created_at) values ($1, 'Neighbour', now())", [
    others,
  ])
  const rows: Row[] = []
  const among: Timing[] = []
  for (const around of [0, MANY]) {
    await growPassages(admin, { teamId: others, from: place.teamId }, around)
    const what = `${round(KEPT)} passages${around > 0 ? `, ${round(around)} of others around them` : ''}`
    const timed = await timeSearches(given, desk, what, made)
    rows.push(...timed.rows)
    among.push(timed.plain)
  }
  const own = [among[0]]
  for (const size of sizes.slice(1)) {
    await growPassages(admin, { teamId: place.teamId, from: place.teamId }, size)
    const timed = await timeSearches(given, desk, `${round(size)} passages`, made)
    rows.push(...timed.rows)
    own.push(timed.plain)
    if (size === MANY) rows.push(...(await tellFound(place, made)))
  }
  rows.push(
    tellGrowth(`search, growth with ${round(MANY)} passages of others`, among, GROWTH, 'constant'),
    tellGrowth(
      `search, growth from ${round(KEPT)} passages to ${round(most)}`,
      own,
      most / KEPT,
      `linear at most (${most / KEPT})`,
    ),
  )
  return rows
}

const WAYS = ['plain', 'question', 'mistyped'] as const
type Way = (typeof WAYS)[number]

/** What is sought by words of its title and its code, as people write. */
function queryFor({ title: words, code }: Made, way: Way, copy = 0): string {
  const [thing = '', trouble = '', third = ''] = words
  const own = copy === 0 ? code : code.replace('kx0', `kx${copy}`)
  switch (way) {
    case 'plain':
      return `${thing} ${trouble} ${own}`
    case 'question':
      return `How do I mend the ${thing} that is ${trouble} since ${third} says ${own}`
    case 'mistyped':
      return `${swapLetters(thing)} ${third} ${own}`
  }
}

const swapLetters = (word: string): string =>
  word.length < 4 ? word : word.slice(0, 1) + word.charAt(2) + word.charAt(1) + word.slice(3)

const search = ({ deps, teamId }: Place, query: string) =>
  deps.knowledge.search({ teamId, query, limit: MOST })

async function timeSearches(
  { isQuick, seed }: Given,
  { place, bare }: Desk,
  where: string,
  made: readonly Made[],
): Promise<{ rows: Row[]; plain: Timing }> {
  const [, , , , , , , sought] = made
  if (!sought) throw new Error('Nothing was made.')
  const sides: Record<string, () => Promise<unknown>> = {}
  for (const way of WAYS) {
    const query = queryFor(sought, way)
    const { statements } = await recordStatements(() => search(place, query))
    sides[`${way} product`] = () => search(place, query)
    sides[`${way} bound`] = () => sendTogether(bare, statements)
  }
  const pace = { rounds: isQuick ? 3 : 5, sliceMs: 20, seed }
  const timed = await compare(sides, pace)
  const of = (side: string) => timed[side] ?? fail(side)
  const rows = WAYS.map((way): Row => {
    const [product, bound] = [of(`${way} product`), of(`${way} bound`)]
    const ratio = ratioOf(product, bound)
    return {
      what: `${way} search among ${where}`,
      product: tellTiming(product),
      against: tellMs(bound.p50),
      ratio: tellRatio(ratio),
      goal: `${GOAL_ALONE} and less`,
      isMet: ratio.middle <= GOAL_ALONE,
    }
  })
  return { rows, plain: of('plain product') }
}

const sendTogether = (bare: pg.Client, statements: readonly Statement[]) =>
  Promise.all(
    statements.map(({ text, values }) =>
      bare.query({ name: nameOf(text), text, values: [...values] }),
    ),
  )

const names = new Map<string, string>()

/** Prepared by their text; of the long ones only the beginning would be told apart. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `bound ${names.size}`
  names.set(text, name)
  return name
}

const fail = (side: string): never => {
  throw new Error(`${side} was not timed`)
}

/** The sizes were there one after the other, so these are medians and not of one round. */
function tellGrowth(
  what: string,
  timings: readonly (Timing | undefined)[],
  goal: number,
  told: string,
): Row {
  const [first = Number.NaN, last = Number.NaN] = [timings[0]?.p50, timings.at(-1)?.p50]
  return {
    what,
    product: tellMs(last),
    against: tellMs(first),
    ratio: round(last / first),
    goal: told,
    isMet: last / first <= goal,
  }
}

async function tellFound(place: Place, made: readonly Made[]): Promise<Row[]> {
  const copies = MANY / KEPT
  const sought = Array.from({ length: SOUGHT }, (_, at) => {
    const copy = at % copies
    const passage = made[at * Math.floor(KEPT / SOUGHT)]
    if (!passage) throw new Error('Too little was made.')
    return { passage, copy, id: copy === 0 ? passage.id : `${passage.id}-${copy}` }
  })
  const rows: Row[] = []
  for (const way of WAYS) {
    let found = 0
    for (const { passage, copy, id } of sought) {
      const hits = await search(place, queryFor(passage, way, copy))
      if (hits.some(({ citation }) => citation.id === id)) found += 1
    }
    rows.push({
      what: `known passage in the first ${MOST} of ${round(MANY)}, ${way}`,
      product: `${Math.round((100 * found) / SOUGHT)} % of ${SOUGHT}`,
      goal: `${GOAL_FOUND * 100} %`,
      isMet: found / SOUGHT >= GOAL_FOUND,
    })
  }
  return rows
}
