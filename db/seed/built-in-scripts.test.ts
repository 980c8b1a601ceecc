import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyValue } from '#shared/flow/testing/nasty-values.ts'
import { splitLikePowerShell } from '#shared/flow/testing/split-like-shells.ts'
import { variablesIn } from '#shared/flow/variables.ts'
import { checkScript } from '#shared/script/check-script.ts'
import { findScripts } from '#shared/script/find-scripts.ts'
import { generateScript } from '#shared/script/generate-script.ts'
import { ScriptContent, type ScriptParameter } from '#shared/script/script.ts'
import { runsOf } from '#shared/testing/runs-of.ts'
import { BUILT_IN_SCRIPTS } from './built-in-scripts.ts'

test('ids are theirs for ever, and no two are alike', () => {
  expect(new Set(BUILT_IN_SCRIPTS.map(({ id }) => id)).size).toBe(BUILT_IN_SCRIPTS.length)
  expect(
    Object.fromEntries(BUILT_IN_SCRIPTS.map(({ id, content }) => [id.slice(-3), content.name])),
  ).toMatchInlineSnapshot(`
    {
      "201": "Clear a stuck print queue",
      "202": "Point a print queue to another address",
      "203": "Flush DNS and register again",
      "204": "Check FSLogix profile containers",
      "205": "Reset a cached credential",
      "206": "Set a new password for a directory account",
      "207": "Why a computer restarted",
    }
  `)
})

describe.each(BUILT_IN_SCRIPTS.map(({ content }) => [content.name, content] as const))(
  '%s',
  (_name, content) => {
    test('is stored as it is authored, has no problems, and says what it changes', () => {
      expect(ScriptContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content)
      expect(checkScript(content)).toEqual([])
      expect(content.changes).toMatch(/\S.{20}/)
      expect(content.where).toBeDefined()
    })

    test('leaves nothing open, whatever is typed in, and adds no argument and no command', () => {
      const texts = content.parameters.filter(({ kind }) => kind === 'text')
      const usual = generateScript(
        content,
        valuesOf(content.parameters, () => 'value'),
      )
      const shape = splitLikePowerShell(usual.text).length
      fc.assert(
        fc.property(anyValue, (value) => {
          const { text, missing } = generateScript(
            content,
            valuesOf(content.parameters, () => value),
          )
          expect(missing).toEqual([])
          expect(splitLikePowerShell(text)).toHaveLength(shape)
          expect(text.split('\n')).toHaveLength(usual.text.split('\n').length)
        }),
        { numRuns: texts.length > 0 ? runsOf(60) : 1 },
      )
    })

    test('without what may be left out no line is left half', () => {
      const given = content.parameters.filter(({ isRequired }) => isRequired)
      const { text } = generateScript(
        content,
        valuesOf(given, () => 'value'),
      )
      expect(variablesIn([text])).toEqual([])
    })
  },
)

test.each([
  ['Recall label printer offline, jobs stuck in the queue', 'Clear a stuck print queue'],
  ['the printer got another address', 'Point a print queue to another address'],
  ['temporary profile on AVD', 'Check FSLogix profile containers'],
  ['FSLogxi', 'Check FSLogix profile containers'],
  ['Outlook keeps asking for the password', 'Reset a cached credential'],
  ['rebooted by itself last night', 'Why a computer restarted'],
  ['server name does not resolve', 'Flush DNS and register again'],
])('“%s” calls for “%s”', (need, name) => {
  expect(findScripts(BUILT_IN_SCRIPTS, need)[0]?.content.name).toBe(name)
})

test('a ticket about something else calls for none', () => {
  expect(findScripts(BUILT_IN_SCRIPTS, 'Quote for ten notebooks')).toEqual([])
})

const valuesOf = (parameters: readonly ScriptParameter[], text: () => string) =>
  Object.fromEntries(
    parameters.map(({ name, kind }) => [
      name,
      kind === 'number' ? '7' : kind === 'yes_no' ? 'yes' : text(),
    ]),
  )
