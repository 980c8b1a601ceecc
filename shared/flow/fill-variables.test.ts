import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { fillVariables } from './fill-variables.ts'
import { anyValue, NASTY } from './testing/nasty-values.ts'
import { ALIVE, splitLikeCmd, splitLikePowerShell } from './testing/split-like-shells.ts'

describe('filling', () => {
  test.each([
    ['Get-User {user}', { user: 'p.adler' }, 'Get-User p.adler'],
    ['Get-User {user}', { user: "O'Brien" }, "Get-User 'O''Brien'"],
    ['Get-User "{user}"', { user: "O'Brien" }, 'Get-User "O\'Brien"'],
    ["Get-User '{user}'", { user: "O'Brien" }, "Get-User 'O''Brien'"],
    [
      'dir \\\\{server}\\{share}',
      { server: 'FS02', share: 'My Files' },
      "dir '\\\\FS02\\My Files'",
    ],
    ['dir "\\\\{server}\\{share}"', { server: 'FS02', share: '$5' }, 'dir "\\\\FS02\\`$5"'],
    ['? { $_.Path -like "*{user}*" }', { user: 'a$b' }, '? { $_.Path -like "*a`$b*" }'],
    ['@{n={ $_.Id }}; "{a}"', { a: '1' }, '@{n={ $_.Id }}; "1"'],
  ])('PowerShell: %s', (text, values, filled) => {
    expect(fillVariables(text, values, 'powershell')).toEqual({ text: filled, missing: [] })
  })

  test.each([
    ['net use {share}', { share: '\\\\FS02\\Budget' }, 'net use \\\\FS02\\Budget'],
    ['net use {share}', { share: '\\\\FS02\\My Files' }, 'net use "\\\\FS02\\My Files"'],
    ['net user "{user}"', { user: 'a&b' }, 'net user "a&b"'],
    ['type "{path}"', { path: 'C:\\a\\' }, 'type "C:\\a\\\\"'],
  ])('cmd: %s', (text, values, filled) => {
    expect(fillVariables(text, values, 'cmd')).toEqual({ text: filled, missing: [] })
  })

  test('bash: an exclamation mark leaves the double quotes, where a prompt would read it', () => {
    expect(fillVariables('ls "{a}"', { a: 'x!y' }, 'bash').text).toBe(`ls "x"'!'"y"`)
  })

  test('prose is filled as it is', () => {
    expect(fillVariables('Told {who}: "{what}"', { who: "O'Brien", what: '$5' }).text).toBe(
      'Told O\'Brien: "$5"',
    )
  })

  test('what has no value stays as it is written and is told once, in order', () => {
    const filled = fillVariables('{b} {a} {b} {c}', { c: 'C', a: ' ' }, 'powershell')
    expect(filled).toEqual({ text: '{b} {a} {b} C', missing: ['b', 'a'] })
  })

  test('a value is not looked through for variables, nor taken from the prototype', () => {
    expect(fillVariables('{a} {b}', { a: '{b}', b: 'x' }).text).toBe('{b} x')
    expect(fillVariables('{constructor}', {}).missing).toEqual(['constructor'])
  })

  test('a pasted line break never ends a command', () => {
    for (const shell of ['powershell', 'cmd', 'bash', 'none'] as const) {
      const { text } = fillVariables('run "{a}" {a}', { a: 'x\r\nshutdown\u2028now\t' }, shell)
      expect(text).not.toMatch(/[\r\n\u2028\t]/)
      expect(text).toContain('x shutdown now')
    }
  })
})

describe('any value arrives as one argument', () => {
  test('in PowerShell, bare, in either quotes, and inside a path', () => {
    const template = 'Get-X -Name {v} -In "a\\{v}b" -As \'c{v}d\' \\\\s\\{v}\\t ({v})'
    fc.assert(
      fc.property(anyValue, (v) => {
        const { text } = fillVariables(template, { v }, 'powershell')
        expect(splitLikePowerShell(text)).toEqual([
          'Get-X',
          `${ALIVE}-Name`,
          v,
          `${ALIVE}-In`,
          `a\\${v}b`,
          `${ALIVE}-As`,
          `c${v}d`,
          `\\\\s\\${v}\\t`,
          `${ALIVE}(`,
          v,
          `${ALIVE})`,
        ])
      }),
      { numRuns: runsOf(3000) },
    )
  })

  test('at the prompt of cmd, bare, in quotes, and inside a path', () => {
    const template = 'net use "\\\\s\\{v}" {v} /user:"{v}" \\\\s\\{v} "{v}\\t"'
    fc.assert(
      fc.property(anyValue, (v) => {
        const { text } = fillVariables(template, { v }, 'cmd')
        const path = `\\\\s\\${v}`
        expect(splitLikeCmd(text)).toEqual(['net', 'use', path, v, `/user:${v}`, path, `${v}\\t`])
      }),
      { numRuns: runsOf(3000) },
    )
  })

  test('in a real bash', () => {
    const values = [...NASTY, ...fc.sample(anyValue, { numRuns: runsOf(400), seed: 128383 })]
    const lines = values.map(
      (v) =>
        fillVariables(`printf '%s\\0' {v} "a{v}b" 'c{v}d' --x={v} /p/{v}/q`, { v }, 'bash').text,
    )
    const out = execFileSync('bash', ['-c', lines.join('\n')], { maxBuffer: 1e8 }).toString()
    expect(out.split('\0').slice(0, -1)).toEqual(
      values.flatMap((v) => [v, `a${v}b`, `c${v}d`, `--x=${v}`, `/p/${v}/q`]),
    )
  })
})
