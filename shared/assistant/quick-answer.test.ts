/** A quick answer is enough where it only goes on with what is known. */
import { expect, test } from 'vitest'
import { gateTurn } from './gate-turn.ts'
import { whyNotEnough } from './quick-answer.ts'
import {
  makeCheck,
  makeFact,
  makeFix,
  makeHypothesis,
  makeKnown,
  makeTurn,
} from './testing/make-turn.ts'
import type { TurnResult } from './turn-result.ts'

const known = makeKnown()
const why = (more: Partial<TurnResult>) => {
  const result = makeTurn({ reply_md: 'Go on with the next check.', ...more })
  return whyNotEnough(result, gateTurn(result, known), known.session)
}

test('words, facts and reading checks are enough', () => {
  expect(why({})).toEqual([])
  expect(
    why({ facts: [makeFact({ evidence: [] })], checks: [makeCheck({ outcomes: [] })] }),
  ).toEqual([])
})

test.each<[string, Partial<TurnResult>, string[]]>([
  ['a wish to think longer', { needs_more_thought: true }, ['it asks for more thought']],
  ['nothing said', { reply_md: '  ' }, ['it says nothing']],
  [
    'a fix that disrupts',
    { fix: [makeFix({ risk: 'disruptive' })] },
    ['it proposes what disrupts work'],
  ],
  [
    'a new cause',
    { hypotheses: [makeHypothesis({ key: 'brand-new', for_evidence: [], against_evidence: [] })] },
    ['it names a new cause'],
  ],
  [
    'evidence that nobody gave out',
    { facts: [makeFact({ evidence: ['F99'] })] },
    ['it names evidence that is not there'],
  ],
])('%s is not', (_, more, reasons) => {
  expect(why(more)).toEqual(reasons)
})
