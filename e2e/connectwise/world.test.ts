/** The world itself: what follows from a write, and what the ledger and subscribers learn of it. */
import { expect, test } from 'vitest'
import { createWorld } from './world.ts'

const page = { member: 'jokafor', via: 'page' } as const
const internal = { detailDescriptionFlag: false, internalAnalysisFlag: true, resolutionFlag: false }

function makeWorld() {
  return createWorld({ now: () => new Date('2026-03-02T14:05:09.123Z'), companyId: 'northwind' })
}

test('dates are whole seconds', () => {
  const note = makeWorld().addNote({ ticketId: 48213, text: 'x', ...internal }, page)
  expect(note.dateCreated).toBe('2026-03-02T14:05:09Z')
})

test('a conversation is in the order of time, with merged tickets in it', () => {
  const thread = makeWorld().allNotesOf(48213)
  expect(thread.map((i) => i.at)).toEqual([...thread.map((i) => i.at)].sort())
  expect(thread.find((i) => i.mergedFlag)).toMatchObject({ ticketId: 48214 })
  expect(thread.map((i) => i.noteType)).toContain('TimeEntryNote')
})

test('each write is told once, with its ticket, before the writer goes on', () => {
  const world = makeWorld()
  const told: string[] = []
  const stop = world.subscribe((c) => told.push(`${c.action} ${c.record} ${c.ticketId}`))
  world.addNote({ ticketId: 48213, text: 'x', ...internal }, page)
  expect(told).toEqual(['added note 48213', 'updated ticket 48213'])
  stop()
  world.patchTicket(48213, { summary: 'y' }, page)
  expect(told).toHaveLength(2)
})

test('ledger numbers rise through calls, writes and mails', () => {
  const world = makeWorld()
  world.addNote({ ticketId: 48213, text: 'x', ...internal }, page)
  world.sendMail({ ticketId: 48213, cause: 'note', causeId: 1, to: ['contact'], text: 'x' })
  const seqs = world.ledger.map((e) => e.seq)
  expect(seqs).toEqual([1, 2, 3])
})

test('an id is never given twice', () => {
  const world = makeWorld()
  const first = world.addNote({ ticketId: 48213, text: 'x', ...internal }, page)
  world.removeNote(first.id, page)
  const second = world.addNote({ ticketId: 48213, text: 'x', ...internal }, page)
  expect(second.id).toBe(first.id + 1)
})

test('a record that does not exist cannot be written', () => {
  const world = makeWorld()
  expect(() => world.addNote({ ticketId: 1, text: 'x', ...internal }, page)).toThrow('no ticket 1')
  expect(world.ledger).toEqual([])
})

test('the clock can be moved, and a reset forgets it together with all changes', () => {
  const world = makeWorld()
  world.moveClock(86_400_000)
  world.patchTicket(48213, { summary: 'tomorrow' }, page)
  expect(world.ticket(48213)?.lastUpdated).toBe('2026-03-03T14:05:09Z')
  world.reset()
  expect(world.stamp()).toBe('2026-03-02T14:05:09Z')
  expect(world.ticket(48213)?.summary).toMatch(/Recalls/)
  expect(world.ledger).toEqual([])
})
