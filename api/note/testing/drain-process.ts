/**
 * A worker as a process of its own, to be killed: says "ready", then works until nothing is left.
 *
 * It is given the database, the team and the stand-in by its environment, as JSON in `DRAIN`.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { v7 } from 'uuid'
import { openDatabase } from '#db/open.ts'
import { makeModelDoor } from '../../assistant/model/model-door.ts'
import { openRunningTurns } from '../../assistant/running-turns.ts'
import { openFileStore } from '../../attachment/open-file-store.ts'
import { openRunningQuestions } from '../../chat/running-questions.ts'
import { readConfig } from '../../config.ts'
import { inTeam } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import { openJobs } from '../../jobs.ts'
import { openLive } from '../../live.ts'
import { makeLog } from '../../log.ts'
import { openConnectWise } from '../../psa/open-connectwise.ts'
import { openSecrets } from '../../secrets.ts'
import { drainWrites } from '../drain-writes.ts'
import type { Patience } from '../plan-write.ts'
import { readNextDue } from '../queries.ts'

export interface DrainAsked {
  databaseUrl: string
  teamId: string
  keys: string
  clientId: string
  connection: { site: string; companyId: string; publicKey: string; privateKey: string }
  patience: Patience
}

const asked: DrainAsked = JSON.parse(process.env.DRAIN ?? '{}')
const { site } = asked.connection
const config = readConfig({
  SECRETS_KEYS: asked.keys,
  PSA_ALLOWED_HOSTS: site,
  PSA_CLIENT_ID: asked.clientId,
})
const log = makeLog('silent')
const database = await openDatabase({ url: asked.databaseUrl })
const secrets = openSecrets(asked.keys)
const now = () => new Date()
const open = openConnectWise(config, log)
const psa = open(asked.teamId, asked.connection)
const deps: Deps = {
  config,
  database,
  db: database.db,
  live: await openLive(database),
  jobs: openJobs(database, log),
  secrets,
  psa: { of: async () => ({ site, keysSetAt: now().toISOString(), psa }), open },
  turns: openRunningTurns(),
  chats: openRunningQuestions(),
  model: makeModelDoor(config, secrets, log, now),
  embedder: undefined,
  knowledge: { search: async () => [], flowsAlike: async () => [] },
  files: openFileStore(config),
  log,
  now,
  sleep: async (ms) => void (await wait(ms)),
  newId: v7,
  stopping: new AbortController().signal,
  passwordCost: { memoryKiB: 64, passes: 1 },
  checksAnswers: true,
}

process.stdout.write('ready\n')
for (;;) {
  await drainWrites(deps, asked.teamId, { patience: asked.patience })
  const due = await inTeam(deps.db, asked.teamId, (tx) => readNextDue(tx, asked.teamId))
  if (due === undefined) break
  await wait(Math.max(5, Date.parse(due) - Date.now()))
}
process.exit(0)
