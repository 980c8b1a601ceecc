/**
 * A ticket with its surroundings.
 *
 * The ticket itself must be there; everything around it may be missing, for want of a right or
 * because the server was slow, and is then named in words while the rest is shown. What comes out
 * is foreign text, normalised here once.
 */
import type { TicketConfiguration } from '#shared/ticket/ticket.ts'
import type { PsaOutcome, PsaTicket, TicketAsked, TicketGlance } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { isOneOf } from './conditions.ts'
import { oneLine } from './one-line.ts'
import { readAs } from './outcome.ts'
import { configurationOf } from './read-configurations.ts'
import { readThread } from './read-thread.ts'
import {
  CONFIGURATION_FIELDS,
  CwConfiguration,
  CwContact,
  CwReference,
  CwStatus,
  type CwTicket,
  readRows,
} from './shapes.ts'
import { locateTicket, type Module, recordTypeOf, ticketPath } from './ticket-path.ts'

export async function readTicket(
  client: ConnectWiseClient,
  asked: TicketAsked,
): Promise<PsaOutcome<PsaTicket>> {
  const located = await locateTicket(client, asked)
  if (located.kind !== 'ok') return located
  const { record, module } = located.body
  const [thread, isClosed, contact, configurations] = await Promise.all([
    readThread(client, module, record.id),
    readClosed(client, record),
    readContact(client, record),
    readConfigurations(client, module, record.id),
  ])
  const missing = [
    thread.kind === 'ok' ? undefined : `Notes and time could not be read. ${thread.message}`,
    contact.missing,
    configurations.missing,
  ].filter((words) => words !== undefined)
  return {
    kind: 'ok',
    body: {
      ...coreOf(record, module),
      status: record.status && { ...named(record.status), isClosed },
      board: record.board && named(record.board),
      priority: record.priority && named(record.priority),
      company: record.company && {
        ...named(record.company),
        identifier: oneLine(record.company.identifier),
      },
      contact: contact.value,
      resources: record.resources
        .split(',')
        .map((name) => oneLine(name))
        .filter((name) => name !== ''),
      configurations: configurations.value,
      thread: thread.kind === 'ok' ? thread.body : [],
      missing,
    },
  }
}

/** As much as decides whether a ticket changed; nothing of it may be missing. */
export async function glanceAtTicket(
  client: ConnectWiseClient,
  asked: TicketAsked,
): Promise<PsaOutcome<TicketGlance>> {
  const located = await locateTicket(client, asked)
  if (located.kind !== 'ok') return located
  const { record, module } = located.body
  const thread = await readThread(client, module, record.id)
  if (thread.kind !== 'ok') return thread
  const status = record.status && { ...named(record.status), isClosed: record.closedFlag }
  return { kind: 'ok', body: { ...coreOf(record, module), status, thread: thread.body } }
}

function coreOf(record: CwTicket, module: Module) {
  return {
    ticketId: record.id,
    recordType: recordTypeOf(record, module),
    summary: oneLine(record.summary),
    owner: record.owner && {
      identifier: oneLine(record.owner.identifier),
      name: oneLine(record.owner.name || record.owner.identifier),
    },
    mergedInto: record.mergedParentTicket?.id ?? null,
    lastUpdated: record._info?.lastUpdated || null,
  }
}

/** A status may close a ticket although its flag does not say so yet, and the other way round. */
async function readClosed(client: ConnectWiseClient, record: CwTicket): Promise<boolean> {
  if (record.closedFlag || !record.board || !record.status) return record.closedFlag
  const path = `/service/boards/${record.board.id}/statuses/${record.status.id}`
  const status = readAs(await client.get(path), CwStatus, 'a status')
  return status.kind === 'ok' && status.body.closedStatus
}

type Part<T> = { value: T; missing?: string }

/** The ticket carries name, address and number of its own; the contact's record knows better. */
async function readContact(
  client: ConnectWiseClient,
  record: CwTicket,
): Promise<Part<PsaTicket['contact']>> {
  const own = {
    name: oneLine(record.contactName || record.contact?.name || ''),
    email: oneLine(record.contactEmailAddress) || null,
    phone: oneLine(record.contactPhoneNumber) || null,
  }
  const value = own.name ? own : null
  if (!record.contact) return { value }
  const answer = await client.get(`/company/contacts/${record.contact.id}`)
  const read = readAs(answer, CwContact, 'a contact')
  if (read.kind !== 'ok') {
    return { value, missing: `The contact's details could not be read. ${read.message}` }
  }
  const full = oneLine([read.body.firstName, read.body.lastName].filter(Boolean).join(' '))
  return {
    value: {
      name: full || own.name,
      email: reachedBy(read.body, 'Email') ?? own.email,
      phone: reachedBy(read.body, 'Phone') ?? own.phone,
    },
  }
}

/** There is a default for each kind of reaching somebody, so several in all. */
function reachedBy(contact: CwContact, kind: 'Email' | 'Phone'): string | null {
  const items = contact.communicationItems.filter((item) => item.communicationType === kind)
  const item = items.find((i) => i.defaultFlag) ?? items[0]
  if (!item) return null
  return oneLine(item.extension ? `${item.value} ext. ${item.extension}` : item.value) || null
}

async function readConfigurations(
  client: ConnectWiseClient,
  module: Module,
  ticketId: number,
): Promise<Part<TicketConfiguration[]>> {
  const failed = (message: string): Part<TicketConfiguration[]> => ({
    value: [],
    missing: `Configurations could not be read. ${message}`,
  })
  const attached = await client.list(`${ticketPath(module, ticketId)}/configurations`)
  if (attached.kind !== 'ok') return failed(attached.message)
  const ids = readRows(CwReference, attached.body).map((reference) => reference.id)
  if (ids.length === 0) return { value: [] }
  // The list holds references only; all details come in one question.
  const details = await client.list('/company/configurations', {
    conditions: isOneOf('id', ids.slice(0, MOST_CONFIGURATIONS)),
    fields: CONFIGURATION_FIELDS,
  })
  if (details.kind !== 'ok') return failed(details.message)
  const value = readRows(CwConfiguration, details.body).map(configurationOf)
  const hidden = ids.length - value.length
  return hidden > 0
    ? {
        value,
        missing: `${hidden} of ${ids.length} configurations are not shown. The API member may not see them all: its role needs Companies > Configurations, Inquire: All.`,
      }
    : { value }
}

/** Keeps the address of the question short enough for every server. */
const MOST_CONFIGURATIONS = 100

const named = (reference: { id: number; name: string }) => ({
  id: reference.id,
  name: oneLine(reference.name),
})
