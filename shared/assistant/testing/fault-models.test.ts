/** The faults that technicians are sent to (`simulated-technicians.long.test.ts`) are worth it. */
import { describe, expect, test } from 'vitest'
import { FAULT_MODELS } from './fault-models.ts'

describe.each(Object.entries(FAULT_MODELS))('%s', (_name, { causes, checks }) => {
  const keys = Object.keys(causes)

  test('has causes and checks enough to get lost in', () => {
    expect(keys.length).toBeGreaterThanOrEqual(4)
    expect(keys.length).toBeLessThanOrEqual(8)
    expect(checks.length).toBeGreaterThanOrEqual(6)
    expect(checks.length).toBeLessThanOrEqual(12)
  })

  test('names only causes that it has, and has a check for each', () => {
    const named = checks.flatMap((check) => Object.values(check.results).flat())
    expect(new Set(named)).toEqual(new Set(keys))
  })
})
