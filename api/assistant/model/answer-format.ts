/**
 * The shape of an answer: a zod schema made into the JSON schema that a model is held to, and
 * read back by that same zod schema.
 *
 * The schema goes out as it is and the answer is parsed here, not by the library, which throws
 * a cut answer away together with what it cost. Schemas are kept by the vendor apart from the
 * content, so nothing of a customer may ever stand in one.
 */
import * as z from 'zod/mini'

export interface AnswerFormat<T> {
  /** Written into `ai_call`; raised with every change of the schema. */
  version: string
  /** None where the answer is plain text. */
  schema: Readonly<Record<string, unknown>> | null
  /** The first property, where it is shown while it grows. */
  grows: string | null
  /** Undefined where the text is not such an answer. */
  read(text: string): { value: T } | undefined
}

export function jsonAnswer<T>(
  schema: z.ZodMiniType<T>,
  { version, grows = null }: { version: string; grows?: (keyof T & string) | null },
): AnswerFormat<T> {
  // Draft 2020-12 is named at the top by zod and is nothing a model needs.
  const { $schema: _, $defs = {}, ...plain } = z.toJSONSchema(schema)
  return {
    version,
    schema: bare(inPlace(plain, $defs, [])),
    grows,
    read(text) {
      const json = parseJson(text)
      const read = json && schema.safeParse(json.value)
      return read?.success ? { value: read.data } : undefined
    },
  }
}

/** Plain words, as in a chat whose answer cites what it rests on. */
export const TEXT_ANSWER: AnswerFormat<string> = {
  version: 'text',
  schema: null,
  grows: null,
  read: (text) => (text.trim() ? { value: text } : undefined),
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/**
 * What zod names apart (`meta({ id })`) is put where it is meant: the outermost has to be an
 * object, not a reference to one. A schema that holds itself cannot be sent at all.
 */
function inPlace(
  node: Record<string, unknown>,
  defs: Record<string, unknown>,
  within: readonly string[],
): Record<string, unknown> {
  const name = typeof node.$ref === 'string' ? node.$ref.replace('#/$defs/', '') : undefined
  if (name !== undefined) {
    const meant = defs[name]
    if (within.includes(name) || !isRecord(meant)) {
      throw new Error(`An answer cannot be held to ${name}: it holds itself, or is not there.`)
    }
    return inPlace(meant, defs, [...within, name])
  }
  const each = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(each)
    return isRecord(value) ? inPlace(value, defs, within) : value
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, each(value)]))
}

/** Bounds are not taken by the grammar; zod looks at them when the answer is read. */
const UNTAKEN = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'pattern',
  'default',
  'id',
])

function bare(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (UNTAKEN.has(key) || (key === 'minItems' && Number(value) > 1)) return []
      if (key === 'properties' || key === '$defs') return [[key, mapValues(value)]]
      return [[key, bareWithin(value)]]
    }),
  )
}

/** Names of properties are not keywords, whatever they are called. */
const mapValues = (properties: unknown) =>
  isRecord(properties)
    ? Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, bareWithin(inner)]),
      )
    : properties

const bareWithin = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bareWithin)
  return isRecord(value) ? bare(value) : value
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
