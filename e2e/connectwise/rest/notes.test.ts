/** Notes by REST: what is refused, whose name they carry, who is mailed, how threads are merged. */
import { describe, expect, test } from 'vitest'
import { makeStandIn } from '../testing/ask.ts'

const NOTES = '/service/tickets/48213/notes'
const internal = {
  text: 'Replaced the toner.',
  detailDescriptionFlag: false,
  internalAnalysisFlag: true,
  resolutionFlag: false,
  processNotifications: false,
}

const mails = (standIn: ReturnType<typeof makeStandIn>) =>
  standIn.world.ledger.filter((e) => e.kind === 'mail')

describe('a note that is posted', () => {
  test('is stored as it was sent and answered with 201', async () => {
    const standIn = makeStandIn()
    const answer = await standIn.post(NOTES, { ...internal, member: { identifier: 'jokafor' } })
    expect(answer.status).toBe(201)
    expect(answer.record).toMatchObject({
      ticketId: 48213,
      text: 'Replaced the toner.',
      internalAnalysisFlag: true,
      detailDescriptionFlag: false,
      member: { id: 101, identifier: 'jokafor', name: 'Jude Okafor' },
      createdBy: 'rflow_api',
      dateCreated: '2026-03-02T14:05:09Z',
    })
    const stored = await standIn.get(`${NOTES}/${answer.record.id}`)
    expect(stored.record.text).toBe('Replaced the toner.')
  })

  test('comes back with both old visibility flags, which mean nothing and are gone later', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post(NOTES, internal)
    expect(record).toMatchObject({ internalFlag: true, externalFlag: true })
    expect((await standIn.get(`${NOTES}/${record.id}`)).record).not.toHaveProperty('externalFlag')
  })

  test('without a member is written by the API member', async () => {
    const { record } = await makeStandIn().post(NOTES, internal)
    expect(record.member).toMatchObject({ identifier: 'rflow_api' })
  })

  test('makes its ticket a newer one', async () => {
    const standIn = makeStandIn()
    const before = (await standIn.get('/service/tickets/48213')).record._info
    await standIn.post(NOTES, internal)
    const after = (await standIn.get('/service/tickets/48213')).record._info
    expect(before).toMatchObject({ updatedBy: 'jokafor' })
    expect(after).toMatchObject({ lastUpdated: '2026-03-02T14:05:09Z', updatedBy: 'rflow_api' })
  })

  test('twice is there twice: nothing makes a POST happen once', async () => {
    const standIn = makeStandIn()
    const one = await standIn.post(NOTES, internal)
    const two = await standIn.post(NOTES, internal)
    expect(one.record.id).not.toBe(two.record.id)
    const ids = await standIn.idsWhere(NOTES, 'text="Replaced the toner."')
    expect(ids).toEqual([one.record.id, two.record.id])
  })

  test('keeps its line breaks, or loses them, as the installation has it', async () => {
    const text = 'one\r\ntwo\nthree'
    const stored = async (lineBreaks: 'kept' | 'crlf' | 'collapsed') =>
      (await makeStandIn({ lineBreaks }).post(NOTES, { ...internal, text })).record.text
    expect(await stored('kept')).toBe(text)
    expect(await stored('crlf')).toBe('one\r\ntwo\r\nthree')
    expect(await stored('collapsed')).toBe('one two three')
  })

  test('may be 200 KB long', async () => {
    const text = 'Ünïcode 🛠 '.repeat(20_000)
    expect((await makeStandIn().post(NOTES, { ...internal, text })).record.text).toBe(text)
  })
})

describe('a note is refused', () => {
  const none = { ...internal, internalAnalysisFlag: false }
  test.each([
    ['with no flag', { text: 'x' }, 'detailDescriptionFlag'],
    ['with all flags false', none, 'detailDescriptionFlag'],
    ['with an empty text', { ...internal, text: '' }, 'text'],
    ['without a text', { internalAnalysisFlag: true }, 'text'],
    ['with a text that is a number', { ...internal, text: 4 }, 'text'],
    [
      'with a flag that is a text',
      { ...internal, internalAnalysisFlag: 'true' },
      'internalAnalysisFlag',
    ],
    [
      'with an e-mail address as identifier',
      { ...internal, member: { identifier: 'jude.okafor@northwind-msp.example' } },
      'member/identifier',
    ],
    [
      'by someone who has left',
      { ...internal, member: { identifier: 'pgrant' } },
      'member/identifier',
    ],
    [
      'by a built-in account',
      { ...internal, member: { identifier: 'zAdmin' } },
      'member/identifier',
    ],
    ['by a member nobody knows', { ...internal, member: { id: 4711 } }, 'member/id'],
  ])('%s', async (_, body, field) => {
    const standIn = makeStandIn()
    const answer = await standIn.post(NOTES, body)
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ code: 'InvalidObject', errors: [{ field }] })
    expect(standIn.world.ledger.filter((e) => e.kind === 'write')).toEqual([])
  })

  test('on a merged ticket, and on a closed one where the installation says so', async () => {
    const standIn = makeStandIn()
    expect((await standIn.post('/service/tickets/48214/notes', internal)).status).toBe(400)
    standIn.switches.set({ mergedTickets: 'accept' })
    expect((await standIn.post('/service/tickets/48214/notes', internal)).status).toBe(201)
    expect((await standIn.post('/service/tickets/48012/notes', internal)).status).toBe(201)
    standIn.switches.set({ closedTickets: 'refuse' })
    expect((await standIn.post('/service/tickets/48012/notes', internal)).status).toBe(400)
  })

  test('on a board whose discussions are locked', async () => {
    const answer = await makeStandIn().post('/service/tickets/4127/notes', internal)
    expect([answer.status, answer.record.message]).toEqual([400, expect.stringMatching(/locked/)])
  })

  test('without the right to edit tickets', async () => {
    const standIn = makeStandIn({ rights: { editServiceTickets: 'none' } })
    expect((await standIn.post(NOTES, internal)).status).toBe(403)
    expect((await standIn.get(NOTES)).status).toBe(200)
  })

  test('on a project ticket by the service path; its own path takes it', async () => {
    const standIn = makeStandIn()
    expect((await standIn.post('/service/tickets/48140/notes', internal)).status).toBe(404)
    const own = await standIn.post('/project/tickets/48140/notes', internal)
    expect(own.status).toBe(201)
    expect(own.record).not.toHaveProperty('dateCreated')
    expect((await standIn.post('/project/tickets/48213/notes', internal)).status).toBe(404)
  })
})

