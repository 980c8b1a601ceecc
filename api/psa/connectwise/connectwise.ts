/** ConnectWise as the rest of the API knows it: one team's connection, with everything it can do. */
import type { Psa } from '../psa.ts'
import { type ClientOptions, createClient } from './client.ts'
import { listClosed } from './read-closed.ts'
import { listConfigurations } from './read-configurations.ts'
import { listMembers, listWorkTypes } from './read-members.ts'
import { glanceAtTicket, readTicket } from './read-ticket.ts'
import { tryConnection } from './try-connection.ts'
import { findNotes, writeNote } from './write-note.ts'
import { findTimeEntries, listTimeBetween, writeTimeEntry } from './write-time.ts'

export function createConnectWise(options: ClientOptions): Psa {
  const client = createClient(options)
  /** Somebody waits before a screen for all of it, behind proxies that wait for a minute. */
  const waitedFor = (wholeMs: number, more: Partial<ClientOptions> = {}) =>
    createClient({ ...more, ...options, endsAt: options.now() + wholeMs })
  return {
    test: () => tryConnection(waitedFor(45_000, { tries: 1, longestMs: 10_000 })),
    readTicket: (ticket) => readTicket(client, ticket),
    glanceAtTicket: (ticket) => glanceAtTicket(client, ticket),
    listClosed: (tickets) => listClosed(client, tickets),
    listMembers: () => listMembers(waitedFor(45_000)),
    listConfigurations: (name) => listConfigurations(client, name),
    listWorkTypes: () => listWorkTypes(client),
    writeNote: (note) => writeNote(client, note),
    writeTimeEntry: (entry) => writeTimeEntry(client, entry),
    findNotes: (ticket, mark) => findNotes(client, ticket, mark),
    findTimeEntries: (ticket, mark) => findTimeEntries(client, ticket, mark),
    listTimeBetween: (author, from, to) => listTimeBetween(client, author, from, to),
  }
}
