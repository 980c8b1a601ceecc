/**
 * Runs a process until the system tells it to stop, then lets it end what it has begun, for
 * ten seconds at most. What cannot start says why in plain words, without a stack.
 */
import { ConfigError } from './config.ts'
import type { Log } from './log.ts'

export interface Running {
  log: Log
  stop(): Promise<void>
}

const AT_MOST_MS = 9_500

export async function runUntilStopped(start: () => Promise<Running>): Promise<void> {
  const starting = start()
  let isStopping = false
  // Heard from the first moment: who is told to stop while starting stops when started.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      setTimeout(() => {
        console.error('Not everything ended in time.')
        process.exit(1)
      }, AT_MOST_MS).unref()
      void starting.then(
        (running) => stop(running, signal),
        () => undefined,
      )
    })
  }
  await starting.catch((error: unknown) => {
    console.error(sayWhy(error))
    process.exit(1)
  })
}

async function stop(running: Running, signal: string): Promise<void> {
  running.log.info({ signal }, 'stopping')
  try {
    await running.stop()
    process.exit(0)
  } catch (error) {
    running.log.error({ err: error }, 'stopping went wrong')
    process.exit(1)
  }
}

function sayWhy(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigError) return error.message
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return 'The port is in use. Stop what listens there, or set PORT to another one.'
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return 'The database cannot be reached. Look at the host and port in DATABASE_URL.'
    case '28P01':
    case '28000':
      return 'The database does not let this user in. Look at the user and password in DATABASE_URL.'
    case '3D000':
      return 'There is no such database. Create it, or look at the name in DATABASE_URL.'
    default:
      return error.message
  }
}

/** The first code in the chain of causes. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && error.code ? error.code : codeOf(error.cause)
}
