/** What the demonstration draws of a description has no fault, so that it shows a flow that is good. */
import { expect, test } from 'vitest'
import { findFaults } from '#shared/flow/build/built-flow.ts'
import { drawFlow } from './draw-flow.ts'

const draw = (description: string) =>
  drawFlow({
    ...{ purpose: 'flow', ticket: '', items: [], said: [], fixes: new Map(), answered: '' },
    ...{ documents: [{ description }], text: description, schema: undefined },
  })

test.each([
  [
    'an outline',
    'Is it on?\n  Yes: Look at the queue `Get-PrintJob`\n  No: Switch it on',
    'question',
  ],
  ['a runbook', '1. Check the backup\n2. Restart it\n```\nRestart-Service x\n```', 'check'],
  ['a sentence', 'The printer is offline.', 'action'],
])('%s is drawn without a fault', (_, description, kind) => {
  const drawn = draw(description)
  expect(findFaults(drawn)).toEqual([])
  expect(drawn.nodes[0]?.kind).toBe(kind)
  expect(drawn.name).not.toBe('')
})
