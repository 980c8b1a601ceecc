/**
 * PATCH: an array of operations, also for one change.
 *
 * Paths are exact field names, with or without a slash before; other letters' case is another
 * name. A reference is replaced by its whole object. A path into a reference (`status/id`) answers
 * 200 and changes nothing, and so do fields that the server sets: that trap is real. There is no
 * check of versions.
 */
import { isRecord } from './evaluate.ts'
import type { Json, JsonRecord } from './json.ts'
import { parseBody } from './read-body.ts'
import { invalid, RestRefusal } from './refusal.ts'

export type Operation = { op: 'add' | 'replace' | 'remove'; path: string; value: Json }

/** The changes by field, `null` for what is emptied; paths that change nothing are left out. */
export function readPatch(
  body: string,
  resource: string,
  names: { settable: readonly string[]; ignored: readonly string[] },
): JsonRecord {
  const changes: JsonRecord = {}
  for (const { op, path, value } of readOperations(body)) {
    const name = path.replace(/^\//, '')
    const [first = '', ...rest] = name.split('/')
    if (names.ignored.includes(first)) continue
    if (!names.settable.includes(first))
      throw invalid(
        resource,
        name,
        'InvalidField',
        `The path '${path}' is not a field of ${resource}.`,
      )
    if (rest.length > 0) continue
    changes[first] = op === 'remove' ? null : value
  }
  return changes
}

function readOperations(body: string): Operation[] {
  const operations = parseBody(body)
  if (!Array.isArray(operations) || operations.length === 0)
    throw new RestRefusal(400, {
      code: 'InvalidObject',
      message: 'PatchOperations must be an array of operations.',
      errors: null,
    })
  return operations.map((operation) => {
    if (!isRecord(operation) || typeof operation.path !== 'string') throw badOperation()
    const op = operation.op
    if (op !== 'add' && op !== 'replace' && op !== 'remove') throw badOperation()
    return { op, path: operation.path, value: operation.value ?? null }
  })
}

function badOperation(): RestRefusal {
  return new RestRefusal(400, {
    code: 'InvalidObject',
    message: "Each operation needs 'op' (add, replace or remove) and 'path'.",
    errors: null,
  })
}
