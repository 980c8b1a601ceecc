import { expect, test } from 'vitest'
import { wantsAuthorisation } from './authorisation.ts'

const NAMES = ['Pelican Row Dental Group', 'PelicanRow']

test.each([
  ['none', ['Pelican Row Dental Group'], false],
  ['all', [], true],
  ['named', [], false],
  ['named', ['  pelican row  DENTAL group '], true],
  ['named', ['pelicanrow'], true],
  ['named', ['Pelican'], false],
] as const)('%s of %j: %s', (whose, clients, expected) => {
  expect(wantsAuthorisation({ whose, clients: [...clients] }, NAMES)).toBe(expected)
})

test('a ticket without a client is nobody’s change to agree to by name', () => {
  expect(wantsAuthorisation({ whose: 'named', clients: [''] }, [])).toBe(false)
})
