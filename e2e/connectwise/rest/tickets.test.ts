/** Tickets by REST: the traps of PATCH, closing, merging, and the two sides of project tickets. */
import { describe, expect, test } from 'vitest'
import { makeStandIn } from '../testing/ask.ts'
import type { Json } from './json.ts'

const TICKET = '/service/tickets/48213'
const replace = (path: string, value: Json) => [{ op: 'replace', path, value }]

describe('PATCH', () => {
  test('replaces a reference by its whole object, by id or by name', async () => {
    const standIn = makeStandIn()
    expect(
      (await standIn.patch(TICKET, replace('status', { id: 19 }))).record.status,
    ).toMatchObject({
      id: 19,
      name: 'Waiting on Client',
    })
    const named = await standIn.patch(TICKET, replace('/status', { name: 'In Progress' }))
    expect(named.record.status).toMatchObject({ id: 17 })
  })

  test('status/id answers 200 and changes nothing', async () => {
    const standIn = makeStandIn()
    const answer = await standIn.patch(TICKET, replace('status/id', 19))
    expect([answer.status, standIn.world.ticket(48213)?.statusId]).toEqual([200, 17])
  })

  test('what the server sets is taken without a word and without effect', async () => {
    const standIn = makeStandIn()
    const answer = await standIn.patch(TICKET, replace('closedFlag', true))
    expect([answer.status, answer.record.closedFlag]).toEqual([200, false])
  })

  test('takes text, and null empties', async () => {
    const standIn = makeStandIn()
    expect((await standIn.patch(TICKET, replace('summary', 'Neu: Zoë'))).record.summary).toBe(
      'Neu: Zoë',
    )
    expect((await standIn.patch(TICKET, replace('owner', null))).record).not.toHaveProperty('owner')
    const removed = await standIn.patch(TICKET, [{ op: 'remove', path: 'contact' }])
    expect(removed.record).not.toHaveProperty('contact')
  })

  test.each<[string, Json, string]>([
    ['a status of another board', replace('status', { id: 32 }), 'status/id'],
    [
      'a status name the board does not have',
      replace('status', { name: 'Blocked' }),
      'status/name',
    ],
    ['a status that is no longer used', replace('status', { id: 24 }), 'status/id'],
    ['a summary of 101 letters', replace('summary', 'x'.repeat(101)), 'summary'],
    ['an empty summary', replace('summary', ''), 'summary'],
    ['a contact of another client', replace('contact', { id: 1241 }), 'contact/id'],
    ['an owner who has left', replace('owner', { identifier: 'pgrant' }), 'owner/identifier'],
    ['a name in the wrong case', replace('Summary', 'x'), 'Summary'],
    [
      'a date with milliseconds',
      replace('requiredDate', '2026-03-04T00:00:00.000Z'),
      'requiredDate',
    ],
    ['a severity that is none', replace('severity', 'Huge'), 'severity'],
  ])('refuses %s and stores nothing', async (_, body, field) => {
    const standIn = makeStandIn()
    const answer = await standIn.patch(TICKET, body)
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ code: 'InvalidObject', errors: [{ field }] })
    expect(standIn.world.ledger.filter((e) => e.kind === 'write')).toEqual([])
  })

  test('a wrong board’s status is told in the words of the real one', async () => {
    const { text } = await makeStandIn().patch(TICKET, replace('status', { id: 32 }))
    expect(text).toContain('Service Status 32 not found for Service Board Help Desk')
  })

  test.each<[string, Json]>([
    ['one operation without an array', { op: 'replace', path: 'summary', value: 'x' }],
    ['an empty array', []],
    ['an unknown operation', [{ op: 'move', path: 'summary', value: 'x' }]],
    ['no path', [{ op: 'replace', value: 'x' }]],
  ])('refuses %s', async (_, body) => {
    expect((await makeStandIn().patch(TICKET, body)).status).toBe(400)
  })

  test('overwrites what somebody else changed meanwhile: there is no check of versions', async () => {
    const standIn = makeStandIn()
    await standIn.get(TICKET)
    standIn.world.patchTicket(48213, { summary: 'theirs' }, { member: 'mlindqvist', via: 'page' })
    expect((await standIn.patch(TICKET, replace('summary', 'ours'))).status).toBe(200)
    expect(standIn.world.ticket(48213)?.summary).toBe('ours')
  })
})

