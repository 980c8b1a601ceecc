/** Tools that look at the ticket and the client of this session, and at no other. */
import * as z from 'zod/mini'
import { tellNote } from '#shared/assistant/tell-ticket.ts'
import { readTool } from './tool.ts'

export const readTicketThread = readTool({
  name: 'read_ticket_thread',
  description:
    'Reads notes and time entries of this ticket that were not handed over with it, oldest first. from is the place in the thread, beginning with 1; count at most 20. They are named T1, T2 … as evidence.',
  input: z.object({
    from: z.int().check(z.minimum(1)),
    count: z.int().check(z.minimum(1), z.maximum(20)),
  }),
  async look({ from, count }, { ticket, labelOfNote }) {
    if (!ticket)
      return { error: 'The ticket cannot be read here. Go on with what the record says.' }
    const all = ticket.thread.length
    if (from > all) return { error: `The thread has ${all} entries. Ask with from at most ${all}.` }
    const notes = ticket.thread.slice(from - 1, from - 1 + count)
    return {
      ok: { notes: notes.map((note) => tellNote(note, labelOfNote(note.key))), notes_in_all: all },
    }
  },
})

export const readClientProfile = readTool({
  name: 'read_client_profile',
  description:
    'Reads what is kept of this client from earlier work: names of servers, services and the like, and the devices on the ticket.',
  input: z.object({}),
  look: async (_, { ticket, ground }) => ({
    ok: {
      client: ticket?.company?.name ?? '',
      kept: ground.clientFacts,
      devices:
        ticket?.configurations.map(({ name, type, os, ipAddress }) => ({
          name,
          type,
          os: os ?? '',
          ip: ipAddress ?? '',
        })) ?? [],
    },
  }),
})
