/** What the ranking is for: sooner at the cause, and as surely. */
import { describe, expect, test } from 'vitest'
import { sendOut } from './testing/simulate-technician.ts'

const SEED = 128383

describe('technicians at these faults', () => {
  const listed = sendOut('listed', SEED)
  const ours = sendOut('ours', SEED)

  test('need at most three quarters of the minutes of a checklist, and fewer than any other order', () => {
    expect(ours.minutes).toBeLessThan(0.75 * listed.minutes)
    for (const other of ['cheapest', 'most telling'] as const) {
      expect(ours.minutes).toBeLessThan(sendOut(other, SEED).minutes)
    }
  })

  test('disrupt work less often', () => {
    expect(ours.disruptions).toBeLessThan(0.75 * listed.disruptions)
  })

  test('find the cause as often, in one visit and in all four of four', () => {
    expect(ours.right).toBeGreaterThan(listed.right - 0.03)
    expect(ours.allFour).toBeGreaterThan(listed.allFour - 0.05)
  })

  test('do the same again with the same seed', () => {
    expect(sendOut('ours', SEED)).toEqual(ours)
  })
})
