/**
 * Builds the outside world from the configuration: for the API, the worker and the command
 * line alike. Opens the database and brings it to its shape, refuses one whose row security
 * would not hold, and reads the keys.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { migrate } from '#db/migrate.ts'
import { openDatabase } from '#db/open.ts'
import { openPrepared } from '#db/prepared.ts'
import { makeModelDoor } from './assistant/model/model-door.ts'
import { openRunningTurns } from './assistant/running-turns.ts'
import { openFileStore } from './attachment/open-file-store.ts'
import { openRunningQuestions } from './chat/running-questions.ts'
import type { Config } from './config.ts'
import { refuseWhereRowSecurityFails } from './db.ts'
import type { Deps } from './deps.ts'
import { openJobs } from './jobs.ts'
import { makeEmbedder } from './knowledge/embedder.ts'
import { openKnowledge } from './knowledge/open-knowledge.ts'
import { openLive } from './live.ts'
import type { Log } from './log.ts'
import { makePsaDoor } from './psa/door.ts'
import { openConnectWise } from './psa/open-connectwise.ts'
import { openSecrets, ringOfFolder } from './secrets.ts'
import { PASSWORD_COST } from './sign-in/password.ts'

export interface OpenDeps {
  deps: Deps
  /** Ends what would run for ever, such as streams. What is asked meanwhile is still answered. */
  beginStopping(): void
  /** Lets jobs finish for some seconds, then closes the database. */
  close(): Promise<void>
}

export async function openDeps(config: Config, log: Log): Promise<OpenDeps> {
  const secrets = openSecrets(config.secretsKeys ?? ringOfFolder(config.dataDir))
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: `${config.dataDir}/database`,
    prepared: config.databaseUrl ? undefined : openPrepared(config.cacheDir),
    maxConnections: config.databaseConnections,
    statementMs: config.databaseStatementMs,
    idleInTransactionMs: config.databaseIdleMs,
    onTrouble: (error) => log.warn({ err: error }, 'database connection'),
  })
  try {
    const steps = await migrate(database.owner)
    if (steps.length > 0) log.info({ steps }, 'database migrated')
    await refuseWhereRowSecurityFails(database.db)
    const live = await openLive(database)
    const jobs = openJobs(database, log)
    const stop = new AbortController()
    const now = () => new Date()
    const embedder = makeEmbedder(config, now)
    const deps: Deps = {
      config,
      database,
      db: database.db,
      live,
      jobs,
      secrets,
      psa: makePsaDoor(database.db, secrets, openConnectWise(config, log)),
      turns: openRunningTurns(),
      chats: openRunningQuestions(),
      model: makeModelDoor(config, secrets, log, now),
      embedder,
      knowledge: openKnowledge({
        config,
        database,
        db: database.db,
        embedder,
        log,
        now,
        newId: v7,
      }),
      files: openFileStore(config),
      log,
      now,
      sleep: async (ms) => void (await sleep(ms)),
      newId: v7,
      stopping: stop.signal,
      passwordCost: PASSWORD_COST,
      checksAnswers: config.isDemo,
    }
    return {
      deps,
      beginStopping: () => stop.abort(),
      async close() {
        stop.abort()
        await deps.turns.settled()
        await deps.chats.settled()
        await jobs.stop()
        await live.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
