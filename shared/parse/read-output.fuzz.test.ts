/** What holds for any text, pasted by anybody. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { runsOf } from '../testing/runs-of.ts'
import { FINDINGS } from './finding.ts'
import { readOutput } from './read-output.ts'
import { SAMPLES } from './testing/samples.ts'

const lines = SAMPLES.flatMap(({ text }) => text.split('\n'))
const anyLine = fc.oneof(fc.constantFrom(...lines), anyCharacters(200))
const anyText = fc.array(anyLine, { maxLength: 60 }).map((some) => some.join('\n'))

test('nothing is thrown, every quote stands in the text, every finding is a known one', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { tool, findings, facts } of readOutput(text)) {
        expect(tool).not.toBe('')
        expect(facts.length).toBeGreaterThan(0)
        for (const finding of findings) expect(finding in FINDINGS).toBe(true)
        for (const one of facts) {
          expect(one.text.length).toBeLessThanOrEqual(2000)
          expect(text).toContain(one.quote)
        }
      }
    }),
    { numRuns: runsOf(2000) },
  )
})

const group = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'))
const recoveryPassword = fc.array(group, { minLength: 8, maxLength: 8 }).map((all) => all.join('-'))

test('no recovery password is in anything that was read', () => {
  fc.assert(
    fc.property(anyText, recoveryPassword, fc.nat(), (text, password, seed) => {
      const all = text.split('\n')
      all.splice(seed % (all.length + 1), 0, `        ${password}`, `    Password: ${password}`)
      expect(JSON.stringify(readOutput(all.join('\n')))).not.toContain(password)
    }),
    { numRuns: runsOf(1000) },
  )
})

test('a recovery password that follows a value of another tool is not read as part of it', () => {
  const password = Array.from({ length: 8 }, () => '123456').join('-')
  const [reading] = readOutput(
    `AzureAdPrt : NO\n  Attempt Status : 0xc000006d\n        ${password}\n`,
  )
  expect(reading).toMatchObject({ tool: 'dsregcmd /status', facts: [{ quote: 'AzureAdPrt : NO' }] })
})

test.each(SAMPLES.filter(({ tool }) => tool).map((s) => [s.name, s] as const))(
  '%s: line ends and what stands around it make no difference',
  (_, sample) => {
    const tools = readOutput(`PS C:\\> \n${sample.text.replaceAll('\n', '\r\n')}\r\nPS C:\\> `)
    expect(tools.map(({ tool }) => tool)).toEqual([sample.tool])
  },
)
