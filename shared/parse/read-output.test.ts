/** What is read from pasted output, tool by tool, in the shapes and languages that tools print. */
import { describe, expect, test } from 'vitest'
import type { Finding } from './finding.ts'
import { readOutput } from './read-output.ts'
import { SAMPLES } from './testing/samples.ts'

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
  const readings = readOutput(sample.text)
  const facts = readings.flatMap((reading) => reading.facts)

  test('is recognised as what it is, and as nothing else', () => {
    expect(readings.map(({ tool }) => tool)).toEqual(sample.tool ? [sample.tool] : [])
  })

  test('shows what it shows', () => {
    const found = readings.flatMap(({ findings }) => findings)
    expect(found.toSorted()).toEqual<Finding[]>([...(sample.findings ?? [])].toSorted())
  })

  test('says so in sentences, each with a line that stands in it', () => {
    const texts = facts.map(({ text }) => text)
    for (const said of sample.says ?? []) expect(texts).toContain(said)
    for (const { quote } of facts) expect(sample.text).toContain(quote)
  })
})
