/** What was felt of the editor at each size, as rows; and what is comfortable, or still usable. */
import { quantile, ratioOf, type Timing, timingOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'

/** One visit: opened, dragged, undone, added to. */
export interface Felt {
  openMs: number
  /** How long each place of the dragged step stood. */
  stood: readonly number[]
  undoMs: number
  addMs: number
}

export interface FeltOfSize {
  size: number
  felt: readonly Felt[]
  bare: readonly Felt[]
}

/** Up to this many steps it is to be comfortable, beyond it usable. */
const COMFORTABLE_UP_TO = 1_000
const MOST_MS = { comfortable: 100, usable: 300 }
const LEAST_FRAMES = { comfortable: 40, usable: 20 }

export const tellFelt = (sizes: readonly FeltOfSize[]): Row[] => [
  ...tellTimes('a draft opened', sizes, ({ openMs }) => openMs),
  ...sizes.map(tellDrag),
  ...tellTimes('a drag undone', sizes, ({ undoMs }) => undoMs, MOST_MS),
  ...tellTimes('a step added', sizes, ({ addMs }) => addMs, MOST_MS),
]

function tellTimes(
  what: string,
  sizes: readonly FeltOfSize[],
  msOf: (felt: Felt) => number,
  most?: Record<'comfortable' | 'usable', number>,
): Row[] {
  const timed = sizes.map(({ size, felt, bare }) => ({
    ...{ size, product: timed1(felt, msOf), bare: timed1(bare, msOf) },
  }))
  const rows = timed.map(({ size, product, bare }): Row => {
    const goalMs = most?.[levelOf(size)]
    return {
      what: `${what}, ${round(size)} steps`,
      product: tellTiming(product),
      against: `bare React Flow ${tellMs(bare.p50)}`,
      ratio: tellRatio(ratioOf(product, bare)),
      ...(goalMs ? { goal: `under ${goalMs} ms`, isMet: product.p50 < goalMs } : {}),
    }
  })
  const [less, more] = timed.slice(-2)
  return less && more ? [...rows, tellGrowth(what, less, more)] : rows
}

interface Timed {
  size: number
  product: Timing
  bare: Timing
}

function tellGrowth(what: string, less: Timed, more: Timed): Row {
  const growth = ratioOf(more.product, less.product)
  const ofBare = ratioOf(more.bare, less.bare)
  const times = more.size / less.size
  return {
    what: `${what}, growth from ${round(less.size)} to ${round(more.size)} steps`,
    product: tellMs(more.product.p50),
    against: `bare React Flow grows ${round(ofBare.middle)} times`,
    ratio: tellRatio(growth),
    goal: `linear at most (${times})`,
    isMet: growth.middle <= times,
  }
}

function tellDrag({ size, felt, bare }: FeltOfSize): Row {
  const [product, other] = [felt, bare].map((all) => timingOf(all.map(({ stood }) => stood)))
  if (!product || !other) throw new Error('Both were dragged.')
  const goal = LEAST_FRAMES[levelOf(size)]
  return {
    what: `a step dragged among ${round(size)}`,
    product: tellFrames(felt),
    against: `bare React Flow ${tellFrames(bare)}`,
    ratio: tellRatio(ratioOf(product, other)),
    goal: `${goal} frames/s and more`,
    isMet: framesOf(felt) >= goal,
  }
}

const tellFrames = (all: readonly Felt[]): string =>
  `${round(framesOf(all))} frames/s (longest ${tellMs(Math.max(...all.flatMap(({ stood }) => stood)))})`

/** In the middle of the visits: places over the time that they took together. */
const framesOf = (all: readonly Felt[]): number =>
  quantile(
    all.map(({ stood }) => (1000 * stood.length) / stood.reduce((sum, ms) => sum + ms, 0)),
    0.5,
  )

const levelOf = (size: number) => (size <= COMFORTABLE_UP_TO ? 'comfortable' : 'usable')

const timed1 = (all: readonly Felt[], msOf: (felt: Felt) => number): Timing =>
  timingOf(all.map((felt) => [msOf(felt)]))
