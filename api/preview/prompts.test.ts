import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { JUDGE_PROMPT, NOTE_PROMPT } from './prompts.ts'

/** A changed text gets a new version and a new line here; an old line is never edited. */
const KNOWN: Record<string, string> = {
  'note 1': '0f3e793b399150aa',
  'judge 1': 'f80f507dcaea35de',
}

test.each([
  ['note', NOTE_PROMPT],
  ['judge', JUDGE_PROMPT],
])('the text of the %s prompt is the one its version stands for', (name, { version, text }) => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  expect(`${name} ${version}: ${hash}`).toBe(`${name} ${version}: ${KNOWN[`${name} ${version}`]}`)
})

test.each([NOTE_PROMPT, JUDGE_PROMPT])(
  'a prompt begins with its purpose and holds no date',
  ({ text }) => {
    expect(text).toMatch(/^purpose: [a-z]+\n/)
    expect(text).not.toMatch(/\b20\d\d\b/)
  },
)
