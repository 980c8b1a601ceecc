/**
 * What a stated confidence has been worth: how often fixes of that confidence worked.
 *
 * Up to 200 outcomes they are counted in ten bins, each drawn towards what was stated so that
 * a few outcomes do not turn everything over; from 200 on each confidence speaks for itself.
 * Either way a higher confidence is never worth less than a lower one (neighbours that say so
 * are pooled). Where no outcome is known a confidence is worth what was stated, as far as its
 * neighbours allow.
 */

/** What came of the fixes that were given one confidence, as many as were tried. */
export interface FixOutcomes {
  /** As it was given, 0 to 100. */
  confidence: number
  worked: number
  of: number
}

/** From a confidence as given to what it was worth, both 0 to 100. */
export type Calibration = (confidence: number) => number

const BINS = 10
/** As many outcomes as the stated confidence counts for in each bin. */
const STATED = 5
export const ENOUGH_FOR_ITSELF = 200

export function calibrate(outcomes: readonly FixOutcomes[]): Calibration {
  const count = countOf(outcomes)
  if (count === 0) return (confidence) => confidence
  const blocks = pool(count < ENOUGH_FOR_ITSELF ? binned(outcomes) : single(outcomes))
  return (confidence) => {
    const below = blocks.findLast((block) => block.from <= confidence)
    if (below && confidence <= below.to) return worthOf(below)
    const above = blocks.find((block) => block.from > confidence)
    const least = below ? worthOf(below) : 0
    return Math.min(above ? worthOf(above) : 100, Math.max(least, confidence))
  }
}

const worthOf = ({ worked, count }: Block): number => Math.round((100 * worked) / count)

/** How far the stated confidences were off, squared: 0 is perfect, 0.25 is guessing. */
export const brierScore = (outcomes: readonly FixOutcomes[]): number | null =>
  meanOver(
    outcomes,
    outcomes.map(({ confidence, worked, of }) => {
      const stated = confidence / 100
      return worked * (1 - stated) ** 2 + (of - worked) * stated ** 2
    }),
  )

/** How far the stated confidences of a bin lie from what came of them, over all bins. */
export const calibrationError = (outcomes: readonly FixOutcomes[]): number | null =>
  meanOver(
    outcomes,
    binsOf(outcomes).map((bin) => {
      const stated = bin.reduce((sum, { confidence, of }) => sum + (confidence / 100) * of, 0)
      return Math.abs(stated - workedOf(bin))
    }),
  )

interface Block {
  /** The lowest and the highest confidence it speaks for. */
  from: number
  to: number
  worked: number
  count: number
}

const binned = (outcomes: readonly FixOutcomes[]): Block[] =>
  binsOf(outcomes).flatMap((bin, n) => {
    const from = (100 / BINS) * n
    const to = n === BINS - 1 ? 100 : from + 100 / BINS - 1
    const count = countOf(bin)
    const worked = workedOf(bin) + (STATED * (n + 0.5)) / BINS
    return count > 0 ? [{ from, to, worked, count: count + STATED }] : []
  })

/** One success and one failure are added to each, so that nothing is ever certain. */
function single(outcomes: readonly FixOutcomes[]): Block[] {
  const stated = [...new Set(outcomes.map((o) => o.confidence))].sort((a, b) => a - b)
  return stated.map((at) => {
    const same = outcomes.filter((o) => o.confidence === at)
    return { from: at, to: at, worked: workedOf(same) + 1, count: countOf(same) + 2 }
  })
}

/** Neighbours of which the higher is worth less become one. */
function pool(blocks: readonly Block[]): Block[] {
  const pooled: Block[] = []
  for (const block of blocks) {
    let last = block
    for (let before = pooled.at(-1); before && isWorthLess(last, before); before = pooled.at(-1)) {
      pooled.pop()
      last = {
        from: before.from,
        to: last.to,
        worked: before.worked + last.worked,
        count: before.count + last.count,
      }
    }
    pooled.push(last)
  }
  return pooled
}

const isWorthLess = (a: Block, b: Block): boolean => a.worked / a.count < b.worked / b.count

function binsOf(outcomes: readonly FixOutcomes[]): FixOutcomes[][] {
  const bins = Array.from({ length: BINS }, (): FixOutcomes[] => [])
  for (const outcome of outcomes) {
    bins[Math.min(BINS - 1, Math.floor((outcome.confidence / 100) * BINS))]?.push(outcome)
  }
  return bins
}

export const countOf = (outcomes: readonly Pick<FixOutcomes, 'of'>[]): number =>
  outcomes.reduce((sum, { of }) => sum + of, 0)

const workedOf = (outcomes: readonly FixOutcomes[]): number =>
  outcomes.reduce((sum, { worked }) => sum + worked, 0)

function meanOver(outcomes: readonly FixOutcomes[], sums: readonly number[]): number | null {
  const count = countOf(outcomes)
  return count > 0 ? sums.reduce((a, b) => a + b, 0) / count : null
}
