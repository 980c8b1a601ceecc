import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { type KnownNames, withoutNames } from './without-names.ts'

const names: KnownNames = {
  clients: ['Bramwell Dental Group'],
  people: ['Joan Sandoval'],
  devices: ['RECEPTION-3'],
  values: { file_server: 'srv7', external_ip: '203.0.113.9' },
}
const strip = withoutNames(names)

describe('whose case it was is taken out', () => {
  const cases: [string, string][] = [
    ['Bramwell Dental Group called', '[client] called'],
    ['bramwell-dc01 does not replicate', '[client] does not replicate'],
    [
      'Joan said that Sandoval, Joan is locked out',
      '[person] said that [person], [person] is locked out',
    ],
    ['[Bramwell] and [person]', '[[client]] and [person]'],
    ['RECEPTION-3 and reception-3', '[device] and [device]'],
    ['\\\\srv7\\Recalls', '\\\\[host]\\Recalls'],
    ['the share on srv7', 'the share on [file server]'],
    ['dc01.corp.internal at 10.1.2.3', '[host] at [address]'],
  ]
  test.each(cases)('%s', (text, left) => expect(strip(text)).toBe(left))
})

describe('what makes the case worth reading stays', () => {
  const kept = [
    'Event 4740 on the PDC, error 0x80070005, KB5034441',
    'The dental software asks for a group policy',
    'Restart-Service -Name Spooler',
  ]
  test.each(kept)('%s', (text) => expect(strip(text)).toBe(text))
})

test('any text goes through, and a second time changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(anyCharacters(20), fc.constantFrom('Joan', 'srv7', 'Bramwell', '[', '\\\\')),
      ),
      (parts) => {
        const once = strip(parts.join(' '))
        expect(strip(once)).toBe(once)
        expect(once).not.toMatch(/Bramwell|(?<![\p{L}\p{N}])Sandoval/u)
      },
    ),
  )
})
