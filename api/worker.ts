/**
 * Jobs alone, beside any number of API processes that run with JOBS=elsewhere. Needs a real
 * Postgres: the embedded database belongs to one process.
 */
import { ConfigError, readConfig } from './config.ts'
import { defineJobs } from './define-jobs.ts'
import { makeLog } from './log.ts'
import { sweepWrites } from './note/drain-writes.ts'
import { openDeps } from './open-deps.ts'
import { runUntilStopped } from './run-until-stopped.ts'

await runUntilStopped(async () => {
  const config = readConfig(process.env)
  if (!config.databaseUrl) {
    throw new ConfigError(
      'A worker of its own needs DATABASE_URL. With the embedded database the API runs the jobs itself.',
    )
  }
  const log = makeLog(config.logLevel)
  const { deps, close } = await openDeps(config, log)
  defineJobs(deps)
  await deps.jobs.start({ work: true })
  // What a process that died has left is not waited for until the next minute.
  await sweepWrites(deps)
  log.info('working')
  return { log, stop: close }
})
