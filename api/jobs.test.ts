import { afterEach, describe, expect, test } from 'vitest'
import { inTeam } from './db.ts'
import { type JobKind, openJobs } from './jobs.ts'
import { createTeam } from './person/create-team.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { onBoth } from './testing/on-both.ts'

const GREET: JobKind<{ name: string }> = { name: 'greet', retries: 2, retryAfterSeconds: 1 }

describe.each(onBoth)('jobs on $name', ({ open }) => {
  let deps: TestDeps
  afterEach(() => deps.close())

  /** Collects what was run, and tells when something was. */
  const collect = () => {
    const seen: string[] = []
    let wake = () => {}
    return {
      seen,
      add(text: string) {
        seen.push(text)
        wake()
      },
      async until(count: number) {
        while (seen.length < count) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
    }
  }
  const begin = async () => {
    deps = await makeDeps(await open())
    return createTeam(deps, { name: 'A team', people: [] })
  }

  test('run when their transaction was kept, never when it was undone', async () => {
    const teamId = await begin()
    const run = collect()
    deps.jobs.define(GREET, async ({ name }) => run.add(name))
    await deps.jobs.start({ work: true })
    await inTeam(deps.db, teamId, async (tx) => {
      await deps.jobs.send(tx, GREET, { name: 'undone' })
      throw new Error('undone')
    }).catch(() => undefined)
    await inTeam(deps.db, teamId, (tx) => deps.jobs.send(tx, GREET, { name: 'kept' }))
    await inTeam(deps.db, teamId, (tx) => deps.jobs.send(tx, GREET, { name: 'also' }))
    await run.until(2)
    expect(run.seen.sort()).toEqual(['also', 'kept'])
  })

  test('that throw are tried again, and are told how often they were', async () => {
    const teamId = await begin()
    const run = collect()
    deps.jobs.define(GREET, async (_, attempt) => {
      run.add(`attempt ${attempt}`)
      if (attempt === 1) throw new Error('not yet')
    })
    await deps.jobs.start({ work: true })
    await inTeam(deps.db, teamId, (tx) => deps.jobs.send(tx, GREET, { name: 'x' }))
    await run.until(2)
    expect(run.seen).toEqual(['attempt 1', 'attempt 2'])
  })

  test('that were sent while nobody worked wait for somebody who does', async () => {
    const teamId = await begin()
    const run = collect()
    deps.jobs.define(GREET, async ({ name }) => run.add(name))
    await deps.jobs.start({ work: false })
    await inTeam(deps.db, teamId, (tx) => deps.jobs.send(tx, GREET, { name: 'waiting' }))
    await deps.jobs.stop()
    expect(run.seen).toEqual([])

    const other = openJobs(deps.database, deps.log)
    other.define(GREET, async ({ name }) => run.add(name))
    await other.start({ work: true })
    await run.until(1)
    await other.stop()
  })
})

// The embedded database belongs to one process.
describe.each(onBoth.filter(({ name }) => name === 'Postgres'))('jobs on $name', ({ open }) => {
  test('are set up by several processes at the same moment', async () => {
    const deps = await makeDeps(await open())
    const others = Array.from({ length: 6 }, () => openJobs(deps.database, deps.log))
    for (const jobs of others) jobs.define(GREET, async () => {})
    await Promise.all(others.map((jobs) => jobs.start({ work: false })))
    await Promise.all(others.map((jobs) => jobs.stop()))
    expect(deps.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
    await deps.close()
  })
})
