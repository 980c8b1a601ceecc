import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDraft } from '../flow/edit/check-draft.ts'
import { FlowContent } from '../flow/flow.ts'
import { testId } from '../testing/make-session.ts'
import { drawFlow } from './draw-flow.ts'
import type { FinishedPath } from './path-of.ts'
import { replay } from './replay.ts'
import { stepKey } from './step-key.ts'

const pathOf = (titles: readonly string[], cause: string): FinishedPath => ({
  ...{ answered: [], cause, verification: '' },
  own: titles.map((title) => ({
    ...{ key: stepKey(title), title, at: null, cameBy: null, wentOn: false },
  })),
})

test('the steps in their order, between a question and both ends', () => {
  const flow = drawFlow(pathOf(['Stop the spooler', 'Empty the queue'], 'A job was stuck'))
  expect(flow?.nodes.map(({ title }) => title)).toEqual([
    'Does it look like this: A job was stuck',
    ...['Stop the spooler', 'Empty the queue', 'Resolved', 'Hand over'],
  ])
  expect(flow).toMatchObject({ slug: 'a-job-was-stuck', words: ['stuck'] })
})

test('nothing of one’s own makes no flow', () => {
  expect(drawFlow(pathOf([], 'A job was stuck'))).toBeNull()
})

test('whatever was done, the flow is whole as it stands', () => {
  const text = fc.oneof(
    fc.constantFrom('Restart', 'Set {server}', '日本', '[client]', ' ', 'x'.repeat(500)),
    fc.string({ maxLength: 40 }),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), text, (titles, cause) => {
      const flow = drawFlow(pathOf(titles, cause))
      if (!flow) return
      expect(checkDraft(flow)).toEqual([])
      expect(FlowContent.parse(flow)).toEqual(flow)
    }),
  )
})

test('it leads those whom it was made of to their cause', () => {
  const path = pathOf(['Stop the spooler', 'Empty the queue'], 'A job was stuck')
  const content = drawFlow(path)
  if (!content) throw new Error('no flow')
  const id = testId(1)
  const answered = [{ flow: id, node: 'is-it', choice: 'yes' }]
  expect(replay({ id, content }, [{ ...path, answered }])).toEqual({ led: 1, of: 1 })
})
