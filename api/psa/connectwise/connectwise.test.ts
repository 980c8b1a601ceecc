import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../testing/start-stand-in.ts'

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.reset())
afterAll(() => standIn.close())

describe('reading a ticket', () => {
  it('brings ticket, contact, configurations and thread', async () => {
    for (const t of standIn.world.tickets()) {
      const read = await standIn.psa().readTicket({ ticketId: t.id, recordType: 'unknown' })
      expect(read.kind).toBe('ok')
      if (read.kind !== 'ok') continue
      expect(read.body.ticketId).toBe(t.id)
      expect(read.body.missing).toEqual([])
      expect(read.body.thread).toHaveLength(standIn.world.allNotesOf(t.id).length)
      expect(read.body.configurations).toHaveLength(t.configurationIds.length)
      expect(read.body.recordType).toBe(
        { ServiceTicket: 'service', ProjectTicket: 'project', ProjectIssue: 'issue' }[t.recordType],
      )
    }
  })
})
