/** A changed prompt is a new version: what was measured under one number stays one text. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { CHAT_PROMPT } from './chat.ts'
import { GUIDANCE_PROMPT } from './guidance.ts'
import { SUMMARY_PROMPT } from './summary.ts'
import { TURN_PROMPT } from './turn.ts'

const VERSIONS: Record<string, string> = {
  'chat 1': '620fd2517c13a339',
  'chat 2': '1b8a1ef3c08bbad0',
  'guidance 1': 'e513a2cd5f1a4e35',
  'summary 1': '0a013e1ce002b217',
  'turn 1': '1eb98bd7869eca6a',
  'turn 2': '6514a1a93755252c',
  'turn 3': '393f929af1b943fb',
  'turn 4': '69f156518992a2b2',
  'turn 5': '3d9c1e80ea5eb061',
}

test.each([
  ['chat', CHAT_PROMPT],
  ['turn', TURN_PROMPT],
  ['summary', SUMMARY_PROMPT],
  ['guidance', GUIDANCE_PROMPT],
] as const)('%s is the text of its version', (name, prompt) => {
  const hash = createHash('sha256').update(prompt.text).digest('hex').slice(0, 16)
  expect(
    hash,
    `The text has changed: raise its version and add '${name} <version>': '${hash}' here.`,
  ).toBe(VERSIONS[`${name} ${prompt.version}`])
})

test.each([['turn', TURN_PROMPT]] as const)(
  '%s says what it is for, and when to propose a fix',
  (name, { text }) => {
    expect(text.split('\n')[0]).toBe(`purpose: ${name}`)
    expect(text).toContain('When to propose a fix, and when not')
    expect(text).toContain('A newer one replaces the one on the table')
    expect(text).not.toMatch(/\b20\d\d\b/)
  },
)
