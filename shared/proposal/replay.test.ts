import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { alignWith } from './align-with.ts'
import type { FinishedPath } from './path-of.ts'
import { acceptEdits } from './proposed-edit.ts'
import { replay } from './replay.ts'
import { stepKey } from './step-key.ts'

const flow = publish(
  makeFlow('share', {
    ping: { ways: { yes: 'open', no: 'off' } },
    open: { ways: { yes: 'end', no: 'end' } },
    off: { cause: { status: 'confirmed', text: 'The server was off' } },
    end: {},
  }),
)

const path = (choice: string, cause: string, did?: string): FinishedPath => ({
  answered: [{ flow: flow.id, node: 'ping', choice }],
  own: did
    ? [
        {
          key: stepKey(did),
          title: did,
          at: { flow: flow.id, node: 'open' },
          cameBy: { flow: flow.id, node: 'ping', choice },
          wentOn: false,
        },
      ]
    : [],
  cause,
  verification: '',
})

const past = [
  path('no', 'the server was off'),
  path('yes', 'Old password saved', 'Remove the saved password'),
  path('yes', 'The disk was full', 'Empty the bin'),
  path('yes', 'A cable was loose'),
]

test('a session counts that the flow leads to its cause', () => {
  expect(replay(flow, past)).toEqual({ led: 1, of: 4 })
})

test('with a branch accepted it leads the session that taught it too', () => {
  const [, taught] = past
  const aligned = taught && alignWith(flow, taught)
  if (aligned?.kind !== 'patch') throw new Error(aligned?.kind)
  const next = acceptEdits(flow.content, aligned.edits, new Set(aligned.edits.map(({ id }) => id)))
  if (!next.ok) throw new Error(next.refusal.message)
  expect(replay({ id: flow.id, content: next.flow }, past)).toEqual({ led: 2, of: 4 })
})

test('sessions of other flows, and those without a confirmed cause, are not counted', () => {
  const others = past.map((one) => ({ ...one, cause: '' }))
  expect(replay(flow, others)).toEqual({ led: 0, of: 0 })
  expect(replay({ ...flow, id: 'another' }, past)).toEqual({ led: 0, of: 0 })
})

test('a flow that goes round is walked to an end all the same', () => {
  const ids = ['a', 'b', 'c', 'd']
  const id = fc.constantFrom(...ids)
  fc.assert(
    fc.property(fc.array(id, { minLength: 4, maxLength: 4 }), (to) => {
      const content = makeFlow(
        'round',
        Object.fromEntries(ids.map((one, i) => [one, { ways: { on: to[i] ?? 'a' } }])),
      )
      const answered = ids.map((node) => ({ flow: flow.id, node, choice: 'on' }))
      const walked = { ...path('on', 'A loop'), answered }
      expect(replay({ id: flow.id, content }, [walked])).toEqual({ led: 0, of: 1 })
    }),
  )
})
