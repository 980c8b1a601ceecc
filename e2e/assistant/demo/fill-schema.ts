/**
 * A value that fits a schema, for whatever is asked of the demonstration that it has no answer of
 * its own for: words where words are wanted, labels where evidence is, the first of every choice.
 */
import { isFields } from './read-asked.ts'

export interface Hints {
  /** For a text of this name; undefined leaves it to the rest. */
  text(name: string): string | undefined
  /** For a list of texts of this name. */
  list(name: string): readonly string[]
}

export function fillSchema(schema: unknown, hints: Hints, root = schema, name = ''): unknown {
  if (!isFields(schema)) return null
  if (typeof schema.$ref === 'string')
    return fillSchema(resolve(root, schema.$ref), hints, root, name)
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = schema.anyOf ?? schema.allOf
  if (Array.isArray(choices)) return fillSchema(choices[0], hints, root, name)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object': {
      const properties = isFields(schema.properties) ? schema.properties : {}
      return Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [
          key,
          fillSchema(inner, hints, root, key),
        ]),
      )
    }
    case 'array': {
      const isOfTexts =
        isFields(schema.items) && schema.items.type === 'string' && !schema.items.enum
      if (isOfTexts) return [...hints.list(name)]
      return schema.minItems === 1 ? [fillSchema(schema.items, hints, root, name)] : []
    }
    case 'string':
      return hints.text(name) ?? ''
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return false
    default:
      return null
  }
}

function resolve(root: unknown, ref: string): unknown {
  let at: unknown = root
  for (const name of ref.split('/').slice(1)) at = isFields(at) ? at[name] : undefined
  return at
}
