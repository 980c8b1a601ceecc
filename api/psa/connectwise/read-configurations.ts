/** Configurations: what a client has in use, and how one of them is told. */
import type { TicketConfiguration } from '#shared/ticket/ticket.ts'
import type { PsaOutcome } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { and, is } from './conditions.ts'
import { oneLine } from './one-line.ts'
import { failureOf } from './outcome.ts'
import { CONFIGURATION_FIELDS, CwConfiguration, readRows } from './shapes.ts'

/** Of the company of this name, in whatever case; by name. */
export async function listConfigurations(
  client: ConnectWiseClient,
  company: string,
): Promise<PsaOutcome<TicketConfiguration[]>> {
  const list = await client.list('/company/configurations', {
    conditions: and(is('company/name', company), is('activeFlag', true)),
    fields: CONFIGURATION_FIELDS,
    orderBy: 'name asc',
  })
  if (list.kind !== 'ok') return failureOf(list)
  return { kind: 'ok', body: readRows(CwConfiguration, list.body).map(configurationOf) }
}

export function configurationOf(record: CwConfiguration): TicketConfiguration {
  const os = oneLine([record.osType, record.osInfo].filter(Boolean).join(' '))
  return {
    id: record.id,
    name: oneLine(record.name),
    type: oneLine(record.type?.name ?? ''),
    ...(record.serialNumber ? { serialNumber: oneLine(record.serialNumber) } : {}),
    ...(record.ipAddress ? { ipAddress: oneLine(record.ipAddress) } : {}),
    ...(os ? { os } : {}),
    ...(record.lastLoginName ? { lastUser: oneLine(record.lastLoginName) } : {}),
  }
}
