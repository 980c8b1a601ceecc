/**
 * Times things against each other, in one run on one machine.
 *
 * What is compared takes turns: in each round every side works for the same short time, in an
 * order drawn anew from a seed, after a warm-up that does not count. A machine that grows
 * warm or busy half way through then slows all sides alike. A ratio is taken within each
 * round; what is told is the middle one, with how far the rounds lie apart.
 */
import { makeRandom } from '#shared/testing/make-random.ts'

/** Something to time. What it returns is waited for; a {@link Took} is taken at its word. */
export type Work = () => unknown

/** The time of what was timed elsewhere: in a page, or without what had to follow it. */
export class Took {
  readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
}

export interface Pace {
  rounds: number
  /** How long each side works in each round; once at least. */
  sliceMs: number
  seed: number
  /** It has run before, and once more would take long. */
  isWarm?: boolean
}

/** Milliseconds of every single run, and the middle one of each round. */
export interface Timing {
  p50: number
  p95: number
  p99: number
  runs: number
  perRound: readonly number[]
}

/** The middle ratio of the rounds, and where nine tenths of them lie. */
export interface Ratio {
  middle: number
  low: number
  high: number
}

export async function compare<Name extends string>(
  sides: Record<Name, Work>,
  { rounds, sliceMs, seed, isWarm = false }: Pace,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(sides) as Name[] // the keys of this very record
  const random = makeRandom(seed)
  const rows = new Map(names.map((name) => [name, [] as number[][]]))
  if (!isWarm) for (const name of names) await work(sides[name], sliceMs)
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle(names, random)) {
      rows.get(name)?.push(await work(sides[name], sliceMs))
    }
  }
  const timed = names.map((name) => [name, timingOf(rows.get(name) ?? [])] as const)
  return Object.fromEntries(timed) as Record<Name, Timing> // one entry for each name
}

/** How many times as long as the other: within each round, then the middle. */
export function ratioOf(side: Timing, other: Timing): Ratio {
  const ratios = side.perRound.map((ms, round) => ms / (other.perRound[round] ?? Number.NaN))
  return spreadOf(ratios.filter(Number.isFinite))
}

/** Work that grows with its input, and noise: squared growth would be far above this. */
export const isLinear = ({ middle }: Ratio, times: number): boolean => middle <= times * 3

/** The other way round: the share of the other's pace that is reached. */
export const paceOf = (side: Timing, other: Timing): Ratio => ratioOf(other, side)

export function timingOf(rounds: readonly (readonly number[])[]): Timing {
  const all = rounds.flat()
  return {
    p50: quantile(all, 0.5),
    p95: quantile(all, 0.95),
    p99: quantile(all, 0.99),
    runs: all.length,
    perRound: rounds.map((times) => quantile(times, 0.5)),
  }
}

export const spreadOf = (values: readonly number[]): Ratio => ({
  middle: quantile(values, 0.5),
  low: quantile(values, 0.05),
  high: quantile(values, 0.95),
})

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

async function work(run: Work, sliceMs: number): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + sliceMs
  let now: number
  do {
    const from = performance.now()
    const given = run()
    // Waiting for what is there already would be timed too.
    const done = given instanceof Promise ? await given : given
    now = performance.now()
    times.push(done instanceof Took ? done.ms : now - from)
  } while (now < until)
  return times
}
