/**
 * Starts the API: reads the environment, builds the outside world, listens, and stops in an
 * orderly way within ten seconds of being told to.
 */
import { flushCompileCache } from 'node:module'
import { type ServerType, serve } from '@hono/node-server'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { BUILT_IN_SCRIPTS } from '#db/seed/built-in-scripts.ts'
import { DEMO_TEAM } from '#db/seed/demo-team.ts'
import { createApp } from './app.ts'
import { watchModels } from './assistant/model/watch-models.ts'
import { sweepTurns } from './assistant/sweep-turns.ts'
import { readConfig } from './config.ts'
import { defineJobs } from './define-jobs.ts'
import { seedFlows } from './flow/seed-flows.ts'
import { learnDue } from './knowledge/learn/learn.ts'
import { makeLog } from './log.ts'
import { beginDue } from './maintenance/begin-batch.ts'
import { sweepWrites } from './note/drain-writes.ts'
import { openDeps } from './open-deps.ts'
import { createTeam } from './person/create-team.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { seedScripts } from './script/seed-scripts.ts'

const ANSWER_WITHIN_MS = 3_000

export const start = () =>
  runUntilStopped(async () => {
    const config = readConfig(process.env)
    const log = makeLog(config.logLevel)
    const { deps, beginStopping, close } = await openDeps(config, log)

    const changed = await seedFlows(deps, BUILT_IN_FLOWS)
    if (changed > 0) log.info({ changed }, 'built-in flows published')
    const scripts = await seedScripts(deps, BUILT_IN_SCRIPTS)
    if (scripts > 0) log.info({ changed: scripts }, 'built-in script templates published')
    defineJobs(deps)
    await deps.jobs.start({ work: config.runsJobs })
    await deps.database.keepPrepared().catch((error: unknown) => {
      log.info({ err: error }, 'no copy of the empty database was kept')
    })
    if (config.isDemo) await createTeam(deps, DEMO_TEAM)
    // What a process that died has left is not waited for until the next minute.
    await sweepWrites(deps)
    await sweepTurns(deps)
    await beginDue(deps).catch((error: unknown) => {
      log.error({ err: error }, 'maintenance that is due waits for the next minute')
    })

    const server = serve({
      fetch: createApp(deps).fetch,
      port: config.port,
      hostname: config.host,
    })
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve)
      server.once('error', reject)
    })
    const address = server.address()
    log.info(
      {
        port: typeof address === 'object' ? address?.port : address,
        publicUrl: config.publicUrl.href,
        database: deps.database.kind,
        demo: config.isDemo,
      },
      'listening',
    )
    if (deps.database.kind === 'embedded') {
      log.warn(
        'The embedded database promises nothing when the power fails. For real work set DATABASE_URL to a Postgres.',
      )
    }

    // Kept for the next start also where this process is killed.
    flushCompileCache()
    // Nothing waits for what the vendor says of its models, nor for what was published just now.
    void watchModels(deps)
    learnDue(deps).catch((error: unknown) => log.warn({ err: error }, 'learning waits'))

    return {
      log,
      async stop() {
        beginStopping()
        await closeServer(server)
        await close()
      },
    }
  })

/** Takes nothing new, answers what was asked, and after some seconds closes what is left. */
async function closeServer(server: ServerType): Promise<void> {
  if (!('closeIdleConnections' in server)) return
  // Connections are kept alive for the next question, which will not come here.
  const letGo = setInterval(() => server.closeIdleConnections(), 50)
  const giveUp = setTimeout(() => server.closeAllConnections(), ANSWER_WITHIN_MS)
  await new Promise((resolve) => server.close(resolve))
  clearInterval(letGo)
  clearTimeout(giveUp)
}
