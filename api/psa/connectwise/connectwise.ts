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
  return {
    test: () => tryConnection(client),
    readTicket: (ticket) => readTicket(client, ticket),
    glanceAtTicket: (ticket) => glanceAtTicket(client, ticket),
    listClosed: (tickets) => listClosed(client, tickets),
    listMembers: () => listMembers(client),
    listConfigurations: (name) => listConfigurations(client, name),
    listWorkTypes: () => listWorkTypes(client),
    writeNote: (note) => writeNote(client, note),
    writeTimeEntry: (entry) => writeTimeEntry(client, entry),
    findNotes: (ticket, mark) => findNotes(client, ticket, mark),
    findTimeEntries: (ticket, mark) => findTimeEntries(client, ticket, mark),
    listTimeBetween: (author, from, to) => listTimeBetween(client, author, from, to),
  }
}
