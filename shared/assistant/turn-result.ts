/**
 * What a model answers in one turn: the one shape it may use, and nothing of it is an act.
 *
 * Flat, every property required, no unions, no optional ones, no bounds: today's structured
 * output takes no more, and a schema that does is refused. Nothing in it is believed until
 * `gate-turn.ts` has looked at it. `reply_md` comes first, since it is shown while it grows.
 * Evidence is named by the labels that the request gave out: `F3` a fact, `S12` a step or a
 * check's result, `T2` a note of the ticket, `K4` a passage of knowledge.
 */
import * as z from 'zod/mini'

const Labels = z.array(z.string())

/** Of a template's parameters, but for the sensitive ones. */
const ScriptValues = z.array(z.object({ parameter: z.string(), value: z.string() }))

export const TurnRisk = z.enum(['read_only', 'reversible', 'disruptive'])
export type TurnRisk = z.infer<typeof TurnRisk>

export const TurnResult = z.object({
  reply_md: z.string(),
  facts: z.array(
    z.object({
      text: z.string(),
      source: z.enum(['technician', 'ticket', 'step_result', 'device_data']),
      quote: z.string(),
      evidence: Labels,
      replaces: z.string(),
    }),
  ),
  hypotheses: z.array(
    z.object({
      key: z.string(),
      cause: z.string(),
      likelihood: z.enum(['unlikely', 'possible', 'likely', 'very_likely']),
      for_evidence: Labels,
      against_evidence: Labels,
    }),
  ),
  checks: z.array(
    z.object({
      title: z.string(),
      how: z.string(),
      minutes: z.int(),
      risk: TurnRisk,
      outcomes: z.array(z.object({ result: z.string(), points_to: z.array(z.string()) })),
      script_template: z.string(),
      script_values: ScriptValues,
    }),
  ),
  questions: z.array(z.object({ text: z.string(), why: z.string(), choices: z.array(z.string()) })),
  /** None or one. */
  fix: z.array(
    z.object({
      title: z.string(),
      hypothesis: z.string(),
      steps: z.array(z.string()),
      confidence: z.int(),
      evidence: Labels,
      would_confirm: z.string(),
      risk: TurnRisk,
      script_template: z.string(),
      script_values: ScriptValues,
    }),
  ),
  /** None or one: why the flow in which the technician stands does not lead to the cause. */
  flow_doubt: z.array(z.object({ why: z.string(), evidence: Labels })),
  knowledge_used: Labels,
  needs_more_thought: z.boolean(),
})
export type TurnResult = z.infer<typeof TurnResult>
