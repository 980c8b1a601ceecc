import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { API_MEMBER } from '#e2e/connectwise/seed/setup.ts'
import type { PsaTicket } from '../psa.ts'
import { type StandIn, startStandIn } from '../testing/start-stand-in.ts'

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.reset())
afterAll(() => standIn.close())

const read = async (
  ticketId: number,
  recordType: 'service' | 'project' | 'unknown' = 'unknown',
): Promise<PsaTicket> => {
  const outcome = await standIn.psa().readTicket({ ticketId, recordType })
  if (outcome.kind !== 'ok') throw new Error(`${ticketId}: ${outcome.kind} ${outcome.message}`)
  return outcome.body
}

const RECORD_TYPES = { ServiceTicket: 'service', ProjectTicket: 'project', ProjectIssue: 'issue' }

/** One ticket of each kind that the seed has. */
const ticketWhere = (is: (t: ReturnType<StandIn['world']['tickets']>[number]) => boolean) => {
  const found = standIn.world.tickets().find(is)
  if (!found) throw new Error('the seed has no such ticket')
  return found
}

describe('a ticket', () => {
  it.each([
    ['a newer server', {}],
    ['an older one', { model: 'older' }],
    ['one that sends empty references', { emptyReference: 'emptyObject' }],
    ['one without _info', { info: 'missing' }],
    ['one with an empty _info', { info: 'empty' }],
    ['one whose _info is null', { info: 'null' }],
  ] as const)('each of the seed is read whole from %s', async (_, switches) => {
    standIn.switches.set(switches)
    for (const t of standIn.world.tickets()) {
      const ticket = await read(t.id)
      expect(ticket.missing, String(t.id)).toEqual([])
      expect(ticket.recordType).toBe(RECORD_TYPES[t.recordType])
      expect(ticket.configurations).toHaveLength(t.configurationIds.length)
      expect(ticket.mergedInto).toBe(t.mergedParentTicketId ?? null)
      expect(ticket.status?.isClosed).toBe(t.closedFlag)
    }
  })

  it('is found although the page took it for the other kind', async () => {
    const project = ticketWhere((t) => t.recordType === 'ProjectTicket')
    const service = ticketWhere((t) => t.recordType === 'ServiceTicket')
    expect((await read(project.id, 'service')).recordType).toBe('project')
    expect((await read(service.id, 'project')).recordType).toBe('service')
  })

  it('that does not exist is told apart from one that may not be read', async () => {
    const ask = () => standIn.psa().readTicket({ ticketId: 999_999, recordType: 'unknown' })
    expect((await ask()).kind).toBe('not_found')
    standIn.switches.set({ rights: { serviceTickets: 'none', projectTickets: 'none' } })
    expect((await ask()).kind).toBe('rights')
  })

  it('without a contact has none; with several addresses it has the default ones', async () => {
    const { world } = standIn
    const without = ticketWhere((t) => t.contactId === undefined)
    expect((await read(without.id)).contact).toBeNull()
    for (const t of world.tickets().filter((t) => t.contactId !== undefined)) {
      const contact = world.contact(t.contactId)
      const best = (kind: string) => {
        const items = contact?.communicationItems.filter((i) => i.communicationType === kind) ?? []
        return (items.find((i) => i.defaultFlag) ?? items[0])?.value ?? null
      }
      const shown = (await read(t.id)).contact
      expect(shown?.name).toContain(contact?.firstName)
      expect(shown?.email).toBe(best('Email'))
      expect(shown?.phone?.startsWith(best('Phone') ?? '') ?? best('Phone') === null).toBe(true)
    }
  })

  it.each([
    ['contacts', /contact/],
    ['configurations', /onfigurations/],
  ] as const)(
    'without the right to read %s the rest is shown, and it is said',
    async (right, words) => {
      const t = ticketWhere((t) => t.contactId !== undefined && t.configurationIds.length > 0)
      for (const level of ['none', 'my'] as const) {
        standIn.switches.set({ rights: { [right]: level } })
        const ticket = await read(t.id)
        expect(ticket.summary).toBe(t.summary)
        expect(ticket.missing).toEqual([expect.stringMatching(words)])
      }
    },
  )

  it('passwords of configurations are never asked for and never come out', async () => {
    const { world } = standIn
    const secrets = world.records.configurations.flatMap((c) =>
      c.questions.filter((q) => q.fieldType === 'Password').map((q) => String(q.answer)),
    )
    expect(secrets.length).toBeGreaterThan(0)
    standIn.switches.set({ rights: { displayPasswords: 'all' } })
    for (const t of world.tickets()) {
      const text = JSON.stringify(await read(t.id))
      for (const secret of secrets) expect(text).not.toContain(secret)
    }
    const asked = world.ledger.flatMap((e) =>
      e.kind === 'call' && e.path === '/company/configurations' ? [e.query] : [],
    )
    for (const query of asked) expect(query).toContain('fields=')
  })
})

