import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Play } from '#e2e/connectwise/faults.ts'
import type { NoteToWrite, TimeToWrite } from '../psa.ts'
import { type StandIn, startStandIn } from '../testing/start-stand-in.ts'

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.reset())
afterAll(() => standIn.close())

const MARK = '[rf:0123456789ab]'
const openTicket = (recordType: 'ServiceTicket' | 'ProjectTicket' | 'ProjectIssue') => {
  const { world } = standIn
  const ticket = world
    .tickets()
    .find(
      (t) =>
        t.recordType === recordType &&
        !t.closedFlag &&
        !world.resolve(t.id).status.timeEntryNotAllowed,
    )
  if (!ticket) throw new Error(`no ${recordType}`)
  return ticket.id
}
const note = (more: Partial<NoteToWrite> = {}): NoteToWrite => ({
  ticketId: openTicket('ServiceTicket'),
  recordType: 'service',
  text: `Zoë can print again.\nSecond line.\n\n${MARK}`,
  flags: { discussion: false, internal: true, resolution: false },
  author: 'jokafor',
  mailContact: false,
  ...more,
})
const time = (more: Partial<TimeToWrite> = {}): TimeToWrite => {
  const now = standIn.world.now().getTime()
  return {
    ticketId: openTicket('ServiceTicket'),
    recordType: 'service',
    from: new Date(now - 3_600_000).toISOString(),
    to: new Date(now - 1_800_000).toISOString(),
    text: 'Replaced the toner and printed a test page.',
    internalText: MARK,
    author: 'jokafor',
    ...more,
  }
}
const notesWithMark = () => standIn.world.records.notes.filter((n) => n.text.includes(MARK))
const mails = () => standIn.world.ledger.filter((e) => e.kind === 'mail')

describe('a note', () => {
  it.each([
    ['internal', { discussion: false, internal: true, resolution: false }],
    ['internal and resolution', { discussion: false, internal: true, resolution: true }],
    ['discussion', { discussion: true, internal: false, resolution: false }],
    ['discussion and resolution', { discussion: true, internal: false, resolution: true }],
  ])('%s: stands there with these flags alone, by its author, mailing nobody', async (_, flags) => {
    standIn.switches.set({ notesMailByDefault: true })
    const written = await standIn.psa().writeNote(note({ flags }))
    expect(written).toMatchObject({ kind: 'ok', body: { flags, author: 'Jude Okafor' } })
    expect(notesWithMark()).toEqual([
      expect.objectContaining({
        detailDescriptionFlag: flags.discussion,
        internalAnalysisFlag: flags.internal,
        resolutionFlag: flags.resolution,
        memberId: 101,
        text: note().text,
      }),
    ])
    expect(mails()).toEqual([])
    const found = await standIn.psa().findNotes(note(), MARK)
    expect(found).toMatchObject({ kind: 'ok', body: [{ flags, text: note().text }] })
  })

  it('is mailed only when asked for', async () => {
    const { world } = standIn
    const withContact = world
      .tickets()
      .find((t) => t.contactId && t.recordType === 'ServiceTicket' && !t.closedFlag)
    const flags = { discussion: true, internal: false, resolution: false }
    const asked = note({ ticketId: withContact?.id ?? 0, flags, mailContact: true })
    await standIn.psa().writeNote(asked)
    expect(mails()).toEqual([expect.objectContaining({ to: expect.arrayContaining(['contact']) })])
  })

  it.each(['ProjectTicket', 'ProjectIssue'] as const)('goes to a %s as well', async (kind) => {
    const asked = note({ ticketId: openTicket(kind), recordType: 'project' })
    expect((await standIn.psa().writeNote(asked)).kind).toBe('ok')
    expect(await standIn.psa().findNotes(asked, MARK)).toMatchObject({
      body: [{ text: asked.text }],
    })
    expect(notesWithMark().map((n) => n.ticketId)).toEqual([asked.ticketId])
  })

  it.each([
    ['cutBefore', 'unclear', 0],
    ['cutAfter', 'unclear', 1],
    ['cutMiddle', 'unclear', 1],
    ['wrongTicket', 'unclear', 1],
    ['htmlAsJson', 'unclear', 0],
    ['cannotRoute', 'credentials', 0],
  ] as const)('after %s it is %s', async (kind, outcome, stored) => {
    standIn.faults.add({ method: 'POST', path: '/service/tickets/*/notes', play: { kind } })
    const written = await standIn.psa().writeNote(note())
    expect(written.kind).toBe(outcome)
    expect(notesWithMark()).toHaveLength(stored)
  })

  it.each<[Play, string]>([
    [{ kind: 'status', status: 400, message: 'The board is locked.' }, 'refused'],
    [{ kind: 'status', status: 401 }, 'credentials'],
    [{ kind: 'status', status: 403 }, 'rights'],
    [{ kind: 'status', status: 409 }, 'refused'],
    [{ kind: 'status', status: 500 }, 'unclear'],
    [{ kind: 'status', status: 503 }, 'unclear'],
    [{ kind: 'htmlError', status: 502 }, 'unclear'],
    [{ kind: 'htmlError', status: 520 }, 'unclear'],
    [{ kind: 'throttle', retryAfter: '30' }, 'too_many'],
    [{ kind: 'redirect', to: 'https://evil.example/' }, 'unclear'],
  ])('after %j it is %s, asked once', async (play, outcome) => {
    standIn.faults.add({ method: 'POST', path: '/service/tickets/*/notes', count: 9, play })
    expect((await standIn.psa().writeNote(note())).kind).toBe(outcome)
    expect(standIn.calls().filter((call) => call.startsWith('POST'))).toHaveLength(1)
  })

  it('a server that takes it and never answers leaves it unclear', async () => {
    standIn.faults.add({ method: 'POST', play: { kind: 'hang' } })
    const psa = standIn.psa({ reach: (ask) => standIn.reach({ ...ask, timeoutMs: 100 }) })
    expect((await psa.writeNote(note())).kind).toBe('unclear')
  })

  it('a missing right is named as it stands on the screen of roles', async () => {
    standIn.switches.set({ rights: { editServiceTickets: 'none' } })
    const written = await standIn.psa().writeNote(note())
    expect(written).toMatchObject({
      kind: 'rights',
      message: expect.stringContaining('Service Desk > Service Tickets, Edit: All'),
    })
  })

  it('a closed ticket is told in ConnectWise’s words, where it takes none', async () => {
    const closed = standIn.world
      .tickets()
      .find((t) => t.closedFlag && t.boardId === 1 && !t.mergedParentTicketId)
    standIn.switches.set({ closedTickets: 'refuse' })
    const written = await standIn.psa().writeNote(note({ ticketId: closed?.id ?? 0 }))
    expect(written).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('is closed'),
    })
  })
})

