import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNames } from './find-names.ts'

const placesIn = (text: string, names: readonly string[], own?: string) =>
  findNames(text, names, own).map(({ start, end }) => text.slice(start, end))

test('a name is found in any case, as words of its own, where it stands first', () => {
  const names = ['Harbor Law', 'Pelican Row']
  expect(placesIn('As at HARBOR law, and at harbor law again.', names)).toEqual(['HARBOR law'])
  expect(placesIn('(Pelican Row)', names)).toEqual(['Pelican Row'])
  for (const other of ['Harbor Lawn', 'Harbor-Law', 'NewHarbor Law', 'Pelican Row2']) {
    expect(placesIn(`We saw ${other}.`, names), other).toEqual([])
  }
})

test('the own client, names within its name, and two letters are no finding', () => {
  const text = 'IT at Pelican Row Dental, Pelican Row'
  expect(placesIn(text, ['IT', 'Pelican Row'], 'Pelican Row Dental')).toEqual([])
  expect(placesIn(text, ['IT'])).toEqual([])
})

test('signs before, within and after a name, letters of any script', () => {
  expect(placesIn('ask “Öl & Söhne” first', ['Öl & Söhne'])).toEqual(['Öl & Söhne'])
  expect(placesIn('ask #1 Dental!', ['#1 Dental'])).toEqual(['#1 Dental'])
  expect(placesIn('ask 𝒜lpha Bar𝒜', ['Alpha', 'Bar'])).toEqual([])
  expect(placesIn('İstanbul Dental called', ['dental'])).toEqual(['Dental'])
})

const word = fc.stringMatching(/^[a-zäß0-9İ&.'-]{1,4}$/u)
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

/** Small letters each in its place, as the rule has them: told once more, slowly. */
const small = (text: string) => [...text].map((c) => (c === 'İ' ? c : c.toLowerCase())).join('')

test('what is found is each name that stands there, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(phrase, { maxLength: 6 }), phrase, phrase, (names, text, own) => {
      const isLetter = (c: string | undefined) => c !== undefined && /[\p{L}\p{N}]/u.test(c)
      const standing = new Set(
        names.map(small).filter((name) => {
          if (name.length < 3 || !/[\p{L}\p{N}]/u.test(name) || small(own).includes(name))
            return false
          const all = small(text)
          for (let at = all.indexOf(name); at >= 0; at = all.indexOf(name, at + 1)) {
            // A name that begins with a sign begins where its first word does not go on.
            const first = at + name.search(/[\p{L}\p{N}]/u)
            const isFree = !isLetter(all[at - 1]) && !isLetter(all[at + name.length])
            if (isFree && !isLetter(all[first - 1])) return true
          }
          return false
        }),
      )
      expect(new Set(placesIn(text, names, own).map(small))).toEqual(standing)
    }),
  )
})
