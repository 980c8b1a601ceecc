/**
 * Reads what was posted, field by field, with the refusals of the real one: a missing field, a
 * text that is too long, a flag that is none, a reference to something that does not exist.
 */
import type { Member } from '../records.ts'
import type { Call } from './call.ts'
import { isRecord } from './evaluate.ts'
import type { Json, JsonRecord } from './json.ts'
import { invalid, missing, RestRefusal } from './refusal.ts'

export function parseBody(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new RestRefusal(400, {
      code: 'InvalidJson',
      message: 'The body could not be read as JSON.',
      errors: null,
    })
  }
}

export function readObject(call: Call, resource: string): Fields {
  const body = parseBody(call.body)
  if (!isRecord(body))
    throw new RestRefusal(400, {
      code: 'InvalidObject',
      message: `${resource} object is invalid`,
      errors: null,
    })
  return readFields(body, resource)
}

export type Fields = ReturnType<typeof readFields>

/** Null counts as absent everywhere. */
export function readFields(body: JsonRecord, resource: string) {
  const has = (name: string) => body[name] !== undefined && body[name] !== null

  function text(name: string, most?: number): string | undefined {
    const value = body[name]
    if (!has(name)) return undefined
    if (typeof value !== 'string')
      throw invalid(resource, name, 'InvalidField', `The ${name} field must be a text.`)
    if (most !== undefined && value.length > most)
      throw invalid(
        resource,
        name,
        'InvalidField',
        `The field ${name} must be a string with a maximum length of ${most}.`,
      )
    return value
  }

  function number(name: string): number | undefined {
    const value = body[name]
    if (!has(name)) return undefined
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw invalid(resource, name, 'InvalidField', `The ${name} field must be a number.`)
    return value
  }

  function oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = text(name)
    if (value === undefined) return undefined
    const found = allowed.find((a) => a.toLowerCase() === value.toLowerCase())
    if (found === undefined)
      throw invalid(
        resource,
        name,
        'InvalidField',
        `${value} is not a valid ${name}. It is one of ${allowed.join(', ')}.`,
      )
    return found
  }

  return {
    body,
    resource,
    has,
    text,
    number,
    oneOf,
    needText(name: string, most?: number): string {
      const value = text(name, most)
      if (value === undefined || value.trim() === '') throw missing(resource, name)
      return value
    },
    flag(name: string): boolean | undefined {
      const value = body[name]
      if (!has(name)) return undefined
      if (typeof value !== 'boolean')
        throw invalid(resource, name, 'InvalidField', `The ${name} field must be true or false.`)
      return value
    },
    /** UTC to the second. Milliseconds are refused, and so is any other zone. */
    date(name: string): string | undefined {
      const value = text(name)
      if (value === undefined) return undefined
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) || Number.isNaN(Date.parse(value)))
        throw invalid(resource, name, 'InvalidField', `Unsupported format applied to ${name}.`)
      return value
    },
    /** The reference, by `id` or by `name` (or `identifier`), among those that exist. */
    reference<T extends Referable>(name: string, among: readonly T[], what: string): T | undefined {
      const value = body[name]
      if (!has(name)) return undefined
      if (!isRecord(value))
        throw invalid(resource, name, 'InvalidField', `The ${name} field must be a reference.`)
      return findReference(value, among, { resource, field: name, what })
    },
  }
}

type Referable = { id: number; name?: string; identifier?: string }

export function findReference<T extends Referable>(
  value: JsonRecord,
  among: readonly T[],
  named: { resource: string; field: string; what: string },
): T | undefined {
  for (const key of ['id', 'identifier', 'name'] as const) {
    const wanted = value[key]
    if (wanted === undefined || wanted === null) continue
    const found = among.find((a) => sameKey(a[key], wanted))
    if (found) return found
    throw invalid(
      named.resource,
      `${named.field}/${key}`,
      'NotFound',
      `${named.what} ${String(wanted)} not found`,
    )
  }
  return undefined
}

function sameKey(a: string | number | undefined, b: Json): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase()
  return a === b
}

/**
 * Whose name a note or time entry shall carry. An e-mail address is no identifier, and who has
 * left cannot be an author.
 */
export function readMember(call: Call, fields: Fields): Member | undefined {
  const known = call.world.records.members.filter((m) => !m.builtIn)
  const member = fields.reference('member', known, 'Member')
  if (member?.inactiveFlag)
    throw invalid(
      fields.resource,
      'member/identifier',
      'InvalidField',
      `Member ${member.identifier} is inactive.`,
    )
  return member
}
