/**
 * What was asked, as one checked value: parts of the path, the query and the body together.
 *
 * Nothing goes on unchecked. The body is JSON of bounded size and depth; what the route does
 * not know is refused by name instead of being dropped, because a misspelt field that is
 * silently ignored is a lost wish. NUL and halves of surrogate pairs, which no database takes
 * and which come with pasted output, are taken out of texts here, once for everybody.
 */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import { type RefusalBody, Refused, type Route } from '#shared/route.ts'

z.config(z.locales.en())

export type Asked<R extends Route> = z.output<R['request']>
type Problems = NonNullable<RefusalBody['problems']>

const DEEPEST = 32

export async function readRequest<R extends Route>(route: R, c: Context): Promise<Asked<R>> {
  const inPath = c.req.param()
  const given = takesBody(route) ? await readBody(c) : readQuery(c)
  const twice = Object.keys(given).filter((name) => Object.hasOwn(inPath, name))
  const asked = { ...given, ...inPath }
  const parsed = route.request.safeParse(asked, { reportInput: true })
  const problems: Problems = [
    ...twice.map((at) => ({ at, message: 'is part of the address and not repeated elsewhere' })),
    ...(parsed.success
      ? unknownFields(asked, parsed.data)
      : parsed.error.issues.flatMap(describeIssue)),
  ]
  if (!parsed.success || problems.length > 0) throw notUnderstood(problems)
  return parsed.data as Asked<R> // the output of the route's own schema
}

/** Only these carry a body that is looked into here; with the others the address says everything. */
export const takesBody = (route: Route): boolean =>
  !route.sends && (route.method === 'POST' || route.method === 'PUT' || route.method === 'PATCH')

function readQuery(c: Context): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) {
      throw notUnderstood([{ at: name, message: 'is given more than once' }])
    }
    given[name] = cleanText(values[0] ?? '')
  }
  return given
}

async function readBody(c: Context): Promise<Record<string, unknown>> {
  for (const name of Object.keys(c.req.queries())) {
    throw notUnderstood([{ at: name, message: 'belongs into the body, not into the address' }])
  }
  const text = await c.req.text()
  if (text.trim() === '') return {}
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refused('badRequest', 'Send the body as JSON, with content-type: application/json.')
  }
  refuseTooDeep(text)
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refused('badRequest', 'The body must be a JSON object.')
  }
  return { ...value }
}

/** How large it may be is seen to before (`app.ts`). */
export async function readBytes(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await c.req.arrayBuffer())
  } catch (error) {
    throw new Refused('badRequest', 'The file did not arrive whole. Send it again.', {
      cause: error,
    })
  }
}

function parseJson(text: string): unknown {
  try {
    // Visiting each value costs more than parsing, so it is done only where it can matter.
    return MAY_NEED_CLEANING.test(text)
      ? JSON.parse(text, (_key, value: unknown) =>
          typeof value === 'string' ? cleanText(value) : value,
        )
      : JSON.parse(text)
  } catch {
    throw new Refused('badRequest', 'The body is not valid JSON.')
  }
}

const MAY_NEED_CLEANING = /\\u(0000|d[89a-f])/i

/** What no database takes in a text goes out of it; everything else stays as it is. */
const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()

/** Deep nesting costs stack in everything that walks it; nothing of ours goes deep. */
function refuseTooDeep(text: string): void {
  let depth = 0
  let isInText = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isInText) {
      if (c === BACKSLASH) i++
      else if (c === QUOTE) isInText = false
    } else if (c === QUOTE) isInText = true
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (++depth > DEEPEST) {
        throw new Refused('badRequest', `The body is nested more than ${DEEPEST} levels deep.`)
      }
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) depth--
  }
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
]

const notUnderstood = (problems: Problems) => {
  const [first] = problems
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : ''
  return new Refused(
    'badRequest',
    first
      ? `The request is not right: ${first.at ? `“${first.at}” ` : ''}${first.message}.${more}`
      : 'The request is not right.',
    { problems: problems.slice(0, 50) },
  )
}

/**
 * Fields that were given and that the schema has dropped, at any depth. Schemas in `shared/`
 * drop what they do not know, since an older extension must understand a newer server; the
 * server itself is strict.
 */
function unknownFields(given: unknown, parsed: unknown, at: string[] = []): Problems {
  if (Array.isArray(given) && Array.isArray(parsed)) {
    return given.flatMap((item, i) => unknownFields(item, parsed[i], [...at, String(i)]))
  }
  if (!isRecord(given) || !isRecord(parsed)) return []
  return Object.keys(given).flatMap((name) =>
    Object.hasOwn(parsed, name)
      ? unknownFields(given[name], parsed[name], [...at, name])
      : given[name] === undefined
        ? []
        : [{ at: [...at, name].join('.'), message: 'is not a field that is known here' }],
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An issue as the end of a sentence that begins with the name of the field. */
function describeIssue(issue: z.core.$ZodIssue): Problems {
  const at = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: [at, key].filter(Boolean).join('.'),
      message: 'is not a field that is known here',
    }))
  }
  return [{ at, message: sayIssue(issue) }]
}

function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${TYPES[issue.expected] ?? `a value of type ${issue.expected}`}`
    case 'too_small':
      return issue.origin === 'string'
        ? issue.minimum === 1
          ? 'must not be empty'
          : `must have at least ${issue.minimum} characters`
        : issue.origin === 'array'
          ? `must have at least ${issue.minimum} entries`
          : `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : issue.origin === 'array'
          ? `must have at most ${issue.maximum} entries`
          : `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'written differently'}`
    case 'invalid_union':
      return 'is none of the forms that are known here'
    case 'custom':
      return decapitalise(issue.message || 'is not right')
    default:
      return 'is not right'
  }
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const FORMATS: Record<string, string> = {
  email: 'an e-mail address',
  uuid: 'an id (a UUID)',
  datetime: 'a point in time such as 2026-03-02T14:05:09Z',
  date: 'a date such as 2026-03-02',
  url: 'an address',
}

const decapitalise = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
