/**
 * The last touch to a record before it leaves: what an empty field looks like, and `_info`.
 *
 * Newer servers leave empty fields out, older ones send `null`; both may send `{}` for an empty
 * reference. `_info` can be whole, empty, null or missing, in the record and in its references.
 * With `fields` only what is named stays, and `_info` goes unless it is named too.
 */

import { isRecord, kindOf } from './evaluate.ts'
import type { Names, RecordFields } from './fields.ts'
import type { Json, JsonRecord } from './json.ts'
import { badFind } from './refusal.ts'
import type { Switches } from './switches.ts'

export function shapeRecord(
  record: JsonRecord,
  fields: RecordFields,
  switches: Switches,
  picked: string | undefined,
): JsonRecord {
  const shaped = shapeNames(record, fields.names, switches)
  shapeInfo(shaped, record, switches)
  return picked === undefined || picked.trim() === '' ? shaped : pick(shaped, picked, fields)
}

function shapeNames(record: JsonRecord, names: Names, switches: Switches): JsonRecord {
  const shaped: JsonRecord = {}
  for (const [name, kind] of Object.entries(names)) {
    const value = record[name]
    const isRef = typeof kind !== 'string' && 'of' in kind
    if (isEmpty(value)) {
      if (isRef && switches.emptyReference === 'emptyObject') shaped[name] = {}
      else if (switches.model === 'older') shaped[name] = null
    } else if (isRef && isRecord(value)) {
      shaped[name] = shapeReference(value, switches)
    } else shaped[name] = value
  }
  return shaped
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}

function shapeReference(reference: JsonRecord, switches: Switches): JsonRecord {
  const { _info, sort, ...rest } = reference
  const shaped: JsonRecord = { ...rest }
  if (sort !== undefined && switches.sortName !== 'absent') shaped[switches.sortName] = sort
  shapeInfo(shaped, reference, switches)
  return shaped
}

function shapeInfo(shaped: JsonRecord, record: JsonRecord, switches: Switches) {
  if (switches.info === 'missing' || record._info === undefined) return
  if (switches.info === 'full') shaped._info = dropEmpty(record._info)
  else shaped._info = switches.info === 'null' ? null : {}
}

function dropEmpty(info: Json): Json {
  if (!isRecord(info)) return info
  return Object.fromEntries(Object.entries(info).filter(([, v]) => !isEmpty(v)))
}

function pick(record: JsonRecord, picked: string, fields: RecordFields): JsonRecord {
  const kept: JsonRecord = {}
  for (const path of picked.split(',').map((p) => p.trim())) {
    if (path === '') continue
    const [first = '', ...rest] = path.split('/')
    if (!isNamed(path, fields)) {
      if (fields.strictFields) throw badFind(`'${path}' is not a recognized name.`)
      continue
    }
    const value = record[first]
    if (rest.length === 0) {
      if (value !== undefined) kept[first] = value
    } else if (isRecord(value)) {
      const inner = kept[first]
      const [second = ''] = rest
      if (value[second] !== undefined)
        kept[first] = { ...(isRecord(inner) ? inner : {}), [second]: value[second] }
    }
  }
  return kept
}

function isNamed(path: string, fields: RecordFields): boolean {
  const [first = ''] = path.split('/')
  if (first === '_info') return true
  if (Object.hasOwn(fields.names, path)) return true
  if (!Object.hasOwn(fields.names, first)) return false
  try {
    kindOf(path, fields)
    return true
  } catch {
    return false
  }
}
