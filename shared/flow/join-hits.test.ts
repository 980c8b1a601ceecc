import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinHits } from './join-hits.ts'

const flows = Array.from({ length: 6 }, (_, n) => ({ id: `f${n}` }))
const someFlows = fc.subarray(flows)
const hit = fc.record({
  flow: fc.constantFrom(...flows, { id: 'hidden' }),
  step: fc.option(fc.constantFrom('Ping it', 'Read the log'), { nil: null }),
})

test('what was found here keeps its place; the rest follows, each once, and only what may be shown', () => {
  fc.assert(
    fc.property(someFlows, fc.array(hit), someFlows, (here, hits, more) => {
      const among = [...new Set([...here, ...more])]
      const found = joinHits(here, hits, among)
      expect(found.slice(0, here.length).map(({ flow }) => flow)).toEqual(here)
      const ids = found.map(({ flow }) => flow.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { flow } of found) expect(among).toContain(flow)
      for (const { flow } of hits) {
        if (among.some(({ id }) => id === flow.id)) expect(ids).toContain(flow.id)
      }
    }),
  )
})
