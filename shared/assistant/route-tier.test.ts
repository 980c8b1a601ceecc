import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { gravityOf, routeTier, soundsLikeStandstill, type TierQuestion } from './route-tier.ts'
import { PURPOSES } from './tier-route.ts'

const WELL = { fast: 'up', standard: 'up', deep: 'up' } as const
const ask = (more: Partial<TierQuestion>) =>
  routeTier({ purpose: 'turn', budget: 'ok', health: WELL, ...more })
const chosen = (more: Partial<TierQuestion>) => {
  const route = ask(more)
  return route.use === 'model' ? `${route.choice.tier} ${route.choice.effort}` : 'rules'
}

describe('who answers', () => {
  test.each<[string, Partial<TierQuestion>, string]>([
    ['an ordinary turn', {}, 'standard medium'],
    ['a first look', { purpose: 'intake' }, 'standard medium'],
    ['a note', { purpose: 'note' }, 'standard medium'],
    ['a sentence to judge', { purpose: 'judge' }, 'fast low'],
    ['a flow to build', { purpose: 'flow' }, 'deep medium'],
    ['words of a proposal', { purpose: 'polish' }, 'standard low'],
    ['a chat', { purpose: 'chat' }, 'standard medium'],
    ['one failed fix', { failedFixes: 1 }, 'standard medium'],
    ['two failed fixes', { failedFixes: 2 }, 'deep high'],
    ['a contradiction', { contradictions: 1 }, 'deep high'],
    ['doubt before four checks', { doubtBits: 2, checksDone: 3 }, 'standard medium'],
    ['doubt after four checks', { doubtBits: 2, checksDone: 4 }, 'deep high'],
    ['more thought asked for', { isDeep: true }, 'deep high'],
    ['a business that stands still', { impact: 1 }, 'deep high'],
    ['words that say so', { message: 'Everyone in the office is down' }, 'deep high'],
    ['two turns after the deep tier', { turnsSinceDeep: 2 }, 'deep high'],
    ['three turns after it', { turnsSinceDeep: 3 }, 'standard medium'],
    [
      'a result where the flow says what is next',
      { purpose: 'recorded', flowScore: 0.9, isNextStepKnown: true },
      'rules',
    ],
    ['a result in a flow that fits', { purpose: 'recorded', flowScore: 0.9 }, 'fast medium'],
    [
      'a result in one that hardly fits',
      { purpose: 'recorded', flowScore: 0.3 },
      'standard medium',
    ],
    [
      'the same once a quick answer was not enough',
      { purpose: 'recorded', flowScore: 0.9, whyNotQuick: ['it says nothing'] },
      'standard medium',
    ],
    [
      'a result two turns after that',
      { purpose: 'recorded', flowScore: 0.9, turnsSinceQuickFailed: 2 },
      'standard medium',
    ],
    [
      'a result three turns after it',
      { purpose: 'recorded', flowScore: 0.9, turnsSinceQuickFailed: 3 },
      'fast medium',
    ],
    ['a grave result in a flow', { purpose: 'recorded', flowScore: 0.9, impact: 1 }, 'deep high'],
    ['four fifths of the budget', { budget: 'soft', isDeep: true }, 'standard high'],
    ['no budget left', { budget: 'spent' }, 'rules'],
    ['no model', { budget: 'off' }, 'rules'],
    ['a standard tier that rests', { health: { ...WELL, standard: 'down' } }, 'deep medium'],
    [
      'the same with little budget',
      { health: { ...WELL, standard: 'down' }, budget: 'soft' },
      'fast medium',
    ],
    [
      'a deep tier that rests',
      { health: { ...WELL, deep: 'down' }, isDeep: true },
      'standard high',
    ],
    ['nobody well', { health: { fast: 'down', standard: 'down', deep: 'down' } }, 'rules'],
  ])('%s', (_, more, expected) => {
    expect(chosen(more)).toBe(expected)
  })

  test('says why, in words', () => {
    expect(ask({ failedFixes: 3, contradictions: 1, budget: 'soft' })).toMatchObject({
      choice: {
        reasons: [
          '3 fixes have failed',
          'statements contradict each other',
          'most of the budget is used: no deep tier',
        ],
      },
    })
  })

  test.each([
    ['Nobody can work, the line is dead', true],
    ['All users are stuck at sign-in', true],
    ['We have an outage', true],
    ['The printer of one user is offline', false],
    ['Everything worked before the update', false],
  ])('%s: %s', (message, expected) => {
    expect(soundsLikeStandstill(message)).toBe(expected)
  })
})

describe('its law', () => {
  const severity = fc.record({
    isDeep: fc.boolean(),
    doubtBits: fc.double({ min: 0, max: 4, noNaN: true }),
    checksDone: fc.nat(8),
    failedFixes: fc.nat(4),
    contradictions: fc.nat(2),
    impact: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const around = fc.record({
    purpose: fc.constantFrom(...PURPOSES),
    flowScore: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    isNextStepKnown: fc.boolean(),
    turnsSinceDeep: fc.option(fc.nat(5)),
    turnsSinceQuickFailed: fc.option(fc.nat(5)),
    whyNotQuick: fc.subarray(['it says nothing', 'it names a new cause']),
    message: fc.string(),
    budget: fc.constantFrom('ok', 'soft', 'spent', 'off'),
    health: fc.record({
      fast: fc.constantFrom('up', 'down'),
      standard: fc.constantFrom('up', 'down'),
      deep: fc.constantFrom('up', 'down'),
    }),
  })
  const worse = (a: TierQuestion, b: Partial<TierQuestion>): TierQuestion => ({
    ...a,
    isDeep: a.isDeep || b.isDeep === true,
    doubtBits: Math.max(a.doubtBits ?? 0, b.doubtBits ?? 0),
    checksDone: Math.max(a.checksDone ?? 0, b.checksDone ?? 0),
    failedFixes: Math.max(a.failedFixes ?? 0, b.failedFixes ?? 0),
    contradictions: Math.max(a.contradictions ?? 0, b.contradictions ?? 0),
    impact: Math.max(a.impact ?? 0, b.impact ?? 0),
  })

  test('what is worse is never answered by less', () => {
    fc.assert(
      fc.property(around, severity, severity, (rest, one, other) => {
        const question: TierQuestion = { ...rest, ...one }
        const before = gravityOf(routeTier(question))
        expect(gravityOf(routeTier(worse(question, other)))).toBeGreaterThanOrEqual(before)
      }),
      { numRuns: runsOf(5_000) },
    )
  })

  test('whoever is chosen is well, within the budget, and there is a reason', () => {
    fc.assert(
      fc.property(around, severity, (rest, one) => {
        const route = routeTier({ ...rest, ...one })
        if (route.use === 'rules') {
          expect(route.reasons).not.toEqual([])
          return
        }
        expect(rest.health[route.choice.tier]).toBe('up')
        expect(['ok', 'soft']).toContain(rest.budget)
        if (rest.budget === 'soft') expect(route.choice.tier).not.toBe('deep')
        expect(route.choice.reasons).not.toEqual([])
      }),
    )
  })
})
