import { expect, test } from 'vitest'
import { tellSession } from '../note/tell-session.ts'
import { makeRecord, ROBIN, SAM } from '../testing/make-session.ts'
import type { EventData } from './event.ts'
import { gaveAway } from './gave-away.ts'

const idOf = (by: typeof SAM) => (by.kind === 'person' ? by.id : '')
const handOff = (reason: string): EventData => ({
  ...{ type: 'handed_off', intent: 'escalate', reason, to: null },
  words: { impact: 'One user' },
})

/** Robin hands over, Sam takes it. */
function takenOver() {
  const r = makeRecord()
  r.add(handOff('I am stuck'), { by: ROBIN })
  const [{ id = '' } = {}] = r.session().handoffs
  r.add({ type: 'picked_up', handoffId: id, understood: 'The group is missing' }, { by: SAM })
  return r
}

test('whoever handed it over looks on as soon as a colleague has taken it, and not before', () => {
  const r = makeRecord()
  r.add(handOff('I am stuck'), { by: ROBIN })
  expect(gaveAway(r.session(), idOf(ROBIN))).toBe(false)
  expect(gaveAway(takenOver().session(), idOf(ROBIN))).toBe(true)
  expect(gaveAway(takenOver().session(), idOf(SAM))).toBe(false)
})

test('taken back, or handed back and taken, it is theirs again', () => {
  const back = makeRecord()
  back.add(handOff('I am stuck'), { by: ROBIN })
  back.add({ type: 'picked_up', handoffId: back.session().handoffs[0]?.id ?? '' }, { by: ROBIN })
  expect(gaveAway(back.session(), idOf(ROBIN))).toBe(false)

  const r = takenOver()
  r.add({ ...handOff('Yours again'), intent: 'return' } as EventData, { by: SAM }) // still one hand-off
  r.add({ type: 'picked_up', handoffId: r.session().handoffs[1]?.id ?? '' }, { by: ROBIN })
  expect(gaveAway(r.session(), idOf(ROBIN))).toBe(false)
  expect(gaveAway(r.session(), idOf(SAM))).toBe(true)
})

test('the story of the session tells both, with what was said', () => {
  const blocks = tellSession(takenOver().session(), { timeZone: 'UTC', sessionId: 's' }, (t) => t)
  const told = blocks.flatMap((block) =>
    block.kind === 'entry' ? [block.text, ...block.details] : [],
  )
  expect(told).toContain('Escalated: I am stuck')
  expect(told).toContain('Affected: One user')
  expect(told).toContain('Sam Ode took it over')
  expect(told).toContain('Understood: The group is missing')
})
