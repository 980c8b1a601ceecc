import { expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { applyEdits } from './apply-edit.ts'
import { tellNewer } from './tell-newer.ts'

const older = makeFlow('worked-on', { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} })

test('what changes the work is told, and nothing else', () => {
  const next = applyEdits(older, [
    { type: 'moveNodes', to: { ask: { x: 1, y: 2 } } },
    { type: 'setFlow', fields: { owner: 'Desk', changeReason: 'Wording', words: ['x'] } },
    { type: 'changeNode', node: 'ask', fields: { title: 'Does it blink?' } },
    { type: 'setFlow', fields: { summary: 'Other tickets', category: 'Doors' } },
  ])
  if (!next.ok) throw new Error(next.refusal.message)
  expect(tellNewer(older, next.flow)).toEqual([
    'The flow says another summary.',
    '“Does it blink?” says another title.',
  ])
  expect(tellNewer(older, older)).toEqual([])
})
