/** What a finished session teaches: put against many flows, and many sessions replayed through one. */
import type { Flow } from '#shared/flow/flow.ts'
import { alignWith } from '#shared/proposal/align-with.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import { acceptEdits } from '#shared/proposal/proposed-edit.ts'
import { replay } from '#shared/proposal/replay.ts'
import { stepKey } from '#shared/proposal/step-key.ts'
import { testId } from '#shared/testing/make-session.ts'
import type { Measure } from '../given.ts'
import { makeFlow } from '../make/flow.ts'
import { compare, isLinear, ratioOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'

const NODES = 40
const STOPPED_AT = 20
type Walked = Pick<Flow, 'id' | 'content'>

export const measureProposals: Measure = async ({ isQuick, seed }) => {
  const pace = { rounds: isQuick ? 3 : 15, sliceMs: isQuick ? 10 : 50, seed }
  const many = makeFlows(isQuick ? 200 : 1000)
  const few = many.slice(0, many.length / 10)
  const { changed, paths } = makeSessions(isQuick ? 2000 : 10_000, many[0])
  const fewPaths = paths.slice(0, paths.length / 10)
  const own = stepOfOne(many.map(({ id }) => id))
  const texts = many.map(({ content }) => JSON.stringify(content))
  const times = await compare(
    {
      alignFew: () => few.map((flow) => alignWith(flow, own)),
      alignMany: () => many.map((flow) => alignWith(flow, own)),
      readMany: () => texts.map((text) => JSON.parse(text)),
      replayFew: () => replay(changed, fewPaths),
      replayMany: () => replay(changed, paths),
      readPaths: () => JSON.stringify(paths),
    },
    pace,
  )
  const patches = many.filter((flow) => alignWith(flow, own).kind === 'patch').length
  if (patches < many.length) throw new Error(`Only ${patches} flows were matched.`)
  const { led, of } = replay(changed, paths)
  if (led !== paths.length || of !== led) throw new Error(`${led} of ${of} were led.`)
  const aligned = ratioOf(times.alignMany, times.alignFew)
  const replayed = ratioOf(times.replayMany, times.replayFew)
  const rows: Row[] = [
    {
      what: `one finished session aligned with ${round(many.length)} flows of ${NODES} steps, all of which it went by`,
      product: tellTiming(times.alignMany),
      against: `JSON.parse of them ${tellMs(times.readMany.p50)}`,
      ratio: tellRatio(ratioOf(times.alignMany, times.readMany)),
    },
    {
      what: 'the same, growth with ten times the flows',
      product: tellMs(times.alignMany.p50),
      against: tellMs(times.alignFew.p50),
      ratio: tellRatio(aligned),
      goal: 'linear (10)',
      isMet: isLinear(aligned, 10),
    },
    {
      what: `${round(paths.length)} past sessions replayed through a flow`,
      product: tellTiming(times.replayMany),
      against: `JSON.stringify of them ${tellMs(times.readPaths.p50)}`,
      ratio: tellRatio(ratioOf(times.replayMany, times.readPaths)),
    },
    {
      what: 'the same, growth with ten times the sessions',
      product: tellMs(times.replayMany.p50),
      against: tellMs(times.replayFew.p50),
      ratio: tellRatio(replayed),
      goal: 'linear (10)',
      isMet: isLinear(replayed, 10),
    },
  ]
  return {
    title: 'Proposals',
    about:
      'What a job does once for each finished session: its own steps are put against flows, and what that would change is tried on past sessions. A session meets the flows it went by, one or two, and where none of them fits twenty of the library at most (see *Learning from a session without a flow*); here every one of them is such a flow. Replays look no further back than 10,000 sessions. Each is held against reading or writing the same as JSON.',
    rows,
  }
}

const makeFlows = (count: number): [Walked, ...Walked[]] => {
  const content = makeFlow(NODES)
  const at = (n: number): Walked => ({ id: testId(n), content: structuredClone(content) })
  return [at(1), ...Array.from({ length: count - 1 }, (_, n) => at(n + 2))]
}

const CAUSE = 'The saved password was old'
const TITLE = 'Remove the saved password'

/** One that stood in each of these flows when it took a step of its own. */
const stepOfOne = (flows: readonly string[]): FinishedPath => ({
  ...{ answered: [], cause: CAUSE, verification: '' },
  own: flows.map((flow) => ({
    ...{ key: stepKey(TITLE), title: TITLE, cameBy: null, wentOn: false },
    at: { flow, node: `n${STOPPED_AT}` },
  })),
})

/** Sessions that walked half of a flow, and the flow with what they did there. */
function makeSessions(count: number, flow: Walked): { changed: Walked; paths: FinishedPath[] } {
  const answered = Array.from({ length: STOPPED_AT }, (_, n) => ({
    ...{ flow: flow.id, node: `n${n}`, choice: 'yes' },
  }))
  const path = { ...stepOfOne([flow.id]), answered }
  const aligned = alignWith(flow, path)
  if (aligned.kind !== 'patch') throw new Error('The session teaches nothing.')
  const { edits } = aligned
  const next = acceptEdits(flow.content, edits, new Set(edits.map(({ id }) => id)))
  if (!next.ok) throw new Error(next.refusal.message)
  return {
    changed: { id: flow.id, content: next.flow },
    paths: Array.from({ length: count }, () => structuredClone(path)),
  }
}
