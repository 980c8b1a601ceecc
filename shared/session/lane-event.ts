/**
 * Session events of the task lane: what FlowPilot and a technician say to each other, what is
 * suspected, what is to be checked or asked, and the one fix on the table.
 *
 * The assistant authors proposals only (`ASSISTANT_MAY` in `lane.ts`); what makes something true (a
 * confirmation, an answer, a result, a decision) is a person's event. Evidence is named by
 * the ids of statements and steps, `ticket:<note id>` for a note of the ticket, and
 * `knowledge:<id>` for a passage that was found.
 */
import * as z from 'zod/mini'
import { SafetyClass } from '../flow/flow.ts'
import { Id, Line, Paragraphs } from '../ids.ts'

export const Evidence = z.string().check(z.minLength(1), z.maxLength(120))
export type Evidence = z.infer<typeof Evidence>
const EvidenceList = z.array(Evidence).check(z.maxLength(30))

/** Names a hypothesis in its session, in every turn the same. */
export const HypothesisKey = z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/))

export const Likelihood = z.enum(['unlikely', 'possible', 'likely', 'very_likely'])
export type Likelihood = z.infer<typeof Likelihood>

/** What a check can show, and which causes each result speaks for. */
export const CheckOutcome = z.object({
  result: Line,
  pointsTo: z.array(HypothesisKey).check(z.maxLength(10)),
})
export type CheckOutcome = z.infer<typeof CheckOutcome>

export const FixDecision = z.enum(['one_off', 'draft_template', 'build_template', 'dismissed'])
export type FixDecision = z.infer<typeof FixDecision>

/** Who worded a reply: the model, the stand-in of a demonstration, or rules without any model. */
export const ReplyMode = z.enum(['model', 'demo', 'rules'])
export type ReplyMode = z.infer<typeof ReplyMode>

export const Tier = z.enum(['fast', 'standard', 'deep'])
export type Tier = z.infer<typeof Tier>

/** Every way in which a model call can fail to give an answer that may be used. */
export const FailureKind = z.enum([
  'busy',
  'rate',
  'spend',
  'session_spend',
  'auth',
  'bad_request',
  'refused',
  'truncated',
  'cut',
  'stalled',
  'invalid',
  'aborted',
  'network',
])
export type FailureKind = z.infer<typeof FailureKind>

/** A passage of the team's knowledge that a reply rests on. */
export const Citation = z.object({
  id: z.string().check(z.maxLength(120)),
  title: Line,
  /** Where it leads in the product: a flow's step, a session or an article. */
  flow: z.optional(z.object({ slug: z.string(), nodeId: z.optional(z.string()) })),
  sessionId: z.optional(Id),
  articleId: z.optional(Id),
})
export type Citation = z.infer<typeof Citation>

/** A label in the words of a reply, and what it stands for. */
export const Resting = z.object({
  label: z.string().check(z.regex(/^[FSTK]\d{1,4}$/)),
  evidence: Evidence,
})
export type Resting = z.infer<typeof Resting>

/** What speaks against the flow that is being walked: it may not lead to the cause. */
export const FlowDoubt = z.object({
  /** The version of the flow that is doubted. */
  version: z.string().check(z.minLength(1), z.maxLength(120)),
  why: Line,
  evidence: EvidenceList,
})
export type FlowDoubt = z.infer<typeof FlowDoubt>

const turnId = Id

/** Values that are proposed for a script's parameters, by name; never one of a sensitive one. */
const ScriptValues = z.record(
  z.string().check(z.maxLength(60)),
  z.string().check(z.maxLength(2000)),
)

