import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { FLOW_PROMPT } from './prompt.ts'

/** A changed text gets a new version and a new line here; an old line is never edited. */
const KNOWN: Record<string, string> = { '1': 'b908a0bd4d4ca51d' }

test('the text of the prompt is the one its version stands for', () => {
  const { version, text } = FLOW_PROMPT
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  expect(`${version}: ${hash}`).toBe(`${version}: ${KNOWN[version]}`)
  expect(text).toMatch(/^purpose: flow\n/)
  expect(text).not.toMatch(/\b20\d\d\b/)
})
