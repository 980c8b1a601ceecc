/**
 * Has a model draw a flow: the outline first, then the details, in one conversation and one shape.
 *
 * What is wrong with a drawing goes back to it as data, twice at most; what is wrong still is put
 * right by rule (`map-built.ts`). All of it has one deadline. Where it runs out, or the model
 * fails, after there is an outline, that outline is what there is.
 */
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { TierChoice } from '#shared/assistant/tier-route.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { type BuiltFault, BuiltFlow, findFaults } from '#shared/flow/build/built-flow.ts'
import { LONGEST_WRITING_MS } from '#shared/flow/build/contract.ts'
import { jsonAnswer } from '../assistant/model/answer-format.ts'
import type { ModelAnswer, ModelMessage, ModelSystem } from '../assistant/model/ask.ts'
import { callModel } from '../assistant/model/call-model.ts'
import type { Deps } from '../deps.ts'
import type { Who } from '../who.ts'
import { ASKS } from './prompt.ts'

export const FLOW_ANSWER = jsonAnswer(BuiltFlow, { version: '1' })

const MOST_TOKENS = 16_000
const MOST_MENDS = 2
const MOST_FAULTS = 40
/** With less left nothing more is begun. */
const LEAST_MS = 3_000

export interface Drawing {
  who: Who
  descriptionId: string
  /** As it may leave the house. */
  description: string
  choice: TierChoice
  system: ModelSystem[]
  promptVersion: string
  signal: AbortSignal
}

/** A message says what is missing, or why there is nothing at all. */
export type Drawn = { built: BuiltFlow; message: string | null } | { built: null; message: string }

export async function drawFlow(deps: Deps, drawing: Drawing): Promise<Drawn> {
  const talk = openTalk(deps, drawing)
  const outline = await talk.ask(ASKS.outline)
  if (!outline.ok) return { built: null, message: outline.message }
  let best = await mend(talk, outline.built)
  if (best.nodes.length === 0) return { built: null, message: tellFailure('invalid') }
  const details = await talk.ask(ASKS.details)
  if (!details.ok) return { built: best, message: `${NO_DETAILS} ${details.message}` }
  const whole = await mend(talk, details.built)
  const isWhole = whole.nodes.length > 0
  if (isWhole) best = whole
  return { built: best, message: isWhole ? null : NO_DETAILS }
}

const NO_DETAILS = 'Only the outline was written: its steps have titles, and no details yet.'

/** Shown its faults as long as that may help; of two drawings the one with fewer is the better. */
async function mend(talk: Talk, drawn: BuiltFlow): Promise<BuiltFlow> {
  let best = drawn
  let faults = findFaults(drawn)
  let fewest = weigh(faults)
  while (faults.length > 0 && talk.mayMend()) {
    const mended = await talk.ask(ASKS.mend, faults)
    if (!mended.ok) return best
    faults = findFaults(mended.built)
    if (weigh(faults) > fewest) continue
    fewest = weigh(faults)
    best = mended.built
  }
  return best
}

/** Without a beginning nobody knows what is reached, so nothing is worse. */
const weigh = (faults: readonly BuiltFault[]): number =>
  faults.some(({ code }) => code === 'no_start' || code === 'no_steps') ? Infinity : faults.length

type Said = { ok: true; built: BuiltFlow } | { ok: false; message: string }

interface Talk {
  ask(what: string, faults?: readonly BuiltFault[]): Promise<Said>
  /** Counts one more mending, where there may be one. */
  mayMend(): boolean
}

function openTalk(deps: Deps, drawing: Drawing): Talk {
  const { who, descriptionId, description, choice, system, promptVersion, signal } = drawing
  const endsAt = performance.now() + LONGEST_WRITING_MS
  const messages: ModelMessage[] = []
  let mends = 0
  let previousMessageId: string | null = null
  const leftMs = () => endsAt - performance.now()
  const call = () =>
    callModel(deps, {
      teamId: who.teamId,
      personId: who.personId,
      turnId: descriptionId,
      purpose: 'flow',
      choice,
      system,
      messages,
      tools: [READ_TOOL],
      mayCallTools: false,
      format: FLOW_ANSWER,
      promptVersion,
      maxTokens: MOST_TOKENS,
      previousMessageId,
      deadlineMs: leftMs(),
      signal,
    })
  return {
    async ask(what, faults) {
      if (leftMs() < LEAST_MS || signal.aborted) return { ok: false, message: TOO_SLOW }
      const isFirst = messages.length === 0
      if (isFirst) messages.push(...openWith(what, description))
      else messages.push({ role: 'user', content: tellAsk(what, faults) })
      const first = await call()
      const answer = mayTryAgain(first) && isFirst && leftMs() > LEAST_MS ? await call() : first
      if (answer.kind !== 'answer') {
        messages.pop()
        const isLate = leftMs() < LEAST_MS
        return { ok: false, message: isLate ? TOO_SLOW : whyNot(answer) }
      }
      previousMessageId = answer.messageId
      messages.push({ role: 'assistant', content: canonicalJson(answer.value) })
      return { ok: true, built: answer.value }
    },
    mayMend: () => mends++ < MOST_MENDS,
  }
}

const TOO_SLOW = 'The model took too long. Try again in a moment.'

const mayTryAgain = (answer: ModelAnswer<BuiltFlow>): boolean =>
  answer.kind === 'failure' && answer.isWorthRetrying

const whyNot = (answer: ModelAnswer<BuiltFlow>): string =>
  answer.kind === 'failure' ? answer.message : tellFailure('invalid')

/** Material comes as a tool's result, so that nothing in it speaks to the model. */
const openWith = (what: string, description: string): ModelMessage[] => [
  { role: 'user', content: what },
  { role: 'assistant', content: [{ type: 'tool_use', ...READ }] },
  {
    role: 'user',
    content: [
      { type: 'tool_result', tool_use_id: READ.id, content: canonicalJson({ description }) },
    ],
  },
]

const tellAsk = (what: string, faults: readonly BuiltFault[] | undefined): string =>
  faults ? `${what}\n${canonicalJson({ faults: faults.slice(0, MOST_FAULTS) })}` : what

const READ = { id: 'material', name: 'read_material', input: {} } as const
const READ_TOOL = {
  name: READ.name,
  description: 'The material of this task.',
  input_schema: { type: 'object' as const, properties: {} },
}
