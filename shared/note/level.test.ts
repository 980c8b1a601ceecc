import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHECKS, type CheckId, isCheck } from './finding.ts'
import { canBeTaken, Level, levelOf, levelsFor, saidLevels } from './level.ts'
import type { Found } from './note-to-check.ts'
import { weighFound } from './weigh-found.ts'

const checks = Object.keys(CHECKS).filter(isCheck)
const PROTECTING: readonly CheckId[] = ['N03', 'N04', 'N05', 'N06', 'N07', 'N24', 'N26']
const anyLevels = fc.dictionary(
  fc.oneof(fc.constantFrom(...checks), fc.constant('N99')),
  fc.constantFrom(...Level.options),
)

describe('how hard a check is taken', () => {
  test('is what the table says where the team says nothing', () => {
    for (const check of checks) expect(levelOf(check)).toBe(CHECKS[check].severity)
  })

  test('what protects stops the note, whatever is stored', () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        for (const check of PROTECTING) expect(levelOf(check, levels)).toBe('block')
        expect(['block', 'warn']).toContain(levelOf('N30', levels))
      }),
    )
  })

  test('what nobody may pass over is among what protects, or can be confirmed', () => {
    const strict = checks.filter((check) => !CHECKS[check].canOverride)
    expect(strict.filter((check) => !PROTECTING.includes(check))).toEqual(['N30'])
  })

  test('what can be chosen is what holds, and what was said holds again', () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        for (const check of checks) {
          const wanted = levels[check]
          if (wanted && canBeTaken(check, wanted)) expect(levelOf(check, levels)).toBe(wanted)
          expect(levelOf(check, saidLevels(levels))).toBe(levelOf(check, levels))
          expect(levelsFor(check)).toContain(CHECKS[check].severity)
        }
        expect(Object.keys(saidLevels(levels)).every(isCheck)).toBe(true)
      }),
    )
  })
})

test('what is off is not told, and what stops comes first', () => {
  const of = (check: CheckId, start: number): Found => ({
    ...{ check, message: check, at: { start, end: start + 1 } },
    repair: { kind: 'rewrite', label: 'Change it' },
  })
  const found = [of('N09', 1), of('N10', 2), of('N28', 3), of('N05', 4)]
  const note = { kind: 'working', text: 'abcdef' } as const
  const levels = { N09: 'off', N28: 'block', N05: 'off' } as const
  expect(weighFound(found, note, levels).map((f) => [f.check, f.severity, f.found])).toEqual([
    ['N28', 'block', 'd'],
    ['N05', 'block', 'e'],
    ['N10', 'warn', 'c'],
  ])
})