describe('a time entry', () => {
  it('stands there in whole seconds, copied to no tab, its mark where only the team reads', async () => {
    const asked = time()
    const written = await standIn.psa().writeTimeEntry(asked)
    expect(written.kind).toBe('ok')
    const entries = standIn.world.records.timeEntries.filter((e) => e.internalNotes === MARK)
    expect(entries).toEqual([
      expect.objectContaining({
        chargeToId: asked.ticketId,
        chargeToType: 'ServiceTicket',
        memberId: 101,
        notes: asked.text,
        timeStart: `${asked.from.slice(0, 19)}Z`,
        timeEnd: `${asked.to.slice(0, 19)}Z`,
        addToDetailDescriptionFlag: false,
        addToInternalAnalysisFlag: false,
        addToResolutionFlag: false,
        emailContactFlag: false,
      }),
    ])
    expect(await standIn.psa().findTimeEntries(asked, MARK)).toMatchObject({
      body: [{ text: asked.text, ticketId: asked.ticketId }],
    })
    const { from, to } = asked
    const touching = await standIn.psa().listTimeBetween('jokafor', from, to)
    expect(touching.kind === 'ok' && touching.body.map((e) => e.text)).toContain(asked.text)
    const before = await standIn
      .psa()
      .listTimeBetween('jokafor', '2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z')
    expect(before).toMatchObject({ kind: 'ok', body: [] })
  })

  it.each(['ProjectTicket', 'ProjectIssue'] as const)(
    'a %s is charged as project',
    async (kind) => {
      const asked = time({ ticketId: openTicket(kind), recordType: 'project' })
      expect((await standIn.psa().writeTimeEntry(asked)).kind).toBe('ok')
      expect(await standIn.psa().findTimeEntries(asked, MARK)).toMatchObject({ body: [{}] })
    },
  )

  it('a status that takes no time says so', async () => {
    const onHold = standIn.world.addTicket(
      { ...standIn.world.resolve(openTicket('ServiceTicket')).ticket, statusId: 21 },
      { member: 'jokafor', via: 'page' },
    )
    const written = await standIn.psa().writeTimeEntry(time({ ticketId: onHold.id }))
    expect(written).toMatchObject({ kind: 'refused', message: expect.stringContaining('On Hold') })
  })

  it('a missing right is named', async () => {
    standIn.switches.set({ rights: { addTime: 'my' } })
    expect(await standIn.psa().writeTimeEntry(time())).toMatchObject({
      kind: 'rights',
      message: expect.stringContaining('Time Entry, Add: All'),
    })
  })

  it.each([
    ['cutBefore', 0],
    ['cutAfter', 1],
  ] as const)('after %s nobody knows', async (kind, stored) => {
    standIn.faults.add({ method: 'POST', path: '/time/entries', play: { kind } })
    expect((await standIn.psa().writeTimeEntry(time())).kind).toBe('unclear')
    const entries = standIn.world.records.timeEntries.filter((e) => e.internalNotes === MARK)
    expect(entries).toHaveLength(stored)
  })
})
