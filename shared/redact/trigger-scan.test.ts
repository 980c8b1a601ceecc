import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { compileTriggers, scanTriggers } from './trigger-scan.ts'

function scan(triggers: string[][], text: string) {
  const found: string[] = []
  const runs: string[] = []
  scanTriggers(
    compileTriggers(triggers),
    text,
    (owner, start, end) => found.push(`${owner} ${start} ${end}`),
    (start, end) => runs.push(text.slice(start, end)),
  )
  return { found: found.sort(), runs }
}

test('finds the same places as looking for each word alone', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab1 -'), minLength: 1, maxLength: 4 })
  const words = fc.array(fc.uniqueArray(word, { maxLength: 3, selector: digitsAlike }), {
    maxLength: 4,
  })
  const text = fc.string({ unit: fc.constantFrom(...'aAbB19 -éx'), maxLength: 40 })
  fc.assert(
    fc.property(words, text, (triggers, whole) => {
      const plain = digitsAlike(whole.toLowerCase())
      const wanted = triggers.flatMap((list, owner) =>
        list.flatMap((trigger) =>
          [...whole].flatMap((_letter, at) =>
            plain.startsWith(digitsAlike(trigger), at)
              ? [`${owner} ${at} ${at + trigger.length}`]
              : [],
          ),
        ),
      )
      expect(scan(triggers, whole).found).toEqual(wanted.sort())
    }),
    { numRuns: runsOf(1000) },
  )
})

function digitsAlike(text: string): string {
  return text.replace(/\d/g, '0')
}

test('sees through accents and case', () => {
  expect(scan([['schlussel']], 'WLAN-Schlüssel').found).toEqual(['0 5 14'])
})

test('reports long unbroken runs, the last one too', () => {
  const run = 'A1b2C3d4E5f6G7h8I9j0K'
  expect(scan([], `x ${run} short ${run}`).runs).toEqual([run, run])
})