describe('closing', () => {
  test('is a status that closes, whatever it is called', async () => {
    const standIn = makeStandIn()
    const completed = await standIn.patch(TICKET, replace('status', { name: 'Completed' }))
    expect(completed.record).toMatchObject({ closedFlag: false })
    const closed = await standIn.patch(TICKET, replace('status', { name: '>Closed' }))
    expect(closed.record).toMatchObject({
      closedFlag: true,
      closedBy: 'rflow_api',
      closedDate: '2026-03-02T14:05:09Z',
    })
    const open = await standIn.patch(TICKET, replace('status', { id: 17 }))
    expect(open.record).toMatchObject({ closedFlag: false })
    expect(open.record).not.toHaveProperty('closedDate')
  })

  test('is a right of its own', async () => {
    const standIn = makeStandIn({ rights: { closeTickets: 'none' } })
    expect((await standIn.patch(TICKET, replace('status', { id: 23 }))).status).toBe(403)
    expect((await standIn.patch(TICKET, replace('status', { id: 19 }))).status).toBe(200)
  })

  test('changing the status mails unless told not to', async () => {
    const standIn = makeStandIn()
    const quiet = [...replace('status', { id: 19 }), ...replace('processNotifications', false)]
    await standIn.patch(TICKET, quiet)
    expect(standIn.world.ledger.filter((e) => e.kind === 'mail')).toEqual([])
    await standIn.patch(TICKET, replace('status', { id: 17 }))
    expect(standIn.world.ledger.filter((e) => e.kind === 'mail')).toHaveLength(1)
  })
})

describe('merging', () => {
  test('keeps the other ticket, closed, pointing at the survivor', async () => {
    const standIn = makeStandIn()
    const body = { mergeTicketIds: [48199], status: { id: 23 } }
    expect((await standIn.post(`${TICKET}/merge`, body)).record.success).toBe(true)
    expect((await standIn.get('/service/tickets/48199')).record).toMatchObject({
      closedFlag: true,
      mergedParentTicket: { id: 48213 },
    })
    expect((await standIn.get(TICKET)).record.hasMergedChildTicketFlag).toBe(true)
    const { list } = await standIn.get(`${TICKET}/allNotes`)
    expect(list.filter((n) => n.mergedFlag).length).toBe(2)
  })

  test('wants a status and tickets that exist', async () => {
    const standIn = makeStandIn()
    const merge = (body: Json) => standIn.post(`${TICKET}/merge`, body)
    expect((await merge({ mergeTicketIds: [48199] })).status).toBe(400)
    expect((await merge({ mergeTicketIds: [48213], status: { id: 23 } })).status).toBe(400)
    expect((await merge({ mergeTicketIds: [1], status: { id: 23 } })).status).toBe(404)
  })
})

describe('project tickets', () => {
  test('have another shape under their own path', async () => {
    const standIn = makeStandIn()
    const own = (await standIn.get('/project/tickets/48177')).record
    expect(own).toMatchObject({ isIssueFlag: true, project: { id: 311 }, phase: { id: 711 } })
    expect(own).not.toHaveProperty('recordType')
    const service = (await standIn.get('/service/tickets/48177')).record
    expect(service.recordType).toBe('ProjectIssue')
  })

  test('can be read by the service path where the server allows it, never written', async () => {
    const standIn = makeStandIn()
    expect((await standIn.patch('/service/tickets/48140', replace('summary', 'x'))).status).toBe(
      404,
    )
    expect((await standIn.patch('/project/tickets/48140', replace('summary', 'x'))).status).toBe(
      200,
    )
    standIn.switches.set({ projectTicketsUnderService: false })
    expect((await standIn.get('/service/tickets/48140')).status).toBe(404)
    expect(await standIn.idsWhere('/service/tickets', 'recordType="ProjectTicket"')).toEqual([])
  })

  test('service tickets are not among them', async () => {
    expect((await makeStandIn().get('/project/tickets/48213')).status).toBe(404)
  })
})

test('a new ticket needs a summary and a client, and starts in the board’s first status', async () => {
  const standIn = makeStandIn()
  expect((await standIn.post('/service/tickets', { summary: 'x' })).status).toBe(400)
  expect((await standIn.post('/service/tickets', { company: { id: 250 } })).status).toBe(400)
  const ticket = await standIn.post('/service/tickets', {
    summary: 'It beeps',
    company: { identifier: 'PelicanRow' },
    initialDescription: 'Since noon.',
  })
  expect(ticket.status).toBe(201)
  expect(ticket.record).toMatchObject({ status: { id: 16 }, board: { id: 1 } })
  const notes = await standIn.get(`/service/tickets/${ticket.record.id}/notes`)
  expect(notes.list).toMatchObject([{ text: 'Since noon.', detailDescriptionFlag: true }])
})

test('callbacks are checked, registered once, changed and removed', async () => {
  const standIn = makeStandIn()
  const callback = {
    url: 'http://127.0.0.1:9/h?recordId=',
    objectId: 1,
    type: 'ticket',
    level: 'Owner',
  }
  const invalid = await standIn.post('/system/callbacks', { ...callback, url: 'not an address' })
  expect(invalid.json).toMatchObject({ errors: [{ code: 'InvalidField', message: 'Invalid URL' }] })
  const { record } = await standIn.post('/system/callbacks', callback)
  const again = await standIn.post('/system/callbacks', { ...callback, level: 'owner' })
  expect(again.json).toMatchObject({ errors: [{ code: 'ObjectExists', field: 'objectId' }] })
  const path = `/system/callbacks/${record.id}`
  expect((await standIn.patch(path, replace('inactiveFlag', true))).record.inactiveFlag).toBe(true)
  expect((await standIn.ask('DELETE', path)).status).toBe(204)
  expect((await standIn.get('/system/callbacks')).json).toEqual([])
})
