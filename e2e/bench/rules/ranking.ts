/** How long a technician takes to the cause of a fault, by the order in which checks are taken. */
import { FAULT_MODELS } from '#shared/assistant/testing/fault-models.ts'
import {
  ORDERS,
  type Order,
  type Outing,
  sendOut,
} from '#shared/assistant/testing/simulate-technician.ts'
import type { Measure } from '../given.ts'
import type { Row } from '../table.ts'

/** Our order is to need at most this share of the minutes of the listed one. */
const GOAL = 0.75

const CALLED: Record<Order, string> = {
  listed: 'as a checklist has them',
  cheapest: 'the quickest first',
  'most telling': 'the most telling first',
  ours: 'as ranked here',
}

export const measureRanking: Measure = async ({ isQuick, seed }) => {
  const seeds = Array.from({ length: isQuick ? 1 : 10 }, (_, n) => seed + n * 10_000)
  const outings = new Map(
    ORDERS.map((order) => [order, meanOf(seeds.map((one) => sendOut(order, one)))]),
  )
  const listed = outings.get('listed')
  const rows = [...outings].map(([order, outing]): Row => {
    const share = listed ? outing.minutes / listed.minutes : Number.NaN
    const isOurs = order === 'ours'
    return {
      what: `to the cause, checks ${CALLED[order]}`,
      product: tell(outing),
      ...(order === 'listed' ? {} : { ratio: share.toFixed(2) }),
      ...(isOurs ? { goal: `≤ ${GOAL} of the checklist`, isMet: share <= GOAL } : {}),
    }
  })
  return {
    title: 'Ranking of checks',
    about: `Simulated technicians at ${Object.keys(FAULT_MODELS).length} faults, each of their causes met four times with a tenth of misleading results, ${seeds.length} times over. All orders meet the same world and stop when one cause is 85 percent likely; told are minutes, checks and disrupting ones of one visit, how often the cause was found, and for how many causes in all four of four visits. What is counted is minutes of work, not of a machine; the seed gives the same numbers everywhere.`,
    rows,
  }
}

const tell = ({ minutes, steps, disruptions, right, allFour }: Outing): string =>
  `${minutes.toFixed(1)} min, ${steps.toFixed(1)} checks, ${disruptions.toFixed(2)} disrupting, found ${percent(right)}, four of four ${percent(allFour)}`

const percent = (share: number): string => `${Math.round(100 * share)} %`

function meanOf(outings: readonly Outing[]): Outing {
  const mean = (of: (outing: Outing) => number) =>
    outings.reduce((sum, outing) => sum + of(outing), 0) / outings.length
  return {
    minutes: mean((o) => o.minutes),
    steps: mean((o) => o.steps),
    disruptions: mean((o) => o.disruptions),
    right: mean((o) => o.right),
    allFour: mean((o) => o.allFour),
  }
}