export const laneMembers = {
  /** A technician's words to FlowPilot. */
  said: z.object({ type: z.literal('said'), turnId, text: Paragraphs }),
  /** What FlowPilot answered; what it proposed besides stands in events of their own. */
  replied: z.object({
    type: z.literal('replied'),
    turnId,
    /** Markdown of the safe kind; shown as such, never executed or linked outside. */
    text: Paragraphs,
    mode: ReplyMode,
    tier: z.nullable(Tier),
    /** The answer ended before its end; what had arrived is kept and marked. */
    isPartial: z.boolean(),
    /** Why rules answered, or why the answer is partial. */
    failure: z.optional(FailureKind),
    citations: z.array(Citation).check(z.maxLength(20)),
    /** What the labels in its words stand for; a sentence without any rests on nothing. */
    rests: z.optional(z.array(Resting).check(z.maxLength(40))),
    doubt: z.optional(FlowDoubt),
    /** What the model proposed and the gate took out, for people and for measuring. */
    dropped: z
      .array(z.object({ what: Line, why: z.string().check(z.maxLength(200)) }))
      .check(z.maxLength(40)),
  }),

  hypothesis_raised: z.object({
    type: z.literal('hypothesis_raised'),
    turnId: z.optional(turnId),
    key: HypothesisKey,
    cause: Line,
    likelihood: Likelihood,
    for: EvidenceList,
    against: EvidenceList,
  }),
  hypothesis_dropped: z.object({
    type: z.literal('hypothesis_dropped'),
    key: HypothesisKey,
    reason: z.optional(Line),
  }),

  check_proposed: z.object({
    type: z.literal('check_proposed'),
    turnId: z.optional(turnId),
    title: Line,
    /** How it is done; Markdown, commands in code. */
    how: z.string().check(z.maxLength(4000)),
    minutes: z.int().check(z.minimum(0), z.maximum(480)),
    safety: SafetyClass,
    outcomes: z.array(CheckOutcome).check(z.maxLength(8)),
    scriptTemplate: z.optional(z.string().check(z.maxLength(120))),
    scriptValues: z.optional(ScriptValues),
  }),
  /** Done or not possible here: the result becomes a step and a statement. */
  check_done: z.object({
    type: z.literal('check_done'),
    checkId: Id,
    result: z.enum(['done', 'not_possible']),
    /** Which of the foreseen results it was; none for another one. */
    outcome: z.nullable(z.int().check(z.minimum(0), z.maximum(7))),
    /** What was seen, in a sentence. */
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(1000)),
  }),
  check_dropped: z.object({ type: z.literal('check_dropped'), checkId: Id }),

  question_asked: z.object({
    type: z.literal('question_asked'),
    turnId: z.optional(turnId),
    text: Line,
    why: z.string().check(z.maxLength(500)),
    choices: z.array(Line).check(z.maxLength(8)),
  }),
  question_answered: z.object({
    type: z.literal('question_answered'),
    questionId: Id,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(1000)),
  }),
  question_dropped: z.object({ type: z.literal('question_dropped'), questionId: Id }),

  /** At most one is active: a newer one supersedes it. */
  fix_proposed: z.object({
    type: z.literal('fix_proposed'),
    turnId: z.optional(turnId),
    title: Line,
    hypothesis: z.nullable(HypothesisKey),
    steps: z.array(z.string().check(z.minLength(1), z.maxLength(1000))).check(z.maxLength(20)),
    /** As it was given, 0 to 100; what is shown is never higher than the evidence allows. */
    confidence: z.int().check(z.minimum(0), z.maximum(100)),
    evidence: EvidenceList,
    wouldConfirm: z.string().check(z.maxLength(500)),
    safety: SafetyClass,
    scriptTemplate: z.nullable(z.string().check(z.maxLength(120))),
    scriptValues: z.optional(ScriptValues),
  }),
  fix_decided: z.object({ type: z.literal('fix_decided'), fixId: Id, decision: FixDecision }),
  fix_tried: z.object({
    type: z.literal('fix_tried'),
    fixId: Id,
    outcome: z.enum(['worked', 'partly', 'failed']),
    /** What was seen, in a sentence. */
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(1000)),
  }),

  /** A script made from a template in this session. Sensitive values are not in it. */
  script_generated: z.object({
    type: z.literal('script_generated'),
    generationId: Id,
    templateId: Id,
    name: Line,
    safety: SafetyClass,
    /** Parameters by name; a sensitive one is told by the word that stands for it. */
    parameters: ScriptValues,
  }),
} as const
