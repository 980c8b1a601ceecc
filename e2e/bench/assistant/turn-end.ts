/** How long the end of a turn takes in a short and in a long record. */
import { v7 } from 'uuid'
import { endTurn } from '#api/assistant/end-turn.ts'
import { gatherGround } from '#api/assistant/gather-ground.ts'
import { knownOf } from '#api/assistant/known-of.ts'
import { insertTurn } from '#api/assistant/queries.ts'
import { inTeam } from '#api/db.ts'
import { gateTurn } from '#shared/assistant/gate-turn.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import type { Place } from '../api/place.ts'
import type { Given } from '../given.ts'
import { storeSessions } from '../make/stored-session.ts'
import { compare, isLinear, ratioOf, Took } from '../measure.ts'
import { type Row, tellRatio, tellTiming } from '../table.ts'
import { LONG_ANSWER } from './bare-model.ts'
import type { ModelDesk } from './model-desk.ts'

const SIZES = [200, 2_000] as const

export async function timeEnds(
  { isQuick, seed }: Given,
  desk: ModelDesk,
  place: Place,
): Promise<Row> {
  const stored = async (size: number) => (await storeSessions(place, size, 1))[0]?.id ?? ''
  const [short, long] = [await stored(SIZES[0]), await stored(SIZES[1])]
  const pace = { rounds: isQuick ? 3 : 15, sliceMs: isQuick ? 1 : 200, seed }
  const timed = await compare(
    { short: () => endOne(desk, place, short), long: () => endOne(desk, place, long) },
    pace,
  )
  const ratio = ratioOf(timed.long, timed.short)
  const times = SIZES[1] / SIZES[0]
  return {
    what: `a turn’s result into a record of ${SIZES[1].toLocaleString('en')} events`,
    product: tellTiming(timed.long),
    against: `${SIZES[0]} events: ${tellTiming(timed.short)}`,
    ratio: tellRatio(ratio),
    goal: `linear (${times})`,
    isMet: isLinear(ratio, times),
  }
}

/** Begins a turn, which is not timed, and ends it, which is. */
async function endOne({ deps }: ModelDesk, { teamId, people: [person] }: Place, sessionId: string) {
  const at = deps.now()
  const id = v7()
  const turn = await inTeam(deps.db, teamId, (tx) =>
    insertTurn(tx, {
      ...{ teamId, sessionId, id, personId: person.id, askedHash: id, cause: 'recorded' },
      ...{ isDeep: false, state: 'running', phase: 'checking', baseVersion: 1 },
      ...{ leaseBy: v7(), leaseUntil: new Date(at.getTime() + 600_000), startedAt: at },
    }),
  )
  const from = performance.now()
  const ended = await endTurn(deps, turn, 'done', async (tx, session) => {
    const ground = await gatherGround(tx, teamId, session, null)
    const gated = gateTurn(resultOf(id), knownOf(id, session, session, ground, [], [], []))
    return {
      proposals: gated.events,
      reply: {
        ...{ text: gated.reply, mode: 'model', tier: 'standard', isPartial: false },
        ...{ citations: [], dropped: gated.dropped },
      },
    }
  })
  if (!ended) throw new Error('The turn was not ended.')
  return new Took(performance.now() - from)
}

const resultOf = (id: string): TurnResult => ({
  ...LONG_ANSWER,
  facts: [1, 2, 3].map((n) => ({
    ...{ text: `Seen in turn ${id}, number ${n}`, source: 'technician', quote: '' },
    ...{ evidence: ['F1', 'S2'], replaces: '' },
  })),
  hypotheses: [
    {
      ...{ key: `cause-${id}`, cause: `A cause of turn ${id}`, likelihood: 'likely' },
      ...{ for_evidence: ['F1'], against_evidence: ['F2'] },
    },
  ],
  questions: [{ text: `What of turn ${id}?`, why: 'It tells.', choices: [] }],
})
