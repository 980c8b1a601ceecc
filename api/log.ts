/**
 * The log: one JSON line per event, for machines to read.
 *
 * It tells which route, how long, which outcome and whose ids. Ticket text, notes, query
 * strings, tokens and keys have no place in it, so nothing that a person wrote is ever
 * handed to it; names that could hold a secret are blanked all the same.
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
      redact: {
        paths: ['password', 'token', 'key', 'authorization', '*.password', '*.token', '*.key'],
        censor: '[not logged]',
      },
    },
    destination ?? pino.destination(1),
  )
