/** Time entries by REST: what is refused, what is worked out, what can still be changed. */
import { describe, expect, test } from 'vitest'
import { makeStandIn } from '../testing/ask.ts'

const entry = {
  chargeToId: 48213,
  chargeToType: 'ServiceTicket',
  member: { identifier: 'jokafor' },
  timeStart: '2026-03-02T13:30:00Z',
  timeEnd: '2026-03-02T14:00:00Z',
  workType: { id: 4 },
  workRole: { id: 7 },
  billableOption: 'Billable',
  notes: 'Replaced the toner.',
  addToDetailDescriptionFlag: false,
  addToInternalAnalysisFlag: true,
  addToResolutionFlag: false,
}

function without(...names: (keyof typeof entry)[]) {
  return Object.fromEntries(Object.entries(entry).filter(([n]) => !names.some((m) => m === n)))
}

describe('a time entry that is posted', () => {
  test('is stored and answered with its hours', async () => {
    const answer = await makeStandIn().post('/time/entries', entry)
    expect(answer.status).toBe(201)
    expect(answer.record).toMatchObject({
      chargeToId: 48213,
      actualHours: 0.5,
      status: 'Open',
      member: { identifier: 'jokafor' },
      company: { id: 250 },
      ticket: { id: 48213 },
      enteredBy: 'rflow_api',
    })
  })

  test('may say hours in place of an end', async () => {
    const answer = await makeStandIn().post('/time/entries', {
      ...without('timeEnd'),
      actualHours: 1.25,
    })
    expect(answer.record.actualHours).toBe(1.25)
    expect(answer.record).not.toHaveProperty('timeEnd')
  })

  test('comes into the conversation only where it was added, and never into the notes', async () => {
    const standIn = makeStandIn()
    const hidden = { ...entry, addToInternalAnalysisFlag: false, notes: 'hidden' }
    const shown = { ...entry, addToInternalAnalysisFlag: false, addToDetailDescriptionFlag: true }
    await standIn.post('/time/entries', hidden)
    await standIn.post('/time/entries', { ...shown, notes: 'shown' })
    const { list } = await standIn.get('/service/tickets/48213/allNotes')
    const texts = list.map((n) => n.text)
    expect(texts).toContain('shown')
    expect(texts).not.toContain('hidden')
    const row = list.find((n) => n.text === 'shown')
    expect(row).toMatchObject({ noteType: 'TimeEntryNote', detailDescriptionFlag: true })
    expect((await standIn.get('/service/tickets/48213/notes')).text).not.toContain('shown')
  })

  test('counts on its ticket and is listed there as a reference', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post('/time/entries', entry)
    expect((await standIn.get('/service/tickets/48213')).record.actualHours).toBe(0.67)
    const { list } = await standIn.get('/service/tickets/48213/timeentries')
    expect(list.map((t) => t.id)).toContain(record.id)
    expect(list[0]).not.toHaveProperty('notes')
  })

  test('mails only whom it names', async () => {
    const standIn = makeStandIn()
    await standIn.post('/time/entries', entry)
    await standIn.post('/time/entries', { ...entry, emailContactFlag: true })
    const mails = standIn.world.ledger.filter((e) => e.kind === 'mail')
    expect(mails.map((m) => [m.cause, m.to])).toEqual([['time', ['contact']]])
  })

  test('on a project issue is charged as a project ticket', async () => {
    const standIn = makeStandIn()
    const issue = { ...entry, chargeToId: 48177 }
    expect((await standIn.post('/time/entries', issue)).status).toBe(400)
    const right = await standIn.post('/time/entries', { ...issue, chargeToType: 'ProjectTicket' })
    expect(right.record).toMatchObject({ chargeToType: 'ProjectTicket', project: { id: 311 } })
  })
})

