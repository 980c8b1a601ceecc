/** Folding a record, and applying one more event, at growing lengths. */
import { applyEvent } from '#shared/session/apply-event.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Measure } from '../given.ts'
import { makeWork, ROBIN, stepOf } from '../make/work.ts'
import { compare, isLinear, ratioOf, type Work } from '../measure.ts'
import { type Row, round, tellMs, tellRatio } from '../table.ts'

const SIZES = [10, 200, 2000] as const
/** Applied one by one in each timing, so that a clock's own cost does not count. */
const BATCH = 50
/** Copying one list of pointers is allowed to show. */
const CONSTANT = 3

export const measureFold: Measure = async ({ isQuick, seed }) => {
  const pace = { rounds: isQuick ? 3 : 21, sliceMs: isQuick ? 5 : 30, seed }
  const sides: Record<string, Work> = {}
  for (const size of SIZES) {
    const events = makeWork(size)
    const texts = events.map((event) => JSON.stringify(event))
    const session = mustFold(events)
    const more = makeMore(events)
    sides[`fold ${size}`] = () => foldSession(events)
    sides[`parse ${size}`] = () => texts.map((text) => JSON.parse(text))
    sides[`apply ${size}`] = () => more.map((event) => applyEvent(session, event))
  }
  const times = await compare(sides, pace)
  const at = (name: string) => {
    const timing = times[name]
    if (!timing) throw new Error(`${name} was not timed`)
    return timing
  }
  const growth = ratioOf(at('apply 2000'), at('apply 10'))
  const foldGrowth = ratioOf(at('fold 2000'), at('fold 200'))
  const rows: Row[] = [
    ...SIZES.map((size) => ({
      what: `a record of ${round(size)} events folded`,
      product: tellMs(at(`fold ${size}`).p50),
      against: `JSON.parse ${tellMs(at(`parse ${size}`).p50)}`,
      ratio: tellRatio(ratioOf(at(`fold ${size}`), at(`parse ${size}`))),
    })),
    {
      what: 'folding, growth from 200 to 2,000 events',
      product: tellMs(at('fold 2000').p50),
      against: tellMs(at('fold 200').p50),
      ratio: tellRatio(foldGrowth),
      goal: 'linear (10)',
      isMet: isLinear(foldGrowth, 10),
    },
    ...SIZES.map((size) => ({
      what: `one more step applied at ${round(size)} events`,
      product: tellMs(at(`apply ${size}`).p50 / BATCH),
      goal: '1 µs',
      isMet: at(`apply ${size}`).p50 / BATCH <= 0.001,
    })),
    {
      what: 'one more step applied, growth from 10 to 2,000 events',
      product: tellMs(at('apply 2000').p50 / BATCH),
      against: tellMs(at('apply 10').p50 / BATCH),
      ratio: tellRatio(growth),
      goal: 'constant',
      isMet: growth.middle <= CONSTANT,
    },
  ]
  return {
    title: 'The record',
    about:
      'What panel and API do with each event: `foldSession` over a whole record against `JSON.parse` of the same events, and `applyEvent` with one more step on a session that is folded already.',
    rows,
  }
}

function mustFold(events: readonly SessionEvent[]): Session {
  const { session, refused } = foldSession(events)
  if (!session || refused.length > 0) {
    throw new Error(`The work does not fold: ${JSON.stringify(refused[0])}`)
  }
  return session
}

/** Steps that could each come next. */
function makeMore(events: readonly SessionEvent[]): SessionEvent[] {
  const at = events.at(-1)?.at ?? ''
  return makeWork(BATCH).map(({ id }, n) => ({ id, at, by: ROBIN, data: stepOf(n + 1) }))
}
