/** References: a record named in another one, by id, name and an address nobody should fetch. */
import type { Company, Contact, Member } from '../records.ts'
import type { World } from '../world.ts'
import type { JsonRecord } from './json.ts'

/** What is needed to write a record out: the world, and the address under which it was asked. */
export type Show = { world: World; href: (path: string) => string }

export function reference(
  show: Show,
  id: number,
  name: string,
  kind: string,
  path: string,
): JsonRecord {
  return { id, name, _info: { [`${kind}_href`]: show.href(path) } }
}

export function companyRef(show: Show, company: Company): JsonRecord {
  return {
    identifier: company.identifier,
    ...reference(show, company.id, company.name, 'company', `/company/companies/${company.id}`),
  }
}

export function contactRef(show: Show, contact: Contact): JsonRecord {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ')
  return reference(show, contact.id, name, 'contact', `/company/contacts/${contact.id}`)
}

export function memberRef(show: Show, member: Member): JsonRecord {
  return {
    identifier: member.identifier,
    ...reference(
      show,
      member.id,
      `${member.firstName} ${member.lastName}`,
      'member',
      `/system/members/${member.id}`,
    ),
  }
}
