/** From starting the process until the API says that it is ready. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measure } from '../given.ts'
import { compare, ratioOf, type Timing, Took } from '../measure.ts'
import { type Row, tellMs, tellRatio, tellTiming } from '../table.ts'
import { openPlace } from './place.ts'
import { findFreePort, isReady, stop } from './processes.ts'

const GOAL_RATIO = 2
const GOAL_FRESH_MS = 600
const GOAL_REOPEN_MS = 500

export const measureColdStart: Measure = async (given) => {
  const place = await openPlace(given)
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-bench-'))
  given.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const keys = `k1:${Buffer.alloc(32, 7).toString('base64')}`
  const kept = { DATA_DIR: join(folder, 'kept'), SECRETS_KEYS: keys, DATABASE_URL: '' }
  let made = 0
  const fresh = () => ({ ...kept, DATA_DIR: join(folder, `fresh-${made++}`) })

  const times = await compare(
    {
      bare: () => startOnce('e2e/bench/api/bare-start.ts', {}),
      reopened: () => startOnce('api/main.ts', kept),
      // Where there is no Postgres the row is left out, and the embedded one starts once more.
      postgres: () =>
        startOnce('api/main.ts', place ? { ...kept, DATABASE_URL: place.databaseUrl } : kept),
    },
    { rounds: given.isQuick ? 1 : 4, sliceMs: 0, seed: given.seed },
  )
  const first = await compare(
    { fresh: () => startOnce('api/main.ts', fresh()) },
    { rounds: given.isQuick ? 1 : 2, sliceMs: 0, seed: given.seed, isWarm: true },
  )
  const row = (what: string, timing: Timing): Row => ({
    what,
    product: tellTiming(timing),
    against: `bare node:http ${tellMs(times.bare.p50)}`,
    ratio: tellRatio(ratioOf(timing, times.bare)),
  })
  return {
    title: 'Starting the API',
    about:
      'A new process of `node api/main.ts` until `/api/ready` answers, unbundled as it ships, against bare `node:http` until its first answer. On Postgres the database is there already; the embedded one is reopened, or made in an empty folder with everything that ships in it.',
    rows: [
      ...(place
        ? [
            {
              ...row('on Postgres', times.postgres),
              goal: `${GOAL_RATIO} and less`,
              isMet: ratioOf(times.postgres, times.bare).middle <= GOAL_RATIO,
            },
          ]
        : []),
      {
        ...row('embedded database, reopened', times.reopened),
        goal: `under ${GOAL_REOPEN_MS} ms`,
        isMet: times.reopened.p50 < GOAL_REOPEN_MS,
      },
      {
        ...row('embedded database, the very first start', first.fresh),
        goal: `under ${GOAL_FRESH_MS} ms`,
        isMet: first.fresh.p50 < GOAL_FRESH_MS,
      },
    ],
  }
}

async function startOnce(script: string, env: Record<string, string>): Promise<Took> {
  const port = await findFreePort()
  const from = performance.now()
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (!(await isReady(`http://127.0.0.1:${port}`))) {
    if (child.exitCode !== null) throw new Error(`${script} ended at start.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const took = new Took(performance.now() - from)
  await stop(child)
  return took
}
