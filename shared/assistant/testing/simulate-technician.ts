/**
 * A technician sent to a fault, who takes checks in some order until one cause is all but sure.
 *
 * Every order meets the same world: what each check would show in this visit is drawn first,
 * with a tenth of results that mislead. Where no result is foreseen for a cause, a check shows
 * what it shows when nothing is wrong. Beliefs follow `weigh-causes.ts` whatever the order, so
 * that only the order makes the difference. The seed makes it all the same again.
 */
import type { Lane } from '../../session/lane.ts'
import { makeRandom } from '../../testing/make-random.ts'
import { bitsOf, rankChecks } from '../rank-checks.ts'
import { weighCauses } from '../weigh-causes.ts'
import { FAULT_MODELS } from './fault-models.ts'
import type { FaultCheck, FaultModel } from './faults/fault-model.ts'
import { makeCause, makeLane, makeLaneCheck } from './make-lane.ts'

export const ORDERS = ['listed', 'cheapest', 'most telling', 'ours'] as const
export type Order = (typeof ORDERS)[number]

export interface Visit {
  minutes: number
  steps: number
  /** Checks that disrupted somebody's work. */
  disruptions: number
  /** Whether the cause it ended with is the one it was. */
  isRight: boolean
}

export interface Outing {
  /** Of one visit, each cause as often as it is met. */
  minutes: number
  steps: number
  disruptions: number
  /** Share of visits that ended with the cause it was. */
  right: number
  /** Share of causes found in all of four visits. */
  allFour: number
}

const SURE = 0.85
const MISLED = 0.1
const VISITS = 4
const MET: Record<FaultModel['causes'][string]['word'], number> = {
  unlikely: 0.05,
  possible: 0.2,
  likely: 0.5,
  very_likely: 0.8,
}

/** All faults, each cause of them visited four times, in one order. */
export function sendOut(order: Order, seed: number): Outing {
  const cases = Object.values(FAULT_MODELS).flatMap((model) =>
    Object.keys(model.causes).map((truth) => ({ model, truth })),
  )
  let weights = 0
  const sum: Outing = { minutes: 0, steps: 0, disruptions: 0, right: 0, allFour: 0 }
  for (const [n, { model, truth }] of cases.entries()) {
    const visits = Array.from({ length: VISITS }, (_, run) =>
      visit(model, drawWorld(model, truth, makeRandom(seed + n * VISITS + run)), truth, order),
    )
    const weight = MET[model.causes[truth]?.word ?? 'unlikely']
    const mean = (of: (v: Visit) => number) => visits.reduce((all, v) => all + of(v), 0) / VISITS
    weights += weight
    sum.minutes += weight * mean((v) => v.minutes)
    sum.steps += weight * mean((v) => v.steps)
    sum.disruptions += weight * mean((v) => v.disruptions)
    sum.right += weight * mean((v) => Number(v.isRight))
    sum.allFour += weight * Number(visits.every((v) => v.isRight))
  }
  return {
    minutes: sum.minutes / weights,
    steps: sum.steps / weights,
    disruptions: sum.disruptions / weights,
    right: sum.right / weights,
    allFour: sum.allFour / weights,
  }
}

function visit(model: FaultModel, world: readonly number[], truth: string, order: Order): Visit {
  const causes = Object.entries(model.causes).map(([key, { cause, word }]) =>
    makeCause(key, word, cause),
  )
  const checks = model.checks.map(({ title, minutes, safety, results }, n) =>
    makeLaneCheck(n, results, { title, minutes, safety }),
  )
  let lane = makeLane(causes, checks)
  let minutes = 0
  let disruptions = 0
  for (let steps = 0; ; steps++) {
    const [top] = weighCauses(lane).toSorted((a, b) => b.probability - a.probability)
    const next = pick(lane, order)
    if (!top || top.probability >= SURE || next === undefined) {
      return { minutes, steps, disruptions, isRight: top?.key === truth }
    }
    minutes += model.checks[next]?.minutes ?? 0
    disruptions += Number(model.checks[next]?.safety === 'disrupts')
    lane = {
      ...lane,
      checks: lane.checks.map((check, n) =>
        n === next ? { ...check, state: 'done', outcome: world[n] ?? null } : check,
      ),
    }
  }
}

/** Which check comes next; none when all are done. */
function pick(lane: Lane, order: Order): number | undefined {
  const open = lane.checks.flatMap((check, n) => (check.state === 'open' ? [n] : []))
  const best = (worth: (n: number) => number) =>
    open.toSorted((a, b) => worth(b) - worth(a) || a - b)[0]
  switch (order) {
    case 'listed':
      return open[0]
    case 'cheapest':
      return best((n) => -(lane.checks[n]?.minutes ?? 0))
    case 'most telling': {
      const causes = weighCauses(lane)
      return best((n) => bitsOf(lane.checks[n]?.outcomes ?? [], causes))
    }
    case 'ours': {
      const [first] = rankChecks(lane).checks
      return open.find((n) => lane.checks[n]?.id === first?.checkId)
    }
    default:
      return order satisfies never
  }
}

/** What each check would show, should this be the cause. */
const drawWorld = (model: FaultModel, truth: string, draw: () => number): number[] =>
  model.checks.map((check) => {
    const results = Object.keys(check.results).map((_, n) => n)
    const showing = resultsShowing(check, truth)
    const among = draw() < MISLED || showing.length === 0 ? results : showing
    return among[Math.floor(draw() * among.length)] ?? 0
  })

function resultsShowing({ results }: FaultCheck, truth: string): number[] {
  const pointing = Object.values(results)
  const where = (shows: (keys: readonly string[]) => boolean) =>
    pointing.flatMap((keys, n) => (shows(keys) ? [n] : []))
  const naming = where((keys) => keys.includes(truth))
  return naming.length > 0 ? naming : where((keys) => keys.length === 0)
}
