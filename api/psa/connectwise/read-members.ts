/**
 * The members of a ConnectWise, and the addresses by which people are known again.
 *
 * The full list holds the addresses but needs a right that not every API member has; the light
 * one needs fewer. Both are tried, the better one first.
 */
import type { PsaMember, PsaOutcome } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { oneLine } from './one-line.ts'
import { failureOf } from './outcome.ts'
import { CwMember, CwWorkType, readRows } from './shapes.ts'

const FIELDS =
  'id,identifier,firstName,lastName,officeEmail,primaryEmail,homeEmail,mobileEmail,licenseClass,inactiveFlag'

export async function listMembers(client: ConnectWiseClient): Promise<PsaOutcome<PsaMember[]>> {
  const full = await client.list('/system/members', { fields: FIELDS, orderBy: 'id asc' })
  const mayNot = full.kind === 'rights' || full.kind === 'not_understood'
  const list = mayNot ? await client.list('/system/info/members', { orderBy: 'id asc' }) : full
  if (list.kind !== 'ok') return failureOf(list)
  const members = readRows(CwMember, list.body).filter((member) => member.identifier !== '')
  // Between two pages the list may move, and the same one come twice.
  const once = new Map(members.map((member) => [member.id, memberOf(member)]))
  return { kind: 'ok', body: [...once.values()] }
}

/** The kind of licence that programs sign in with. */
const API_LICENSE = 'X'

function memberOf(record: CwMember): PsaMember {
  const { officeEmail, primaryEmail, homeEmail, mobileEmail, defaultEmail } = record
  const emails = [primaryEmail, officeEmail, defaultEmail, mobileEmail, homeEmail]
    .map((email) => email.trim().toLowerCase())
    .filter((email) => email.includes('@'))
  const name = record.fullName || [record.firstName, record.lastName].filter(Boolean).join(' ')
  return {
    memberId: record.id,
    identifier: record.identifier,
    name: oneLine(name) || record.identifier,
    emails: [...new Set(emails)],
    isInactive: record.inactiveFlag,
    isApi: record.licenseClass === API_LICENSE,
  }
}

export async function listWorkTypes(
  client: ConnectWiseClient,
): Promise<PsaOutcome<{ id: number; name: string }[]>> {
  const list = await client.list('/time/workTypes', { orderBy: 'name asc' })
  if (list.kind !== 'ok') return failureOf(list)
  const types = readRows(CwWorkType, list.body).filter((type) => !type.inactiveFlag)
  return { kind: 'ok', body: types.map(({ id, name }) => ({ id, name: oneLine(name) })) }
}
