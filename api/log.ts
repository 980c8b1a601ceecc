/**
 * The log: one JSON line per event, for machines to read.
 *
 * It tells which route, how long, which outcome and whose ids. Ticket text, notes, query
 * strings, tokens and keys have no place in it, so nothing that a person wrote is ever
 * handed to it; names that could hold a secret are blanked all the same. Errors of the database
 * repeat the values that were refused, so of them only code and place are told.
 */
import { type Logger, pino } from 'pino'

export type Log = Logger

export const makeLog = (level: string, destination?: { write(line: string): void }): Log =>
  pino(
    {
      level,
      base: { app: 'resolutionflow' },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: tellError },
      redact: {
        paths: ['password', 'token', 'key', 'authorization', '*.password', '*.token', '*.key'],
        censor: '[not logged]',
      },
    },
    // Written while answers go out, and to the end before the process ends, a crash included.
    destination ?? pino.destination({ dest: 1, sync: false }),
  )

interface Told {
  type: string
  message?: string
  code?: string
  /** Which rule of the database was broken, and where. */
  constraint?: string
  table?: string
  stack?: string
  cause?: Told
}

export function tellError(error: unknown): Told {
  if (!(error instanceof Error)) return { type: typeof error }
  const told: Told = { type: error.name }
  for (const field of ['code', 'constraint', 'table'] as const) {
    const value: unknown = Reflect.get(error, field)
    if (typeof value === 'string') told[field] = value
  }
  const isOfDatabase = /^[0-9A-Z]{5}$/.test(told.code ?? '')
  if (!isOfDatabase) told.message = error.message
  told.stack = placesOf(error)
  if (error.cause !== undefined) told.cause = tellError(error.cause)
  return told
}

/** The stack without its first lines, which repeat the message. */
const placesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n')