describe('the conversation', () => {
  it.each(['newer', 'older'] as const)('is whole and in order on a %s server', async (model) => {
    standIn.switches.set({ model })
    for (const t of standIn.world.tickets()) {
      const { thread } = await read(t.id)
      const expected = standIn.world
        .allNotesOf(t.id)
        // Older servers have no list that knows of merged tickets.
        .filter((item) => model === 'newer' || item.ticketId === t.id)
      const key = (kind: string, id: number) =>
        `${kind === 'TimeEntryNote' ? 'time_entry' : 'note'}:${id}`
      expect(thread.map((e) => e.key).sort(), String(t.id)).toEqual(
        expected.map((item) => key(item.noteType, item.id)).sort(),
      )
      const times = thread.flatMap((e) => e.at ?? [])
      expect(times).toEqual([...times].sort())
    }
  })

  it('tells a note from a time entry of the same number, and whose it is', async () => {
    const { world } = standIn
    const t = ticketWhere(
      (t) =>
        world.allNotesOf(t.id).some((e) => e.noteType === 'TimeEntryNote') &&
        t.contactId !== undefined,
    )
    const by = { member: API_MEMBER, via: 'rest' } as const
    const flags = {
      detailDescriptionFlag: true,
      internalAnalysisFlag: false,
      resolutionFlag: false,
    }
    world.addNote(
      { ticketId: t.id, text: 'It works, thanks', contactId: t.contactId, ...flags },
      by,
    )
    const { thread } = await read(t.id)
    expect(thread.at(-1)).toMatchObject({
      source: 'note',
      authorKind: 'contact',
      discussion: true,
      internal: false,
    })
    const time = thread.find((e) => e.source === 'time_entry')
    expect(time).toMatchObject({ authorKind: 'member', minutes: expect.any(Number) })
    expect(new Set(thread.map((e) => e.key)).size).toBe(thread.length)
  })

  it('foreign text is made plain on entry', async () => {
    const { world } = standIn
    const t = ticketWhere((t) => t.recordType === 'ServiceTicket')
    const flags = {
      detailDescriptionFlag: false,
      internalAnalysisFlag: true,
      resolutionFlag: false,
    }
    const text = 'one\r\ntwo\u202e\u200b\u0000 cafe\u0301'
    world.addNote({ ticketId: t.id, text, ...flags }, { member: API_MEMBER, via: 'page' })
    expect((await read(t.id)).thread.at(-1)?.text).toBe('one\ntwo café')
  })
})

describe('a glance', () => {
  it('changes with a note, a status, an owner', async () => {
    const { world } = standIn
    const t = ticketWhere(
      (t) => t.recordType === 'ServiceTicket' && t.boardId === 1 && !t.closedFlag,
    )
    const glance = async () => {
      const seen = await standIn.psa().glanceAtTicket({ ticketId: t.id, recordType: 'service' })
      if (seen.kind !== 'ok') throw new Error(seen.kind)
      return seen.body
    }
    const before = await glance()
    world.patchTicket(t.id, { statusId: 22, ownerId: 102 }, { member: 'dwhitlock', via: 'page' })
    const after = await glance()
    expect(after.status?.name).toBe('Completed')
    expect(after.owner?.name).toBe('Maja Lindqvist')
    expect(after.thread.length).toBe(before.thread.length)
  })
})

describe('which are closed', () => {
  const asked = () =>
    standIn.world.tickets().map(({ id }) => ({ ticketId: id, recordType: 'unknown' as const }))

  it('of many tickets is told in few questions, of either kind, without those that are not there', async () => {
    const before = standIn.calls().length
    const seen = await standIn
      .psa()
      .listClosed([...asked(), { ticketId: 7, recordType: 'service' }])
    if (seen.kind !== 'ok') throw new Error(seen.kind)
    expect(seen.body).toEqual(new Map(standIn.world.tickets().map((t) => [t.id, t.closedFlag])))
    expect(standIn.calls().length - before).toBeLessThan(8)
  })

  it('is told of service tickets where project tickets may not be read', async () => {
    standIn.switches.set({ rights: { projectTickets: 'none' }, projectTicketsUnderService: false })
    const seen = await standIn.psa().listClosed(asked())
    if (seen.kind !== 'ok') throw new Error(seen.kind)
    const known = standIn.world.tickets().filter((t) => t.recordType === 'ServiceTicket')
    expect(seen.body).toEqual(new Map(known.map((t) => [t.id, t.closedFlag])))
  })
})

describe('members', () => {
  it('come with every address they are known by', async () => {
    const members = await standIn.psa().listMembers()
    if (members.kind !== 'ok') throw new Error(members.kind)
    expect(members.body.find((m) => m.identifier === 'mlindqvist')).toEqual({
      memberId: 102,
      identifier: 'mlindqvist',
      name: 'Maja Lindqvist',
      emails: ['maja.lindqvist@northwind-msp.example'],
      isInactive: false,
      isApi: false,
    })
    expect(members.body.find((m) => m.identifier === 'pgrant')?.isInactive).toBe(true)
    expect(members.body.find((m) => m.identifier === API_MEMBER)?.isApi).toBe(true)
  })

  it('come from the list that needs fewer rights, when the other may not be read', async () => {
    standIn.switches.set({ rights: { members: 'none' } })
    const members = await standIn.psa().listMembers()
    expect(members.kind).toBe('ok')
    expect(members.kind === 'ok' && members.body.map((m) => m.identifier)).toContain('wkeller')
  })
})

it('work types in use are listed', async () => {
  const types = await standIn.psa().listWorkTypes()
  const inUse = standIn.world.records.workTypes.filter((type) => !type.inactiveFlag)
  expect(types.kind === 'ok' && types.body).toHaveLength(inUse.length)
})

it('what a client has in use is listed by its name, and nothing for a name that nobody has', async () => {
  const company = standIn.world.records.companies.find(({ id }) => id === 253)
  const inUse = standIn.world.records.configurations
    .filter(({ companyId, activeFlag }) => companyId === 253 && activeFlag)
    .map(({ name }) => name)
  const named = await standIn.psa().listConfigurations(company?.name ?? '')
  expect(named.kind === 'ok' && named.body.map(({ name }) => name)).toEqual(inUse.toSorted())
  expect(inUse.length).toBeGreaterThan(3)
  const nobody = await standIn.psa().listConfigurations('" or id>0 or name="')
  expect(nobody).toEqual({ kind: 'ok', body: [] })
})