describe('who is mailed', () => {
  const discussion = { ...internal, internalAnalysisFlag: false, detailDescriptionFlag: true }
  const { processNotifications: _, ...unsaid } = discussion

  test('nobody, when it says so', async () => {
    const standIn = makeStandIn()
    await standIn.post(NOTES, discussion)
    expect(mails(standIn)).toEqual([])
  })

  test('the contact and the resources, when it says so or says nothing', async () => {
    const standIn = makeStandIn()
    await standIn.post(NOTES, unsaid)
    await standIn.post(NOTES, { ...discussion, processNotifications: true })
    expect(mails(standIn).map((m) => m.to)).toEqual([
      ['contact', 'resources'],
      ['contact', 'resources'],
    ])
  })

  test('never the contact about an internal note, unless an undocumented flag says so', async () => {
    const standIn = makeStandIn()
    await standIn.post(NOTES, { ...internal, processNotifications: true })
    await standIn.post(NOTES, { ...internal, emailContactFlag: true })
    expect(mails(standIn).map((m) => m.to)).toEqual([['resources'], ['contact']])
  })

  test('no contact, no mail', async () => {
    const standIn = makeStandIn()
    await standIn.post('/service/tickets/48197/notes', unsaid)
    expect(mails(standIn)).toEqual([])
  })
})

describe('a note is changed', () => {
  test('by operations, checked as a whole', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post(NOTES, internal)
    const path = `${NOTES}/${record.id}`
    const text = await standIn.patch(path, [{ op: 'replace', path: '/text', value: 'New.' }])
    expect(text.record).toMatchObject({ text: 'New.', internalAnalysisFlag: true })
    const off = [{ op: 'replace', path: 'internalAnalysisFlag', value: false }]
    expect((await standIn.patch(path, off)).status).toBe(400)
    expect((await standIn.patch(path, { text: 'not an array' })).status).toBe(400)
  })

  test('and removed', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post(NOTES, internal)
    const path = `${NOTES}/${record.id}`
    expect((await standIn.ask('DELETE', path)).status).toBe(204)
    expect((await standIn.get(path)).json).toMatchObject({ code: 'NotFound' })
  })

  test('never under another ticket', async () => {
    const standIn = makeStandIn()
    const { record } = await standIn.post(NOTES, internal)
    expect((await standIn.get(`/service/tickets/48219/notes/${record.id}`)).status).toBe(404)
  })
})

describe('the whole conversation', () => {
  test('has notes, texts of time entries and the notes of merged tickets', async () => {
    const standIn = makeStandIn()
    const { list } = await standIn.get('/service/tickets/48213/allNotes')
    const kinds = list.map((n) => `${n.noteType}${n.mergedFlag ? ' merged' : ''}`)
    expect(kinds.sort()).toEqual([
      'TicketNote',
      'TicketNote',
      'TicketNote',
      'TicketNote merged',
      'TimeEntryNote',
    ])
    expect((await standIn.get(NOTES)).list).toHaveLength(3)
  })

  test('one id can be a note and a time entry', async () => {
    const { list } = await makeStandIn().get('/service/tickets/48182/allNotes')
    const all = makeStandIn().world.records
    expect(all.notes.map((n) => n.id)).toContain(all.timeEntries[0]?.id)
    expect(new Set(list.map((n) => `${n.noteType} ${n.id}`)).size).toBe(list.length)
  })

  test('is not known to older servers', async () => {
    const older = makeStandIn({ model: 'older' })
    expect((await older.get('/service/tickets/48213/allNotes')).status).toBe(404)
    expect((await older.get(NOTES)).status).toBe(200)
  })

  test('shows what was written on the page, and the page what was written here', async () => {
    const standIn = makeStandIn()
    const flags = {
      detailDescriptionFlag: true,
      internalAnalysisFlag: false,
      resolutionFlag: false,
    }
    const typed = { ticketId: 48213, text: 'typed', ...flags, memberId: 102 }
    standIn.world.addNote(typed, { member: 'mlindqvist', via: 'page' })
    const read = (await standIn.get(`${NOTES}?orderBy=id desc&pageSize=1`)).list[0]
    expect(read).toMatchObject({ text: 'typed', createdBy: 'mlindqvist' })
    await standIn.post(NOTES, { ...internal, text: 'posted' })
    expect(standIn.world.allNotesOf(48213).at(-1)?.text).toBe('posted')
  })
})
