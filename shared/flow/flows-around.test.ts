import { expect, test } from 'vitest'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { walkIn } from '../testing/walker.ts'
import { flowsAround } from './flows-around.ts'

const OUTER = publish(
  makeFlow('outer', {
    ask: { ways: { deeper: 'into', well: 'end' } },
    into: { flow: 'inner', ways: { well: 'end' } },
    end: { ending: 'resolved' },
  }),
  1,
)
const INNER = publish(
  makeFlow('inner', {
    look: { ways: { well: 'back' } },
    back: { ending: 'returns', returns: 'well', alone: 'resolved' },
  }),
  2,
)
const slugs = (walk: ReturnType<typeof walkIn>) =>
  flowsAround(walk.session()).map(({ slug }) => slug)

test('the flow one stands in and those around it; after the end the last one', () => {
  const walk = walkIn([OUTER, INNER])
  expect(slugs(walk)).toEqual([])
  walk.start('outer')
  walk.choose('deeper')
  expect(slugs(walk)).toEqual(['outer'])
  walk.enter()
  expect(slugs(walk)).toEqual(['inner', 'outer'])
  walk.choose('well')
  walk.end() // it answers where it was entered
  walk.end()
  expect(walk.at()).toBe('nowhere')
  expect(slugs(walk)).toEqual(['inner', 'outer'])
})
