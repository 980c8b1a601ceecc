/**
 * What asking through the product adds to the library alone: until the first words are there, and
 * for each event after it, at one turn and at fifty at once.
 */
import Anthropic from '@anthropic-ai/sdk'
import type { ModelAsk } from '#api/assistant/model/ask.ts'
import { buildRequest } from '#api/assistant/model/build-request.ts'
import { callModel, type ModelDeps } from '#api/assistant/model/call-model.ts'
import { TURN_PROMPT } from '#api/assistant/prompts/turn.ts'
import { TOOL_DEFINITIONS } from '#api/assistant/tools/read-tools.ts'
import { TURN_ANSWER } from '#api/assistant/turn-answer.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { makeRandom } from '#shared/testing/make-random.ts'
import { NO_POSTGRES, openPlace, type Place } from '../api/place.ts'
import type { Given, Measure } from '../given.ts'
import { quantile, shuffle, spreadOf } from '../measure.ts'
import { type Row, round, tellMs } from '../table.ts'
import { type Heard, hearWords, streamRaw } from './hear-words.ts'
import { KEY, type ModelDesk, openModelDesk } from './model-desk.ts'

const title = 'Words of a model'
const about =
  'The product’s own call of a model (budget reserved on Postgres, request built, answer read as it grows, settled) held against the library alone, which streams the same answer of the same stand-in in another process. Told is what is added, in each round, in the middle of the rounds: until the first character that can be shown, and for each event after it.'

const AT_ONCE = [
  { turns: 1, rounds: 60, first: 0.5, each: 0.1 },
  { turns: 50, rounds: 8, first: 20, each: 0.1 },
]
const WARM_UP = 2

export const measureTokens: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const desk = await openModelDesk(given, place)
  const rows: Row[] = []
  for (const goal of AT_ONCE) rows.push(...(await timeAtOnce(given, desk, place, goal)))
  return { title, about, rows }
}

const SIDES = ['product', 'library'] as const
type Side = (typeof SIDES)[number]

async function timeAtOnce(
  { isQuick, seed }: Given,
  desk: ModelDesk,
  place: Place,
  goal: (typeof AT_ONCE)[number],
): Promise<Row[]> {
  const ask = askOf(place)
  // What counts per minute begins anew in each round: no team asks as often as a measure does.
  let aheadMs = 0
  const deps = { ...desk.deps, now: () => new Date(desk.deps.now().getTime() + aheadMs) }
  const client = new Anthropic({ apiKey: KEY, baseURL: desk.url, maxRetries: 0, logLevel: 'off' })
  const facts = desk.deps.config.assistant.tiers.tiers.standard
  const request = buildRequest(ask, { facts, userId: 'bench', inferenceGeo: null, by: 'format' })
  const sides: Record<Side, () => Promise<Heard>> = {
    product: () => hearWords((onText) => callOnce(deps, { ...ask, onText })),
    library: () => hearWords((onText) => streamRaw(client, request, onText)),
  }
  const random = makeRandom(seed)
  const rounds: Record<Side, Heard>[] = []
  for (let at = -WARM_UP; at < (isQuick ? 3 : goal.rounds); at++) {
    const heard: Partial<Record<Side, Heard>> = {}
    for (const name of shuffle(SIDES, random)) {
      aheadMs += 2 * 60_000
      heard[name] = middleOf(await Promise.all(Array.from({ length: goal.turns }, sides[name])))
    }
    await desk.forget()
    const { product, library } = heard
    if (at >= 0 && product && library) rounds.push({ product, library })
  }
  const row = (what: string, of: keyof Heard, most: number): Row => {
    const middle = (pick: (one: Record<Side, Heard>) => number) => spreadOf(rounds.map(pick))
    const added = middle(({ product, library }) => product[of] - library[of])
    return {
      what: `${what}, ${goal.turns === 1 ? 'one turn' : `${goal.turns} turns at once`}`,
      product: tellMs(middle(({ product }) => product[of]).middle),
      against: tellMs(middle(({ library }) => library[of]).middle),
      ratio: `${tellAdded(added.middle)} (${tellAdded(added.low)} to ${tellAdded(added.high)})`,
      goal: `+${round(most)} ms and less`,
      isMet: added.middle <= most,
    }
  }
  return [
    row('first character to show', 'firstMs', goal.first),
    row('each event after it', 'eachMs', goal.each),
  ]
}

const tellAdded = (ms: number): string => `${ms < 0 ? '−' : '+'}${tellMs(Math.abs(ms))}`

const middleOf = (heard: readonly Heard[]): Heard => {
  const of = (what: keyof Heard) =>
    quantile(
      heard.map((one) => one[what]),
      0.5,
    )
  return { firstMs: of('firstMs'), eachMs: of('eachMs') }
}

async function callOnce(deps: ModelDeps, ask: ModelAsk<TurnResult>): Promise<void> {
  const answer = await callModel(deps, ask)
  if (answer.kind === 'answer') return
  throw new Error(`No answer but ${answer.kind === 'failure' ? answer.failure : 'tool calls'}.`)
}

/** The question both sides ask. */
const askOf = ({ teamId, people: [person] }: Place): ModelAsk<TurnResult> => ({
  teamId,
  personId: person.id,
  purpose: 'turn',
  choice: { tier: 'standard', effort: 'medium', reasons: ['a measure'], routerVersion: 'bench' },
  system: [{ type: 'text', text: TURN_PROMPT.text }],
  messages: [{ role: 'user', content: 'Cannot open the share.' }],
  tools: TOOL_DEFINITIONS,
  mayCallTools: false,
  format: TURN_ANSWER,
  promptVersion: TURN_PROMPT.version,
  maxTokens: 8_000,
})
