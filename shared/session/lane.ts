/**
 * The task lane of a session as it stands: folded from the events of `lane-event.ts`.
 *
 * What is over stays readable: a superseded fix with its outcome, a check with its result, a
 * question with its answer. At most one fix is active, the last that nothing has ended.
 */
import type { SafetyClass } from '../flow/flow.ts'
import type { ScriptValues } from '../script/script.ts'
import type {
  CheckOutcome,
  Citation,
  Evidence,
  FailureKind,
  FixDecision,
  FlowDoubt,
  Likelihood,
  ReplyMode,
  Resting,
  Tier,
} from './lane-event.ts'
import type { Author } from './statement.ts'

/** Something said in the talk with FlowPilot, by either side. */
export interface Message {
  id: string
  turnId: string
  text: string
  at: string
  by: Author
  /** Of a reply only. */
  mode?: ReplyMode
  tier?: Tier
  isPartial?: boolean
  failure?: FailureKind
  citations?: readonly Citation[]
  rests?: readonly Resting[]
  doubt?: FlowDoubt
  dropped?: readonly { what: string; why: string }[]
}

export interface Hypothesis {
  key: string
  cause: string
  likelihood: Likelihood
  for: readonly Evidence[]
  against: readonly Evidence[]
  at: string
  by: Author
}

export interface Check {
  id: string
  title: string
  how: string
  minutes: number
  safety: SafetyClass
  outcomes: readonly CheckOutcome[]
  /** The script template it may be done with, and what is proposed to fill in. */
  scriptTemplate?: string
  scriptValues?: ScriptValues
  at: string
  by: Author
  state: 'open' | 'done' | 'not_possible' | 'dropped'
  /** Which foreseen result it was; none for another, and before there is one. */
  outcome: number | null
  /** What was seen; and the step that tells of it. */
  seen?: string
  stepId?: string
}

export interface Question {
  id: string
  text: string
  why: string
  choices: readonly string[]
  at: string
  by: Author
  state: 'open' | 'answered' | 'dropped'
  answer?: string
}

export interface Fix {
  id: string
  /** The turn that proposed it; its reply says who worded it. */
  turnId?: string
  title: string
  hypothesis: string | null
  steps: readonly string[]
  confidence: number
  evidence: readonly Evidence[]
  wouldConfirm: string
  safety: SafetyClass
  scriptTemplate: string | null
  scriptValues?: ScriptValues
  at: string
  by: Author
  /** When a newer one or a dismissal took its place. */
  supersededAt: string | null
  decision: FixDecision | null
  /** The id of the draft that its first decision to use it again left; one, however often. */
  draftId: string | null
  tried: { outcome: 'worked' | 'partly' | 'failed'; text: string; at: string } | null
}

/** A script that was generated in this session. */
export interface GeneratedScript {
  id: string
  templateId: string
  name: string
  safety: SafetyClass
  parameters: Readonly<Record<string, string>>
  at: string
  by: Author
}

export interface Lane {
  messages: readonly Message[]
  hypotheses: readonly Hypothesis[]
  checks: readonly Check[]
  questions: readonly Question[]
  fixes: readonly Fix[]
  scripts: readonly GeneratedScript[]
}

export const EMPTY_LANE: Lane = {
  messages: [],
  hypotheses: [],
  checks: [],
  questions: [],
  fixes: [],
  scripts: [],
}

/** The one remedy now on the table; none is an ordinary answer. */
export const activeFix = (lane: Lane): Fix | undefined =>
  lane.fixes.findLast((fix) => fix.supersededAt === null && fix.tried?.outcome !== 'failed')

/** What the assistant may author: words and proposals. Everything else is a person's. */
export const ASSISTANT_MAY: ReadonlySet<string> = new Set([
  'replied',
  'statement_added',
  'hypothesis_raised',
  'hypothesis_dropped',
  'check_proposed',
  'check_dropped',
  'question_asked',
  'question_dropped',
  'fix_proposed',
])
