import { expect, test } from 'vitest'
import { checkFlow } from '../flow/check-flow.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { testId } from '../testing/make-session.ts'
import { alignWith } from './align-with.ts'
import { stepKey } from './step-key.ts'
import { tryPublishing } from './try-publishing.ts'

const content = makeFlow('share', {
  ping: { ways: { yes: 'open', no: 'end' } },
  open: { ways: { yes: 'end', no: 'end' } },
  end: {},
})

function propose(was: typeof content) {
  const flow = { ...publish(was), id: testId(7) }
  const title = 'Map the drive'
  const aligned = alignWith(flow, {
    ...{ answered: [], ruledOut: [], cause: 'The mapping was gone', verification: 'It opens' },
    own: [
      {
        ...{ key: stepKey(title), title, at: { flow: flow.id, node: 'open' } },
        ...{ cameBy: { flow: flow.id, node: 'ping', choice: 'yes' }, wentOn: false },
      },
    ],
  })
  if (aligned.kind !== 'patch') throw new Error(aligned.kind)
  const changes = aligned.edits.map((one) => ({
    ...{ ...one, edits: [...one.edits], needs: [...one.needs] },
  }))
  const base = { version: flow.version, flow }
  const picked = new Set(changes.map(({ id }) => id))
  return tryPublishing({ changes, base, newFlow: null, isStale: false }, picked, {})
}

test('what is sound can be published', () => {
  expect(propose(content)).toMatchObject({ ok: true })
})

test('what was wrong in the published version stands in the way, as it does where it is published', () => {
  const unused = { name: 'server', label: 'Server', keep: 'session' as const }
  const wrong = { ...content, variables: [unused] }
  const [fault] = checkFlow(wrong)
  expect(fault).toBeDefined()
  expect(propose(wrong)).toEqual({ ok: false, why: fault?.message })
})
