import { describe, expect, test } from 'vitest'
import { makeFlow } from '../testing/make-flow.ts'
import { testId } from '../testing/make-session.ts'
import { alignWith } from './align-with.ts'
import { fitFlow } from './fit-flow.ts'
import type { FinishedPath } from './path-of.ts'
import { stepKey } from './step-key.ts'

const STOP = 'Stop the spooler'
const EMPTY = 'Empty the print queue'
const LOOK = 'Look at the printer’s panel'
const CAUSE = 'A stuck job'
const flow = {
  id: testId(1),
  content: makeFlow('printing', {
    look: { ways: { error: 'stop', none: 'end' }, title: LOOK },
    stop: { ways: { done: 'empty' }, title: STOP },
    empty: { ways: { done: 'end' }, title: EMPTY },
    end: { cause: { status: 'confirmed', text: CAUSE } },
  }),
}
const freehand = (titles: readonly string[], cause = ''): FinishedPath => ({
  ...{ answered: [], cause, verification: '' },
  own: titles.map((title) => ({
    ...{ key: stepKey(title), title, at: null, cameBy: null, wentOn: false },
  })),
})

describe('a flow that a session did not go by', () => {
  test('has all of it, in whatever words and order', () => {
    expect(fitFlow(flow, freehand([EMPTY, 'Stopping spoolers', LOOK]))).toEqual({ kind: 'has_all' })
  })

  test('one step in common is enough only with the same cause', () => {
    expect(fitFlow(flow, freehand([STOP])).kind).toBe('none')
    expect(fitFlow(flow, freehand([STOP], 'Old firmware')).kind).toBe('none')
    expect(fitFlow(flow, freehand([STOP], 'The stuck job')).kind).toBe('has_all')
    expect(fitFlow(flow, freehand([], CAUSE)).kind).toBe('none')
  })

  test('lacks what was done between two of its steps, and is taught just that', () => {
    const fit = fitFlow(flow, freehand([STOP, 'Note who printed', EMPTY], CAUSE))
    if (fit.kind !== 'lacks') throw new Error(fit.kind)
    const found = alignWith(flow, fit.path)
    if (found.kind !== 'patch') throw new Error(found.kind)
    expect(found.edits).toMatchObject([
      { kind: 'step', edits: [{ type: 'insertOnEdge', edge: 'stop-done' }] },
    ])
  })

  test('fits not where something else was done before or after all of it', () => {
    expect(fitFlow(flow, freehand(['Call the client', STOP, EMPTY])).kind).toBe('none')
    expect(fitFlow(flow, freehand([LOOK, EMPTY, 'Replace the drum'])).kind).toBe('none')
    expect(fitFlow(flow, freehand([LOOK, 'Replace the drum', EMPTY])).kind).toBe('none')
  })
})
