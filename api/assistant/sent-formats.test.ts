/**
 * What a schema may hold that goes out: little enough for the vendor to compile, and nothing that
 * a customer wrote, since schemas are kept apart from the content and for longer.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { countSchema, SCHEMA_LIMITS } from '#e2e/assistant/schema-rules.ts'
import { SENT_FORMATS } from './sent-formats.ts'
import { TOOL_DEFINITIONS } from './tools/read-tools.ts'

const schemas = Object.entries(SENT_FORMATS).map(([name, { schema }]) => ({
  name,
  schema: schema ?? {},
}))

test('every schema that is made for a model is in the list', () => {
  const files = execFileSync('git', ['grep', '-l', '--untracked', 'jsonAnswer(', '--', 'api'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(
      (file) => file !== '' && !/\.test\.ts$|\/testing\/|answer-format\.ts$|ask\.ts$/.test(file),
    )
  const made = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/jsonAnswer\((\w+)/g),
  ])
  expect(made).toHaveLength(schemas.length)
})

describe.each(schemas)('the schema of a $name', ({ name, schema }) => {
  const { faults, optional, unions, objects, properties } = countSchema(schema)

  test('is flat: nothing optional, no unions, no recursion, no bounds', () => {
    expect({ faults, optional, unions }).toEqual({ faults: [], optional: 0, unions: 0 })
    expect(objects).toBeLessThanOrEqual(10)
    expect(properties).toBeLessThanOrEqual(50)
    expect(JSON.stringify(schema).length).toBeLessThan(SCHEMA_LIMITS.grammarBytes / 8)
  })

  test('names nothing but what the program itself names', () => {
    const names = namesIn(schema)
    expect(names.filter((one) => !/^[a-z][a-zA-Z_]*$/.test(one))).toEqual([])
    // Made once, when the program starts, before there is any customer.
    expect(SENT_FORMATS[name]?.schema).toBe(schema)
    expect(JSON.stringify(schema)).not.toMatch(
      /"(description|title|examples|default|pattern)":[^{]/,
    )
  })
})

test('tools are few, never strict, and name nothing of a customer either', () => {
  expect(TOOL_DEFINITIONS.length).toBeLessThanOrEqual(SCHEMA_LIMITS.strictTools)
  for (const tool of TOOL_DEFINITIONS) {
    expect(tool).not.toHaveProperty('strict')
    expect(namesIn(tool.input_schema).filter((one) => !/^[a-z][a-z_]*$/.test(one))).toEqual([])
  }
})

/** Names of properties and the values of enums and constants. */
function namesIn(schema: object): string[] {
  return Object.entries(schema).flatMap(([key, inner]): string[] => {
    if (key === 'enum') return inner.map(String)
    if (key === 'const') return [String(inner)]
    if (typeof inner !== 'object' || inner === null) return []
    return [...(key === 'properties' ? Object.keys(inner) : []), ...namesIn(inner)]
  })
}