describe('a time entry is refused', () => {
  test.each([
    ['without what it is charged to', without('chargeToId'), 'chargeToId'],
    ['without the kind of that', without('chargeToType'), 'chargeToType'],
    ['without a start', without('timeStart'), 'timeStart'],
    ['without an end or hours', without('timeEnd'), 'timeEnd'],
    ['with milliseconds', { ...entry, timeStart: '2026-03-02T13:30:00.000Z' }, 'timeStart'],
    ['in another zone', { ...entry, timeStart: '2026-03-02T13:30:00+01:00' }, 'timeStart'],
    ['ending before it starts', { ...entry, timeEnd: '2026-03-02T13:00:00Z' }, 'timeEnd'],
    ['longer than a day', { ...entry, timeStart: '2026-02-27T13:30:00Z' }, 'timeEnd'],
    ['before the open periods', { ...entry, timeStart: '2025-12-01T08:00:00Z' }, 'timeStart'],
    ['for a ticket nobody has', { ...entry, chargeToId: 1 }, 'chargeToId'],
    ['for a ticket whose status takes no time', { ...entry, chargeToId: 48169 }, 'chargeToId'],
    ['against a company', { ...entry, chargeToId: 250, chargeToType: 'Company' }, 'chargeToType'],
    [
      'by an e-mail address',
      { ...entry, member: { identifier: 'a@b.example' } },
      'member/identifier',
    ],
    ['by someone who has left', { ...entry, member: { id: 107 } }, 'member/identifier'],
    ['with a work type that is no longer used', { ...entry, workType: { id: 10 } }, 'workType/id'],
    ['with a work role nobody has', { ...entry, workRole: { id: 99 } }, 'workRole/id'],
    ['with a billing option that is none', { ...entry, billableOption: 'Free' }, 'billableOption'],
  ])('%s', async (_, body, field) => {
    const standIn = makeStandIn()
    const answer = await standIn.post('/time/entries', body)
    expect([answer.status, answer.record.code]).toEqual([400, 'InvalidObject'])
    expect(answer.json).toMatchObject({ errors: [{ field }] })
    expect(standIn.world.ledger.filter((e) => e.kind === 'write')).toEqual([])
  })

  test('milliseconds in the words of the real one', async () => {
    const body = { ...entry, timeStart: new Date('2026-03-02T13:30:00Z').toISOString() }
    const { text } = await makeStandIn().post('/time/entries', body)
    expect(text).toContain('Unsupported format applied to timeStart')
  })

  test('by rights: none at all, only for oneself, no choice of billing', async () => {
    const standIn = makeStandIn({ rights: { addTime: 'none' } })
    expect((await standIn.post('/time/entries', entry)).status).toBe(403)
    standIn.switches.set({ rights: { addTime: 'my' } })
    expect((await standIn.post('/time/entries', entry)).status).toBe(403)
    expect((await standIn.post('/time/entries', without('member'))).status).toBe(201)
    standIn.switches.set({ rights: { addTime: 'all', billableOption: 'none' } })
    expect((await standIn.post('/time/entries', entry)).status).toBe(400)
    expect((await standIn.post('/time/entries', without('billableOption'))).status).toBe(201)
  })

  test('on a merged ticket and on a locked board', async () => {
    const standIn = makeStandIn()
    for (const chargeToId of [48214, 4127])
      expect((await standIn.post('/time/entries', { ...entry, chargeToId })).status).toBe(400)
  })
})

describe('a time entry is changed', () => {
  test('by its times; hours beside two times are ignored', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post('/time/entries', entry)
    const path = `/time/entries/${record.id}`
    const hours = await standIn.patch(path, [{ op: 'replace', path: 'actualHours', value: 9 }])
    expect([hours.status, hours.record.actualHours]).toEqual([200, 0.5])
    const end = [{ op: 'replace', path: 'timeEnd', value: '2026-03-02T14:30:00Z' }]
    expect((await standIn.patch(path, end)).record.actualHours).toBe(1)
  })

  test('not once it is approved or billed', async () => {
    const standIn = makeStandIn()
    const { list } = await standIn.get('/time/entries?pageSize=1000')
    const late = list.filter((t) => t.status === 'Billed' || t.status === 'ApprovedByTierOne')
    expect(late).toHaveLength(2)
    for (const { id } of late) {
      const op = { op: 'replace', path: 'notes', value: 'x' }
      expect((await standIn.patch(`/time/entries/${id}`, [op])).status).toBe(400)
      expect((await standIn.ask('DELETE', `/time/entries/${id}`)).status).toBe(400)
    }
  })

  test('and removed while it is open', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post('/time/entries', entry)
    expect((await standIn.ask('DELETE', `/time/entries/${record.id}`)).status).toBe(204)
    expect((await standIn.get(`/time/entries/${record.id}`)).status).toBe(404)
  })
})

test('defaults fill in what is usual and store nothing', async () => {
  const standIn = makeStandIn()
  const answer = await standIn.post('/time/entries/defaults', {
    chargeToId: 48213,
    chargeToType: 'ServiceTicket',
  })
  expect(answer.record).toMatchObject({
    workType: { id: 4 },
    workRole: { id: 7 },
    company: { id: 250 },
  })
  expect(standIn.world.ledger.filter((e) => e.kind === 'write')).toEqual([])
})
