/**
 * What a schema may be that an answer is held to: closed objects, everything listed, no bounds on
 * numbers or lengths, no recursion, and not too much of what makes the grammar grow.
 *
 * The limit on the whole is not published by anyone; the one here is a guess on the safe side.
 */
type Schema = Readonly<Record<string, unknown>>

export interface SchemaCount {
  optional: number
  unions: number
  objects: number
  properties: number
  /** What is refused in it, with its place. */
  faults: string[]
}

export const SCHEMA_LIMITS = { optional: 24, unions: 16, strictTools: 20, grammarBytes: 40_000 }

const KEYWORDS = new Set(
  '$defs $ref $schema additionalProperties allOf anyOf const default definitions description enum examples format items minItems pattern properties required title type'.split(
    ' ',
  ),
)
const FORMATS = new Set('date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' '))

export function countSchema(schema: Schema): SchemaCount {
  const count: SchemaCount = { optional: 0, unions: 0, objects: 0, properties: 0, faults: [] }
  walk(schema, 'schema', [])
  return count

  function walk(node: unknown, path: string, refs: readonly string[]): void {
    if (!isSchema(node)) {
      count.faults.push(`${path}: must be a schema`)
      return
    }
    for (const key of Object.keys(node))
      if (!KEYWORDS.has(key)) count.faults.push(`${path}: keyword '${key}' is not supported`)
    checkScalars(node, path)
    if (typeof node.$ref === 'string') followRef(node.$ref, path, refs)
    if (isUnion(node)) count.unions += 1
    if (node.type === 'object' || node.properties !== undefined) walkObject(node, path, refs)
    if (node.items !== undefined) walk(node.items, `${path}.items`, refs)
    for (const key of ['anyOf', 'allOf'] as const)
      if (Array.isArray(node[key]))
        node[key].forEach((inner, i) => {
          walk(inner, `${path}.${key}.${i}`, refs)
        })
  }

  function walkObject(node: Schema, path: string, refs: readonly string[]): void {
    count.objects += 1
    if (node.additionalProperties !== false)
      count.faults.push(`${path}: for 'object' type, 'additionalProperties' must be set to false`)
    const properties = isSchema(node.properties) ? node.properties : {}
    const required = Array.isArray(node.required) ? node.required : []
    for (const [name, inner] of Object.entries(properties)) {
      count.properties += 1
      if (!required.includes(name)) count.optional += 1
      walk(inner, `${path}.properties.${name}`, refs)
    }
  }

  function followRef(ref: string, path: string, refs: readonly string[]): void {
    const target = resolve(schema, ref)
    if (target === undefined) count.faults.push(`${path}: reference '${ref}' leads nowhere`)
    else if (refs.includes(ref)) count.faults.push(`${path}: recursive schemas are not supported`)
    else walk(target, `${path}(${ref})`, [...refs, ref])
  }

  function checkScalars(node: Schema, path: string): void {
    if (typeof node.format === 'string' && !FORMATS.has(node.format))
      count.faults.push(`${path}: string format '${node.format}' is not supported`)
    if (node.minItems !== undefined && node.minItems !== 0 && node.minItems !== 1)
      count.faults.push(`${path}: 'minItems' may be 0 or 1`)
    const literals = [...(Array.isArray(node.enum) ? node.enum : []), node.const]
    if (literals.some((value) => typeof value === 'object' && value !== null))
      count.faults.push(`${path}: 'enum' and 'const' take plain values only`)
  }
}

/** Why the schemas of one request are refused together, if they are. */
export function refuseSchemas(
  format: Schema | undefined,
  strict: readonly { name: string; schema: Schema }[],
): string | undefined {
  const named = [
    ...(format ? [{ path: 'output_config.format', schema: format }] : []),
    ...strict.map(({ name, schema }) => ({ path: `tools.${name}`, schema })),
  ]
  const counts = named.map(({ path, schema }) => ({ path, ...countSchema(schema) }))
  const faulty = counts.find(({ faults }) => faults.length > 0)
  if (faulty) return `${faulty.path}: ${faulty.faults[0]}`
  if (format && format.type !== 'object')
    return `output_config.format: the schema must be of type 'object'`
  const sum = (key: 'optional' | 'unions') => counts.reduce((all, count) => all + count[key], 0)
  if (strict.length > SCHEMA_LIMITS.strictTools)
    return `Too many strict tools (${strict.length}): at most ${SCHEMA_LIMITS.strictTools}`
  if (sum('optional') > SCHEMA_LIMITS.optional)
    return `Schemas have ${sum('optional')} optional properties together: at most ${SCHEMA_LIMITS.optional}. Make properties required`
  if (sum('unions') > SCHEMA_LIMITS.unions)
    return `Schemas have ${sum('unions')} properties with a union type together: at most ${SCHEMA_LIMITS.unions}. Reduce nullable and anyOf`
  const bytes = named.reduce((all, { schema }) => all + JSON.stringify(schema).length, 0)
  if (bytes > SCHEMA_LIMITS.grammarBytes)
    return 'The compiled grammar is too large. Simplify the schemas or send fewer strict tools'
  return undefined
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isUnion = (node: Schema) => Array.isArray(node.anyOf) || Array.isArray(node.type)

function resolve(root: Schema, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined
  let at: unknown = root
  for (const name of ref.split('/').slice(1)) at = isSchema(at) ? at[name] : undefined
  return at
}
