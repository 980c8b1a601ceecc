/** Makes what a model answers for tests: say what matters, the rest is empty. */
import type { SafetyClass } from '../../flow/flow.ts'
import type { ScriptParameter } from '../../script/script.ts'
import { makeRecord, testId } from '../../testing/make-session.ts'
import type { KnownScript } from '../gate/script.ts'
import type { KnownToTurn } from '../gate-turn.ts'
import type { TurnResult } from '../turn-result.ts'

export const TURN = testId(0xb001)

export const makeTurn = (turn: Partial<TurnResult> = {}): TurnResult => ({
  reply_md: '',
  facts: [],
  hypotheses: [],
  checks: [],
  questions: [],
  fix: [],
  flow_doubt: [],
  knowledge_used: [],
  needs_more_thought: false,
  ...turn,
})

export const makeFact = (fact: Partial<TurnResult['facts'][number]> = {}) => ({
  text: 'The Budget folder does not open',
  source: 'ticket' as const,
  quote: 'Cannot open the Budget folder',
  evidence: [],
  replaces: '',
  ...fact,
})

export const makeHypothesis = (one: Partial<TurnResult['hypotheses'][number]> = {}) => ({
  key: 'rights',
  cause: 'The rights on the folder were changed',
  likelihood: 'likely' as const,
  for_evidence: [],
  against_evidence: [],
  ...one,
})

export const makeCheck = (check: Partial<TurnResult['checks'][number]> = {}) => ({
  title: 'Read the rights of the folder',
  how: '`icacls S:\\Budget`',
  minutes: 2,
  risk: 'read_only' as const,
  outcomes: [
    { result: 'The group is missing', points_to: ['rights'] },
    { result: 'The group is there', points_to: [] },
  ],
  script_template: '',
  script_values: [],
  ...check,
})

export const makeFix = (fix: Partial<TurnResult['fix'][number]> = {}) => ({
  title: 'Put the group back on the folder',
  hypothesis: 'rights',
  steps: ['Add the group Finance with Modify'],
  confidence: 73,
  evidence: [],
  would_confirm: 'The user opens the folder',
  risk: 'reversible' as const,
  script_template: '',
  script_values: [],
  ...fix,
})

export function makeKnown(known: Partial<KnownToTurn> = {}): KnownToTurn {
  const session = known.session ?? makeRecord().session()
  return {
    turnId: TURN,
    session,
    asked: session,
    ticket: { summary: session.ticket?.summary ?? '', notes: [] },
    passages: [],
    profile: '',
    scripts: [],
    ...known,
  }
}

/** A template as the gate knows it; what is not said of a parameter is an optional text. */
export const makeKnownScript = (
  id: string,
  parameters: readonly (Partial<ScriptParameter> & { name: string })[] = [],
  safety: SafetyClass = 'reads',
): KnownScript => ({
  id,
  content: {
    safety,
    parameters: parameters.map((parameter) => ({
      label: parameter.name,
      kind: 'text',
      isRequired: false,
      isSensitive: false,
      choices: [],
      ...parameter,
    })),
  },
})
