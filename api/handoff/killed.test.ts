/**
 * The API killed while a session is handed over, picked up, resolved and posted about: what belongs
 * together is there together or not at all, and the same act sent again ends in one of everything.
 *
 * Before every statement of an act, one after the other: there the program goes on and only its
 * way to the database is cut for good, which is all that a database sees of a killed process. And
 * with kill -9 at points that are drawn from a named seed, so that a failure comes again.
 *
 * Needs a database that outlives who asks it, so a real Postgres. What a worker does that is killed
 * while it writes into the ticket system is looked at in `note/killed.test.ts`.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { defineJobs } from '../define-jobs.ts'
import { type Jobs, openJobs } from '../jobs.ts'
import { makeLog } from '../log.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { forgetFolds } from '../session/fold-cache.ts'
import { startApi } from '../testing/api-process.ts'
import { openRowCounter, type RowCounter, type RowCounts } from '../testing/count-rows.ts'
import { startKillingProxy } from '../testing/killing-proxy.ts'
import { makeDeps, TEST_KEYS } from '../testing/make-deps.ts'
import { askAs, signInDirectly } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { type Act, type PlannedAct, planActs } from './testing/acts.ts'

const SEED = 20261129
/** How often a process is killed during each act, besides. */
const ROUNDS = 2
const ACTS = [
  'hands over with a note',
  'picks up',
  'resolves a first-level walk along a flow',
  'posts a note',
]
const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('the API killed on $name', ({ open }) => {
  let url: string
  let rig: NoteRig
  let jobs: Jobs
  let counter: RowCounter
  let acts: PlannedAct[]
  beforeAll(async () => {
    const database = await open()
    url = 'url' in database.raw ? database.raw.url : ''
    jobs = openJobs(database, makeLog('warn'))
    rig = await makeNoteRig(database, { now: () => new Date(), jobs: () => jobs })
    defineJobs(rig.deps)
    // What is asked for stays to be counted: nobody works.
    await jobs.start({ work: false })
    // Without keys: whether a note arrives is looked at in `note/killed.test.ts`.
    rig.connected = false
    await inTeam(rig.deps.db, rig.team.id, async (tx) => {
      await tx.deleteFrom('psaMember').execute()
      await tx.deleteFrom('psaConnection').execute()
    })
    counter = await openRowCounter(url)
    acts = planActs(rig)
  }, 60_000)
  afterAll(async () => {
    await counter?.close()
    await jobs?.stop()
    await rig?.close()
  })

  const planned = (does: string): PlannedAct => {
    const act = acts.find((one) => one.does === does)
    if (!act) throw new Error(`There is no act that ${does}.`)
    return act
  }
  const look = (act: Act) => counter.count(...act.ids)

  /** What the act leaves behind when nobody is killed, and what it says to the database for it. */
  async function doUndisturbed({ prepare, adds }: PlannedAct) {
    const act = await prepare()
    const before = await look(act)
    const life = await begin(act)
    const from = life.proxy.said().length
    expect(await life.ask()).toBe(200)
    const said = life.proxy.said().slice(from)
    await life.end()
    const after = await look(act)
    expect(addedTo(before, after)).toMatchObject(adds)
    return { before, after, said }
  }

  /** A life of the API in this process, with a way of its own to the database. */
  async function begin(act: Act) {
    const proxy = await startKillingProxy(url)
    const database = await openDatabase({ url: proxy.url })
    const { jobs, now, psa, files } = rig.deps
    const deps = await makeDeps(database, { jobs, now, psa, files })
    const { id } = rig.team.people[act.kind]
    const token = await signInDirectly(rig.deps, rig.team.id, id)
    forgetFolds()
    return {
      proxy,
      ask: async () => (await askAs(createApp(deps), token)('POST', act.path, act.body)).status,
      async end() {
        await deps.close()
        await proxy.close()
        forgetFolds()
      },
    }
  }

  /** Sent again by whoever got no answer, twice: it ends in one of everything. */
  async function sendAgain(act: Act, after: RowCounts, where: string): Promise<void> {
    for (const _ of [1, 2]) {
      const ask = await rig.as(act.kind)
      expect((await ask('POST', act.path, act.body)).status, where).toBe(200)
      expect(await look(act), where).toEqual(after)
    }
  }

  test.each(ACTS)(
    'at every statement while somebody %s',
    async (does) => {
      const plan = planned(does)
      const { before, after, said } = await doUndisturbed(plan)
      expect(said.at(-1)).toBe('commit')
      for (const [index, words] of said.entries()) {
        const isLast = index === said.length - 1
        // What was passed on at one point is what is held back at the next; behind the last is none.
        for (const isHeldBack of isLast ? [true, false] : [true]) {
          const where = `${plan.does}, ${isHeldBack ? 'before' : 'after'} ${index + 1}: ${words}`
          const act = await plan.prepare()
          const life = await begin(act)
          life.proxy.arm({
            ...{ statement: index + 1, isHeldBack },
            kill: () => life.proxy.shut(),
          })
          const status = await life.ask()
          expect(life.proxy.disarm(), where).toBe(true)
          expect(status, `${where}: nobody is told that it is stored`).toBe(503)
          const left = await look(act)
          // Only what is told with the last statement can be stored and not said.
          expect(isHeldBack ? [before] : [before, after], where).toContainEqual(left)
          await life.end()
          await sendAgain(act, after, where)
        }
      }
    },
    600_000,
  )

  test(`with kill -9 at points of the seed ${SEED}`, async () => {
    const proxy = await startKillingProxy(url)
    const env = { DATABASE_URL: proxy.url, SECRETS_KEYS: TEST_KEYS, JOBS: 'elsewhere' }
    const start = () => startApi({ ...env, PERSON_LIMITS: 'off' })
    let api = await start()
    try {
      for (const [at, plan] of acts.entries()) {
        const { before, after, said } = await doUndisturbed(plan)
        const points = fc.sample(
          fc.record({
            // A connection that is open already is not opened again.
            statement: fc.integer({ min: 1, max: said.length - 1 }),
            isHeldBack: fc.boolean(),
          }),
          { seed: SEED + at, numRuns: ROUNDS },
        )
        for (const point of points) {
          const where = `${plan.does}, ${JSON.stringify(point)}`
          const act = await plan.prepare()
          const { process: child } = api
          proxy.arm({ ...point, kill: () => child.kill('SIGKILL') })
          expect(await askProcess(api.url, act), where).toBeUndefined()
          expect(proxy.disarm(), where).toBe(true)
          await api.end('SIGKILL')
          expect([before, after], where).toContainEqual(await look(act))
          api = await start()
          expect(await askProcess(api.url, act), where).toBe(200)
          expect(await look(act), where).toEqual(after)
          await sendAgain(act, after, where)
        }
      }
    } finally {
      await api.end('SIGKILL')
      await proxy.close()
    }
  }, 600_000)

  /** The answer's status; none where there was none. */
  async function askProcess(apiUrl: string, { kind, path, body }: Act) {
    const token = await signInDirectly(rig.deps, rig.team.id, rig.team.people[kind].id)
    const answered = await fetch(`${apiUrl}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    }).catch(() => undefined)
    await answered?.text().catch(() => undefined)
    return answered?.status
  }
})

const addedTo = (before: RowCounts, after: RowCounts): RowCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
      .filter(([, added]) => added !== 0),
  )
