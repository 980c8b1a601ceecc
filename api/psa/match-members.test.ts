import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchMembers, type PersonToMatch } from './match-members.ts'
import type { PsaMember } from './psa.ts'

const member = (memberId: number, name: string, more: Partial<PsaMember> = {}): PsaMember => ({
  memberId,
  identifier: `m${memberId}`,
  name,
  emails: [],
  isInactive: false,
  isApi: false,
  ...more,
})
const person = (id: string, name: string, email = `${id}@people.example`): PersonToMatch => ({
  id,
  name,
  email,
})
const matched = (...of: Parameters<typeof matchMembers>) =>
  matchMembers(...of)
    .filter((match) => match.personId)
    .map(({ memberId, personId, matchedBy }) => `${memberId} ${personId} ${matchedBy}`)

it('an address decides, whatever the name and the case', () => {
  const members = [member(1, 'J. Okafor', { emails: ['jude@msp.example'] })]
  expect(matched(members, [person('p', 'Jude Okafor', 'Jude@msp.example')], [])).toEqual([
    '1 p email',
  ])
})

it('an address that two members share decides nothing; the name may', () => {
  const members = [
    member(1, 'Jude Okafor', { emails: ['jude@msp.example'] }),
    member(2, 'On Call', { emails: ['jude@msp.example'] }),
  ]
  expect(matched(members, [person('p', 'Jude Okafor', 'jude@msp.example')], [])).toEqual([
    '1 p name',
  ])
})

it('a name decides without accents and case, if it is the only one', () => {
  expect(matched([member(1, 'Tomás  Brandt')], [person('p', 'tomas brandt')], [])).toEqual([
    '1 p name',
  ])
  const two = [member(1, 'A B'), member(2, 'A B')]
  expect(matched(two, [person('p', 'A B')], [])).toEqual([])
  expect(matched([member(1, 'A B')], [person('p', 'A B'), person('q', 'A B')], [])).toEqual([])
})

it('an inactive member is nobody’s, also by hand; a program’s only by hand', () => {
  const inactive = [member(1, 'A B', { isInactive: true, emails: ['p@people.example'] })]
  const byHand = [{ memberId: 1, personId: 'p', matchedBy: 'hand' as const }]
  expect(matched(inactive, [person('p', 'A B')], [])).toEqual([])
  expect(matched(inactive, [person('p', 'A B')], byHand)).toEqual([])
  const api = [member(1, 'A B', { isApi: true })]
  expect(matched(api, [person('p', 'A B')], [])).toEqual([])
  expect(matched(api, [person('p', 'A B')], byHand)).toEqual(['1 p hand'])
})

it('what was decided by hand stands against the address, and so does "nobody"', () => {
  const members = [member(1, 'A', { emails: ['p@people.example'] }), member(2, 'B')]
  const people = [person('p', 'P')]
  const other = [{ memberId: 2, personId: 'p', matchedBy: 'hand' as const }]
  expect(matched(members, people, other)).toEqual(['2 p hand'])
  const nobody = [{ memberId: 1, personId: null, matchedBy: 'hand' as const }]
  expect(matched(members, people, nobody)).toEqual([])
})

it('whatever comes, each member and each person appears once', () => {
  const name = fc.constantFrom('A', 'B', 'C')
  const email = fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example')
  fc.assert(
    fc.property(
      fc.array(fc.record({ name, emails: fc.array(email), isInactive: fc.boolean() })),
      fc.array(fc.record({ name, email })),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5))),
      (members, people, hands) => {
        const hand = new Map(hands.map(([m, p]) => [p, m]))
        const before = [...hand].map(([p, memberId]) => ({
          memberId,
          personId: `p${p}`,
          matchedBy: 'hand' as const,
        }))
        const unique = [...new Map(before.map((match) => [match.memberId, match])).values()]
        const matches = matchMembers(
          members.map((m, i) => member(i, m.name, m)),
          people.map((p, i) => person(`p${i}`, p.name, p.email)),
          unique,
        )
        const persons = matches.flatMap((match) => match.personId ?? [])
        expect(matches).toHaveLength(members.length)
        expect(new Set(persons).size).toBe(persons.length)
      },
    ),
  )
})
