/**
 * Who writes as which member, found out by e-mail and then by name.
 *
 * What a person decided by hand stands, and so does "nobody" by hand. A match must be the only
 * one in both directions: where two members share an address, or two people a name, nobody is
 * guessed at. Inactive members are never matched, since ConnectWise takes nothing in their name,
 * and members for programs only by hand.
 */
import type { Member } from '#shared/psa/contract.ts'
import type { PsaMember } from './psa.ts'

export interface PersonToMatch {
  id: string
  email: string
  name: string
}

export type Match = Pick<Member, 'memberId' | 'personId' | 'matchedBy'>

export function matchMembers(
  members: readonly PsaMember[],
  people: readonly PersonToMatch[],
  before: readonly Match[],
): Match[] {
  const byHand = new Map(
    before.filter((match) => match.matchedBy === 'hand').map((match) => [match.memberId, match]),
  )
  const known = new Set(people.map((person) => person.id))
  const matches = new Map<number, Match>()
  for (const member of members) {
    const kept = byHand.get(member.memberId)
    const stands = kept && !member.isInactive && (!kept.personId || known.has(kept.personId))
    if (stands) matches.set(member.memberId, kept)
  }

  const freeMembers = () =>
    members.filter((m) => !matches.has(m.memberId) && !m.isInactive && !m.isApi)
  const taken = () => new Set([...matches.values()].map((match) => match.personId))
  const freePeople = () => people.filter((person) => !taken().has(person.id))

  for (const [by, fits] of WAYS) {
    const found = onlyPairs(freeMembers(), freePeople(), fits)
    for (const [member, person] of found) {
      const { memberId } = member
      matches.set(memberId, { memberId, personId: person.id, matchedBy: by })
    }
  }
  return members.map(
    ({ memberId }) => matches.get(memberId) ?? { memberId, personId: null, matchedBy: null },
  )
}

type Fits = (member: PsaMember, person: PersonToMatch) => boolean

const WAYS: readonly (readonly ['email' | 'name', Fits])[] = [
  ['email', (member, person) => member.emails.includes(person.email.toLowerCase())],
  ['name', (member, person) => fold(member.name) === fold(person.name)],
]

/** Pairs in which each is the other's only one. */
function onlyPairs(
  members: readonly PsaMember[],
  people: readonly PersonToMatch[],
  fits: Fits,
): [PsaMember, PersonToMatch][] {
  return members.flatMap((member) => {
    const persons = people.filter((person) => fits(member, person))
    const [person] = persons
    if (!person || persons.length > 1) return []
    const isOnly = members.filter((other) => fits(other, person)).length === 1
    return isOnly ? [[member, person] as [PsaMember, PersonToMatch]] : []
  })
}

/** Letters compared without case and accents: the two systems are rarely typed alike. */
const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
