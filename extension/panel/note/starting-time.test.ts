import { expect, test } from 'vitest'
import { makeRecord, ROBIN, SAM } from '#shared/testing/make-session.ts'
import { startingTime, timeText } from './starting-time.ts'

const idOf = (by: typeof SAM) => (by.kind === 'person' ? by.id : '')
const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 14, minute)).toISOString()
const NOW = Date.parse(at(59))

function makeShared() {
  const r = makeRecord()
  r.add({ type: 'statement_added', kind: 'action', text: 'Restarted the spooler' })
  r.add({ type: 'worked', from: at(0), to: at(10) })
  r.add({ type: 'part_taken' }, { by: SAM })
  const said = { type: 'statement_added', kind: 'action', text: 'Replaced the cable' } as const
  r.add(said, { by: SAM })
  r.add({ type: 'worked', from: at(5), to: at(30) }, { by: SAM })
  return r.session()
}

test('of two who worked on a session each is offered their own minutes, ending with their own work', () => {
  const session = makeShared()
  expect(startingTime(session, idOf(ROBIN), NOW, '')).toMatchObject({ from: at(0), to: at(10) })
  expect(startingTime(session, idOf(SAM), NOW, '')).toMatchObject({ from: at(5), to: at(30) })
})

test('and the words tell what they did themselves', () => {
  const session = makeShared()
  const sams = timeText(session, 'session', idOf(SAM))
  expect(sams).toContain('Replaced the cable')
  expect(sams).not.toContain('spooler')
})
