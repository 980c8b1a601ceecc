/**
 * What a test gives the API: a clock that stands until it is moved, cheap password hashes,
 * and a log that is kept to be looked through.
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { OpenDatabase } from '#db/open.ts'
import { makeModelDoor } from '../assistant/model/model-door.ts'
import { openRunningTurns } from '../assistant/running-turns.ts'
import { openDiskStore } from '../attachment/disk-store.ts'
import { openRunningQuestions } from '../chat/running-questions.ts'
import { readConfig } from '../config.ts'
import type { Deps } from '../deps.ts'
import { openJobs } from '../jobs.ts'
import { makeEmbedder } from '../knowledge/embedder.ts'
import { openKnowledge } from '../knowledge/open-knowledge.ts'
import { openLive } from '../live.ts'
import { makeLog } from '../log.ts'
import { makePsaDoor } from '../psa/door.ts'
import { openConnectWise } from '../psa/open-connectwise.ts'
import { openSecrets } from '../secrets.ts'

export interface TestDeps extends Deps {
  /** Everything that was logged. */
  logged: string[]
  /** How long it was told to wait; it never really does. */
  slept: number[]
  /** Moves the clock. */
  pass(ms: number): void
  close(): Promise<void>
}

/** The clock of a test stands, so that whoever was too fast once would stay so. */
const NO_LIMITS = { PERSON_LIMITS: 'off' }
export const TEST_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`

export async function makeDeps(
  database: OpenDatabase,
  given: Partial<Deps> & { env?: Record<string, string> } = {},
): Promise<TestDeps> {
  const { env, ...overrides } = given
  const logged: string[] = []
  const slept: number[] = []
  const stop = new AbortController()
  let nowMs = Date.parse('2026-03-02T09:00:00.000Z')
  const now = () => new Date(nowMs)
  const log = makeLog('info', {
    write(line) {
      logged.push(line)
      // A mistake of ours is told to nobody by the API; in a test it must be seen.
      if (line.includes('"level":"error"')) console.error(line)
    },
  })
  const live = await openLive(database)
  const jobs = openJobs(database, log)
  const config = given.config ?? readConfig({ SECRETS_KEYS: TEST_KEYS, ...NO_LIMITS, ...env })
  const secrets = openSecrets(TEST_KEYS)
  const fileFolder = join(tmpdir(), `resolutionflow-files-${v7()}`)
  const turns = overrides.turns ?? openRunningTurns()
  const embedder = makeEmbedder(config, now)
  const chats = overrides.chats ?? openRunningQuestions()
  return {
    config,
    database,
    db: database.db,
    live,
    jobs,
    secrets,
    psa: makePsaDoor(database.db, secrets, openConnectWise(config, log)),
    turns,
    chats,
    model: makeModelDoor(config, secrets, log, now),
    embedder,
    knowledge: openKnowledge({ config, database, db: database.db, embedder, log, now, newId: v7 }),
    files: openDiskStore(fileFolder),
    log,
    now,
    sleep: async (ms) => void slept.push(ms),
    newId: v7,
    stopping: stop.signal,
    passwordCost: { memoryKiB: 64, passes: 1 },
    checksAnswers: true,
    ...overrides,
    logged,
    slept,
    pass: (ms) => {
      nowMs += ms
    },
    async close() {
      stop.abort()
      await turns.settled()
      await chats.settled()
      await jobs.stop()
      await live.close()
      await database.close()
      rmSync(fileFolder, { recursive: true, force: true })
    },
  }
}
