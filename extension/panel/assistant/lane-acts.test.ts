import { expect, test, vi } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import { makeRecord } from '#shared/testing/make-session.ts'
import { createLaneActs } from './lane-acts.ts'

/** Acts on a paused or an active session; what is recorded is listed. */
function acts({ isPaused = false, isTaken = true } = {}) {
  const record = makeRecord()
  if (isPaused) record.add({ type: 'paused' })
  const recorded: EventData[] = []
  const ask = vi.fn()
  const made = createLaneActs({
    panel: {
      act: async (data) => {
        if (isTaken) recorded.push(...data)
        return isTaken
      },
    },
    sessionNow: () => record.session(),
    assistant: { ask },
  })
  return { made, recorded, ask }
}

test('what is new lets FlowPilot look; a confirmation and a fix that worked do not', async () => {
  const { made, ask } = acts()
  await made.answer('q', 'Monday')
  await made.notPossible('c', 'No rights')
  await made.tried('f', 'failed', 'Still the same')
  expect(ask).toHaveBeenCalledTimes(3)
  await made.confirm('s')
  await made.skipCheck('c')
  await made.tried('f', 'worked', 'It works')
  expect(ask).toHaveBeenCalledTimes(3)
})

test('what the record refuses is not shown to FlowPilot', async () => {
  const { made, ask } = acts({ isTaken: false })
  await made.answer('q', 'Monday')
  expect(ask).not.toHaveBeenCalled()
})

test('going on with the lane goes on with a paused session', async () => {
  const { made, recorded } = acts({ isPaused: true })
  await made.confirm('s')
  expect(recorded.map(({ type }) => type)).toEqual(['resumed', 'statement_confirmed'])
})
