/**
 * How the time of an entry is rounded: what one person has worked in one session is rounded up
 * once, as a sum, to the next multiple of the team's step. What is entered already is taken off
 * that sum, so that two entries of it are together no more than one would have been.
 *
 * Rounding never reaches into other time of the same person, nor beyond now: where the rounded
 * minutes fit nowhere at the end of the work, it gives way and says to what.
 */
import * as z from 'zod/mini'
import { msOf } from '../ids.ts'
import type { Stretch } from '../session/work-time.ts'

/** In minutes; 0 is not at all. */
export const ROUNDING_STEPS = [0, 5, 6, 10, 15, 30] as const
export const RoundingStep = z.literal(ROUNDING_STEPS)
export type RoundingStep = z.infer<typeof RoundingStep>

/** Time that is spoken for. */
export interface TakenTime extends Stretch {
  /** Of whose ticket, as `#48211`; empty where there is none. */
  name: string
}

export interface TimeToRound {
  /** In this session by this person, as exactly as it is known. */
  workedMinutes: number
  /** In entries of this session that are posted or on their way. */
  enteredMinutes: number
  step: RoundingStep
  /** When the work ended; never later than now. */
  endMs: number
  nowMs: number
  taken: readonly TakenTime[]
}

export interface RoundedTime {
  /** To enter; 0 where nothing is left. */
  minutes: number
  endMs: number
  told: Rounding
}

/** How the minutes came about, in whole ones. */
export interface Rounding {
  worked: number
  entered: number
  /** The sum, rounded up. */
  rounded: number
  /** What is offered. */
  minutes: number
  /** Whose time the rounded minutes would reach into; then these are not rounded. */
  gaveWayTo: TakenTime | null
}

export function roundTime(of: TimeToRound): RoundedTime {
  const { workedMinutes, enteredMinutes, step, endMs } = of
  // Whole minutes are what is shown and entered: fifteen and some seconds are one quarter.
  const worked = Math.round(workedMinutes)
  const entered = Math.round(enteredMinutes)
  const rounded = roundUp(worked, step)
  const exact = leftOf(worked, worked, entered)
  const minutes = leftOf(worked, rounded, entered)
  const told = { worked, entered, rounded, minutes, gaveWayTo: null }
  if (minutes === exact) return { minutes, endMs, told }
  const freeEndMs = findFreeEnd(minutes, of)
  if (freeEndMs !== null) return { minutes, endMs: freeEndMs, told }
  const gaveWayTo = overlapping(of.taken, minutes, endMs)[0] ?? null
  return { minutes: exact, endMs, told: { ...told, minutes: exact, gaveWayTo } }
}

export const roundUp = (minutes: number, step: RoundingStep): number =>
  step === 0 ? minutes : Math.ceil(minutes / step) * step

/** Nothing is left where all that was worked is entered, however it was rounded or typed. */
const leftOf = (worked: number, sum: number, entered: number): number =>
  worked > entered ? sum - entered : 0

/** The earliest end, from that of the work until now, at which so many minutes are free. */
function findFreeEnd(minutes: number, { endMs, nowMs, taken }: TimeToRound): number | null {
  const after = taken.map(({ to }) => msOf(to) + minutes * 60_000)
  const ends = [endMs, ...after.filter((end) => end > endMs && end <= nowMs)]
  return ends.sort((a, b) => a - b).find((end) => !overlapping(taken, minutes, end)[0]) ?? null
}

function overlapping(taken: readonly TakenTime[], minutes: number, endMs: number): TakenTime[] {
  const fromMs = endMs - minutes * 60_000
  return taken.filter(({ from, to }) => msOf(from) < endMs && fromMs < msOf(to))
}
