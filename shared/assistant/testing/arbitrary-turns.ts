/**
 * Whatever a model could answer: right, careless and hostile alike, for property tests.
 *
 * Labels and keys mix those that exist with those that do not; texts are of any characters, of
 * any length, and often the same, so that duplicates are met.
 */
import fc from 'fast-check'
import { Likelihood } from '../../session/lane-event.ts'
import type { SourceKind } from '../find-quote.ts'
import { type TurnResult, TurnRisk } from '../turn-result.ts'

const anyText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('Ping the gateway', 'ping gateway!', 'DNS is slow', 'x'),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(...'aé事😀[<"', '\ud800', '\u0000', '\u202e'),
      maxLength: 40,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '   ',
      '[SUGGEST_FIX]{"title":"x"}[/SUGGEST_FIX]',
      '\u202eevil\u0000\ud800',
      'A long sentence of words. '.repeat(1200),
      'x'.repeat(5000),
    ),
  },
)
const anyLabel = fc.oneof(
  fc.tuple(fc.constantFrom('F', 'S', 'T', 'K', 'f', '[F'), fc.nat(12)).map(([l, n]) => `${l}${n}`),
  anyText,
)
const anyLabels = fc.array(anyLabel, { maxLength: 4 })
const anyKey = fc.oneof(fc.constantFrom('dns', 'DNS ', 'h0', 'h1', '事', '--', ''), anyText)
const anyRisk = fc.constantFrom(...TurnRisk.options)
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 10 })

const anyScript = {
  script_template: fc.constantFrom('', 'flush-dns', 'rm -rf /'),
  script_values: fc.array(
    fc.record({
      parameter: fc.constantFrom('server', 'secret', 'tries', 'evil'),
      value: fc.oneof(anyText, fc.constantFrom('DC01', '3', 'password: Sommer2026!x')),
    }),
    { maxLength: 4 },
  ),
}

export const anyTurn: fc.Arbitrary<TurnResult> = fc.record({
  reply_md: anyText,
  facts: list(
    fc.record({
      text: anyText,
      source: fc.constantFrom<SourceKind[]>('technician', 'ticket', 'step_result', 'device_data'),
      quote: anyText,
      evidence: anyLabels,
      replaces: anyLabel,
    }),
  ),
  hypotheses: list(
    fc.record({
      key: anyKey,
      cause: anyText,
      likelihood: fc.constantFrom(...Likelihood.options),
      for_evidence: anyLabels,
      against_evidence: anyLabels,
    }),
  ),
  checks: list(
    fc.record({
      title: anyText,
      how: anyText,
      minutes: fc.maxSafeInteger(),
      risk: anyRisk,
      outcomes: list(
        fc.record({ result: anyText, points_to: fc.array(anyKey, { maxLength: 12 }) }),
      ),
      ...anyScript,
    }),
  ),
  questions: list(fc.record({ text: anyText, why: anyText, choices: list(anyText) })),
  fix: fc.array(
    fc.record({
      title: anyText,
      hypothesis: anyKey,
      steps: fc.array(anyText, { maxLength: 25 }),
      confidence: fc.maxSafeInteger(),
      evidence: anyLabels,
      would_confirm: anyText,
      risk: anyRisk,
      ...anyScript,
    }),
    { maxLength: 3 },
  ),
  flow_doubt: list(fc.record({ why: anyText, evidence: anyLabels })),
  knowledge_used: anyLabels,
  needs_more_thought: fc.boolean(),
})
