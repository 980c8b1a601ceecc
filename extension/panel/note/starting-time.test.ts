import { expect, test } from 'vitest'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Author } from '#shared/session/statement.ts'
import { makeRecord, ROBIN, SAM, SHA, testId } from '#shared/testing/make-session.ts'
import type { PostRow } from '../../client/local-store.ts'
import { startingTime, type TimeBeside, timeText } from './starting-time.ts'

const idOf = (by: Author) => (by.kind === 'person' ? by.id : '')
const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 14, minute)).toISOString()
const NOW = Date.parse(at(59))

const offer = (session: Session, by: Author, beside: Partial<TimeBeside> = {}, now = NOW) =>
  startingTime(session, idOf(by), now, '', { step: 0, waiting: [], taken: [], ...beside })

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
  expect(offer(session, ROBIN).time).toMatchObject({ from: at(0), to: at(10) })
  expect(offer(session, SAM)).toMatchObject({ time: { from: at(5), to: at(30) }, rounding: null })
})

test('and the words tell what they did themselves', () => {
  const session = makeShared()
  const sams = timeText(session, 'session', idOf(SAM))
  expect(sams).toContain('Replaced the cable')
  expect(sams).not.toContain('spooler')
})

test('what is entered is off the rounded sum: ten minutes and five are one quarter', () => {
  const r = makeRecord()
  r.add({ type: 'worked', from: at(0), to: at(10) })
  const first = offer(r.session(), ROBIN, { step: 15 })
  expect(first.time).toMatchObject({ from: at(-5), to: at(10) })
  expect(first.rounding).toMatchObject({ worked: 10, rounded: 15, gaveWayTo: null })
  const request = makeRequest(first.time)
  const row = {
    writeId: request.writeId,
    sessionId: '',
    at: at(10),
    state: 'waiting',
    request,
  } as const
  r.add({ type: 'worked', from: at(10), to: at(15) })
  const onItsWay = offer(r.session(), ROBIN, { step: 15, waiting: [row] })
  expect(onItsWay.rounding).toMatchObject({ entered: 15, minutes: 0 })
  r.add(toPosting(request))
  const inRecordToo = offer(r.session(), ROBIN, { step: 15, waiting: [row] })
  expect(inRecordToo.rounding).toMatchObject({ entered: 15, minutes: 0 })
  expect(offer(r.session(), SAM, { step: 15 }).rounding).toMatchObject({ entered: 0 })
  r.add({ type: 'worked', from: at(20), to: at(35) })
  expect(offer(r.session(), ROBIN, { step: 15 }).time).toMatchObject({ from: at(20), to: at(35) })
})

test('what a lead tries again stays the entry of whoever wrote it', () => {
  const r = makeRecord()
  r.add({ type: 'worked', from: at(0), to: at(15) })
  const posting = toPosting(makeRequest(offer(r.session(), ROBIN).time))
  const { writeId } = posting
  r.add(posting)
  r.add({
    ...{ type: 'note_post_failed', writeId, state: 'failed' },
    ...{ message: 'Refused.', canRetry: true },
  })
  expect(offer(r.session(), ROBIN, { step: 15 }).rounding).toMatchObject({ entered: 0 })
  r.add(posting, { by: SAM })
  expect(r.session().notes).toMatchObject([{ by: ROBIN }])
  expect(offer(r.session(), ROBIN, { step: 15 }).rounding).toMatchObject({ entered: 15 })
  expect(offer(r.session(), SAM, { step: 15 }).rounding).toMatchObject({ entered: 0 })
})

test('rounding gives way to other time of one’s own, which is left as it is', () => {
  const r = makeRecord()
  r.add({ type: 'worked', from: at(10), to: at(17) })
  const other = { from: at(0), to: at(9), name: '#48199' }
  const beside = { step: 15, taken: [other] } as const
  expect(offer(r.session(), ROBIN, beside, Date.parse(at(18)))).toMatchObject({
    time: { from: at(10), to: at(17) },
    rounding: { rounded: 15, minutes: 7, gaveWayTo: other },
  })
  const later = offer(r.session(), ROBIN, beside, Date.parse(at(24)))
  expect(later.time).toMatchObject({ from: at(9), to: at(24) })
})

/** What the server tells the record of it. */
function toPosting(request: PostRow['request']) {
  const { writeId, noteKind, ticket, text, flags, mailContact, time } = request
  const posting = { writeId, noteKind, ticket, text, flags, mailContact, time, sha256: SHA }
  return { type: 'note_posting', ...posting } as const
}

function makeRequest(time: TimeEntryAsked): PostRow['request'] {
  const ticketId = 48211
  const origin = 'https://na.myconnectwise.net'
  const read = { readAt: at(0), readFrom: 'fragment' } as const
  return {
    ...{ sessionId: '', writeId: testId(9000), noteKind: 'working', text: 'Worked', time },
    ticket: { origin, ticketId, recordType: 'service', ...read },
    flags: { internal: true, discussion: false, resolution: false },
    ...{ mailContact: false, seen: null, overridden: [] },
  }
}
