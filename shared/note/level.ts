/**
 * How hard a team takes each check of a note: it stops the note, asks to be looked at, is a hint,
 * or is off. What a team says nothing of is taken as the table of checks has it.
 *
 * What protects is never taken lighter, whatever is stored or arrives: that the note goes to the
 * ticket that was looked at and to its client alone, onto the tabs it is meant for, once, without
 * secrets, and mails nobody unasked. The panel and the API ask the same rule.
 */
import * as z from 'zod/mini'
import { CHECKS, type CheckId, isCheck } from './finding.ts'

export const Level = z.enum(['block', 'warn', 'hint', 'off'])
export type Level = z.infer<typeof Level>

/** By the number of the check; one that only a newer server knows is passed by. */
export type Levels = Readonly<Record<string, Level>>

/** The lightest that each may be taken; any other may be off. */
const LIGHTEST: Partial<Record<CheckId, Level>> = {
  N03: 'block',
  N04: 'block',
  N05: 'block',
  N06: 'block',
  N07: 'block',
  N24: 'block',
  N26: 'block',
  // What a model worded is told apart as long as nobody has read it.
  N30: 'warn',
}

export const WEIGHT: Record<Level, number> = { block: 0, warn: 1, hint: 2, off: 3 }

/** From the hardest to the lightest. */
export const levelsFor = (check: CheckId): Level[] =>
  Level.options.filter((level) => WEIGHT[level] <= WEIGHT[LIGHTEST[check] ?? 'off'])

export const canBeTaken = (check: CheckId, level: Level): boolean =>
  levelsFor(check).includes(level)

export function levelOf(check: CheckId, levels: Levels = {}): Level {
  const wanted = levels[check]
  return wanted && canBeTaken(check, wanted) ? wanted : CHECKS[check].severity
}

/** What was said beyond the table: nothing of what is as it would be anyway. */
export const saidLevels = (levels: Levels): Record<string, Level> =>
  Object.fromEntries(
    Object.entries(levels).filter(
      ([check, level]) =>
        isCheck(check) && canBeTaken(check, level) && level !== CHECKS[check].severity,
    ),
  )
