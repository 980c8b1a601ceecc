/**
 * What the API is given from outside: everything that could surprise.
 *
 * `main.ts` builds it from the environment, tests from what they want to be true. The clock
 * and the making of ids are in here, so that a test can hold time still.
 */
import type { OpenDatabase } from '#db/open.ts'
import type { ModelDoor } from './assistant/model/model-door.ts'
import type { Running, RunningTurns } from './assistant/running-turns.ts'
import type { FileStore } from './attachment/file-store.ts'
import type { QuestionRow } from './chat/queries.ts'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import type { Jobs } from './jobs.ts'
import type { KnowledgeDoor } from './knowledge/door.ts'
import type { Embedder } from './knowledge/embedder.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import type { PsaDoor } from './psa/door.ts'
import type { Secrets } from './secrets.ts'

export interface Deps {
  config: Config
  database: OpenDatabase
  /** The same as `database.db`: what routes ask through `inTeam`. */
  db: Db
  live: Live
  jobs: Jobs
  secrets: Secrets
  /** Each team's way to its ConnectWise. */
  psa: PsaDoor
  /** FlowPilot's turns that run in this process. */
  turns: RunningTurns
  /** Answers in somebody's chat that run in this process. */
  chats: Running<QuestionRow>
  /** Each team's way to a model. */
  model: ModelDoor
  /** Texts to vectors; none where no key is set. */
  embedder: Embedder | undefined
  /** What a team knows, by words and by meaning. */
  knowledge: KnowledgeDoor
  /** Where the bytes of attached files lie. */
  files: FileStore
  log: Log
  now: () => Date
  sleep: (ms: number) => Promise<void>
  /** UUID version 7. */
  newId: () => string
  /** Ends when the process is told to stop: what would run for ever ends with it. */
  stopping: AbortSignal
  /** How much work a password hash is; tests take less. */
  passwordCost: PasswordCost
  /** Answers are held against their schemas; always in tests and in the demonstration. */
  checksAnswers: boolean
}

export interface PasswordCost {
  memoryKiB: number
  passes: number
}
