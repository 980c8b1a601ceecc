import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuseRanks, LEGS, maySupport, type Ranked, scoreOf } from './fuse-ranks.ts'

const hit = (id: string, ranks: Ranked['ranks'], more: Partial<Ranked> = {}): Ranked => ({
  ...{ id, ranks, matched: 0, cover: 0, likeness: null },
  ...more,
})
const rank = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined })
const anyRanks = fc
  .record({ all: rank, any: rank, typo: rank, meaning: rank })
  .map((ranks): Ranked['ranks'] =>
    Object.fromEntries(Object.entries(ranks).filter(([, value]) => value !== undefined)),
  )
const anyHits = fc.uniqueArray(
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 4 }), anyRanks)
    .map(([id, ranks]) => hit(id, ranks)),
  { selector: ({ id }) => id },
)

describe('fusing ranks', () => {
  test('two legs that agree are before one that is alone', () => {
    const alone = hit('alone', { all: 1 })
    const agreed = hit('agreed', { all: 3, meaning: 3 })
    expect(fuseRanks([alone, agreed])).toEqual([agreed, alone])
  })

  test('every hit is kept once, and the order does not depend on the order they come in', () => {
    fc.assert(
      fc.property(anyHits, (hits) => {
        const fused = fuseRanks(hits)
        expect(new Set(fused)).toEqual(new Set(hits))
        expect(fuseRanks(hits.toReversed())).toEqual(fused)
        const scores = fused.map(scoreOf)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      }),
    )
  })

  test('a better rank in any leg never makes a hit worse', () => {
    fc.assert(
      fc.property(anyRanks, fc.constantFrom(...LEGS), (ranks, leg) => {
        const better = { ...ranks, [leg]: Math.max(1, (ranks[leg] ?? 101) - 1) }
        expect(scoreOf({ ranks: better })).toBeGreaterThanOrEqual(scoreOf({ ranks }))
      }),
    )
  })
})

describe('the floor', () => {
  const cases: [string, Pick<Ranked, 'matched' | 'cover' | 'likeness'>, boolean][] = [
    ['the only word stands in it', { matched: 1, cover: 1, likeness: null }, true],
    ['some of the rarer words stand in it', { matched: 3, cover: 0.4, likeness: null }, true],
    [
      'one word of many stands in it, rare as it is',
      { matched: 1, cover: 0.4, likeness: null },
      false,
    ],
    ['common words stand in it', { matched: 3, cover: 0.1, likeness: null }, false],
    ['close in meaning, and some words', { matched: 1, cover: 0.2, likeness: 0.3 }, true],
    ['a little alike, and no word', { matched: 0, cover: 0, likeness: 0.3 }, false],
    ['the same thing in other words', { matched: 0, cover: 0, likeness: 0.6 }, true],
  ]
  test.each(cases)('%s', (_, hits, may) => expect(maySupport(hits)).toBe(may))

  test('more words or more likeness never make a hit unfit', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.nat(9), share, share, share, (matched, cover, likeness, more) => {
        const hit = { matched, cover, likeness }
        if (!maySupport(hit)) return
        expect(maySupport({ ...hit, matched: matched + 1 })).toBe(true)
        expect(maySupport({ ...hit, cover: Math.min(1, cover + more) })).toBe(true)
        expect(maySupport({ ...hit, likeness: Math.min(1, likeness + more) })).toBe(true)
      }),
    )
  })
})
