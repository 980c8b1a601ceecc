import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyValue } from '../flow/testing/nasty-values.ts'
import { splitLikePowerShell } from '../flow/testing/split-like-shells.ts'
import { checkScript } from './check-script.ts'
import { draftFromFix } from './draft-from-fix.ts'
import { checkValues, generateScript, NOT_KEPT, tellScript, tellValues } from './generate-script.ts'
import { ScriptContent } from './script.ts'

const parameter = (name: string, more: object = {}) => ({
  ...{ name, label: name, kind: 'text', isRequired: true, isSensitive: false, choices: [] },
  ...more,
})
const script = (more: object = {}): ScriptContent =>
  ScriptContent.parse({
    name: 'Reset a password',
    summary: '',
    shell: 'powershell',
    safety: 'changes',
    text: 'Set-ADAccountPassword {user} -Password {password}\nUnlock-ADAccount {user} -Server {dc}',
    parameters: [
      parameter('user'),
      parameter('password', { isSensitive: true }),
      parameter('dc', { isRequired: false }),
    ],
    ...more,
  })

describe('a template', () => {
  test('that is whole has no problems', () => {
    expect(checkScript(script())).toEqual([])
  })

  test.each([
    ['an undeclared name', { text: 'Do {thing} {user} {password} {dc}' }, 'text'],
    ['one that is used nowhere', { text: 'Do {user} {password}' }, 'parameters.2.name'],
    [
      'a choice of nothing',
      { text: 'Do {user}', parameters: [parameter('user', { kind: 'choice' })] },
      'parameters.0.choices',
    ],
    [
      'the same name twice',
      { text: 'Do {user}', parameters: [parameter('user'), parameter('user')] },
      'parameters.1.name',
    ],
    [
      'a value that PowerShell would run',
      { text: '$x = {user}', parameters: [parameter('user')] },
      'text',
    ],
    [
      'a usual value for something sensitive',
      { text: '{pin}', parameters: [parameter('pin', { isSensitive: true, standard: '1' })] },
      'parameters.0.standard',
    ],
    [
      'a usual value of another kind',
      { text: '{days}', parameters: [parameter('days', { kind: 'number', standard: 'many' })] },
      'parameters.0.standard',
    ],
    ['a secret', { text: 'net user x Password=Sommer2026!x', parameters: [] }, 'text'],
  ])('with %s is told where', (_what, more, at) => {
    expect(checkScript(script(more)).map((p) => p.at)).toContain(at)
  })
})

describe('values', () => {
  test.each([
    ['a missing required one', { user: 'x' }, 'password'],
    ['one that nobody asked for', { user: 'x', password: 'y', evil: 'z' }, 'evil'],
  ])('%s is refused by name', (_what, values, at) => {
    expect(checkValues(script(), values).map((p) => p.at)).toEqual([at])
  })

  test.each([
    ['number', 'ten', false],
    ['number', '-10.5', true],
    ['yes_no', 'maybe', false],
    ['yes_no', 'yes', true],
    ['choice', 'c', false],
    ['choice', 'a', true],
  ])('of kind %s: “%s” is fine: %s', (kind, value, isFine) => {
    const of = script({ text: '{x}', parameters: [parameter('x', { kind, choices: ['a', 'b'] })] })
    expect(checkValues(of, { x: value }).length === 0).toBe(isFine)
  })
})

describe('a generated script', () => {
  test('holds each value quoted for its shell', () => {
    const { text, missing } = generateScript(script(), {
      ...{ user: "Bob O'Brien", password: 'a$b', dc: 'DC01' },
    })
    expect(text).toBe(
      "Set-ADAccountPassword 'Bob O''Brien' -Password 'a$b'\nUnlock-ADAccount 'Bob O''Brien' -Server DC01",
    )
    expect(missing).toEqual([])
  })

  test('leaves out a line whose optional value is not there', () => {
    const { text } = generateScript(script(), { user: 'bob', password: 'x' })
    expect(text).toBe('Set-ADAccountPassword bob -Password x')
  })

  test('says yes and no in the words of its language', () => {
    const of = (shell: string) =>
      generateScript(
        script({ shell, text: 'do {force}', parameters: [parameter('force', { kind: 'yes_no' })] }),
        { force: 'yes' },
      ).text
    expect([of('powershell'), of('bash'), of('cmd')]).toEqual(['do $true', 'do true', 'do 1'])
  })

  test('gives every value as one argument, whatever is in it', () => {
    const one = script({ text: 'Do {x} End', parameters: [parameter('x')] })
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(splitLikePowerShell(generateScript(one, { x: value }).text)).toEqual([
          'Do',
          value,
          'End',
        ])
      }),
    )
  })
})

test('the script as it is told is the one that is made, but for what is sensitive', () => {
  const values = { user: 'bob', password: 'Hunter2!', dc: '' }
  expect(tellScript(script(), values, null).text).toBe(
    'Set-ADAccountPassword bob -Password {password}',
  )
  fc.assert(
    fc.property(anyValue, (password) => {
      const told = tellScript(script(), { ...values, password: `Xq7${password}` }, null).text
      expect(told).not.toContain('Xq7')
    }),
  )
})

test('what may be told of the values holds no sensitive one and no secret', () => {
  const values = { user: 'bob', password: 'Hunter2!', dc: 'password: Sommer2026!x' }
  const told = tellValues(script(), values, null)
  expect(told).toMatchObject({ user: 'bob', password: NOT_KEPT })
  expect(JSON.stringify(told)).not.toMatch(/Hunter2|Sommer2026/)
})

test('a draft from a fix holds its commands, and its words as comments', () => {
  const draft = draftFromFix({
    title: 'Restart the resolver',
    steps: ['Stop it: `Stop-Service DNS`', 'Clear it:\n```powershell\nClear-DnsServerCache\n```'],
    wouldConfirm: 'Names resolve',
    safety: 'changes',
  })
  expect(draft.text.split('\n')).toEqual([
    '# 1. Stop it: `Stop-Service DNS`',
    'Stop-Service DNS',
    '# 2. Clear it:',
    'Clear-DnsServerCache',
  ])
  expect(ScriptContent.safeParse(draft).success).toBe(true)
})
