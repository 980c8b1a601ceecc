/** What the seeded installation promises to those who build and show things with it. */
import { expect, test } from 'vitest'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { offerFlows } from '#shared/flow/offer-flows.ts'
import { createWorld } from '../world.ts'
import { seedRecords } from './seed-records.ts'
import { ticketSeeds } from './tickets.ts'

const now = new Date('2026-03-02T14:05:09Z')
const records = seedRecords(now)

const FLOWS = [
  'citrix-vda-unregistered',
  'fslogix-profile',
  'ad-replication',
  'sonicwall-s2s-down',
  'file-share-access',
  'network-connectivity',
  'outlook-auth-loop',
  'entra-connect-sync',
  'printing',
  'dns-resolution',
  'dhcp-lease',
  'bitlocker-recovery',
  'rds-licensing',
  'onedrive-sync',
  'windows-update',
  'mfa-lockout',
  'ad-account-lockout',
  'domain-trust-broken',
  'mail-not-delivered',
  'backup-vss',
  'suspected-compromise',
  'm365-onboarding',
  'm365-offboarding',
  'monthly-server-check',
]

test.each(FLOWS)('some ticket calls for %s', (slug) => {
  expect(ticketSeeds.filter((t) => t.callsFor.includes(slug))).not.toHaveLength(0)
})

test('no ticket calls for a flow that is none', () => {
  expect(ticketSeeds.flatMap((t) => t.callsFor).filter((slug) => !FLOWS.includes(slug))).toEqual([])
})

const builtIn = BUILT_IN_FLOWS.map((flow) => flow.content)
const calling = ticketSeeds.filter((t) => t.callsFor.some((s) => builtIn.some((f) => f.slug === s)))

test.each(calling)('$id ($summary) is offered the flow it calls for first', (seed) => {
  const [best] = offerFlows(
    builtIn,
    {
      summary: seed.summary,
      firstNote: records.notes.find((n) => n.ticketId === seed.id)?.text,
      configurations: records.configurations
        .filter((device) => seed.devices?.includes(device.id))
        .map((device) => device.name),
    },
    3,
  )
  expect(seed.callsFor).toContain(best?.flow.slug)
})

test('there are at least thirty tickets over six client companies', () => {
  expect(records.tickets.length).toBeGreaterThanOrEqual(30)
  const clients = new Set(records.tickets.map((t) => t.companyId))
  expect(clients.size).toBe(6)
})

test('ids are unique in every list, and a note and a time entry share some', () => {
  for (const list of Object.values(records))
    expect(new Set(list.map((r) => r.id)).size).toBe(list.length)
  const noteIds = new Set(records.notes.map((n) => n.id))
  expect(records.timeEntries.some((t) => noteIds.has(t.id))).toBe(true)
})

test('every pointer leads to a record, and contacts and devices belong to the ticket’s client', () => {
  const world = createWorld({ now: () => now, companyId: 'northwind' })
  for (const ticket of world.tickets()) {
    const around = world.resolve(ticket.id)
    if (ticket.contactId !== undefined) expect(around.contact?.companyId).toBe(ticket.companyId)
    for (const device of around.configurations) expect(device.companyId).toBe(ticket.companyId)
    if (ticket.projectId !== undefined) expect(around.phase).toBeDefined()
  }
})

test('summaries fit into ConnectWise’s hundred characters', () => {
  expect(records.tickets.filter((t) => t.summary.length > 100)).toEqual([])
})

test('nothing has happened yet that lies in the future', () => {
  const future = [...records.notes, ...records.timeEntries, ...records.tickets].filter(
    (r) => Date.parse(r.lastUpdated) > now.getTime(),
  )
  expect(future).toEqual([])
})

test('one thread is more than 110 KB long', () => {
  const length = records.notes
    .filter((n) => n.ticketId === 48161)
    .reduce((sum, n) => sum + n.text.length, 0)
  expect(length).toBeGreaterThan(110_000)
})

test('two worlds share no record', () => {
  const one = createWorld({ now: () => now, companyId: 'northwind' })
  const other = createWorld({ now: () => now, companyId: 'northwind' })
  one.patchTicket(48213, { summary: 'changed' }, { member: 'jokafor', via: 'page' })
  one.records.boards[0]?.statuses.pop()
  expect(other.ticket(48213)?.summary).not.toBe('changed')
  expect(other.records.boards[0]?.statuses).toHaveLength(9)
})
