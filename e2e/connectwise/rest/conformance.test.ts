/**
 * Whether the stand-in's answers are what the vendor's own document says.
 *
 * Asks for every kind of answer and every seeded record and checks each body against the OpenAPI
 * document that `CONNECTWISE_OPENAPI` names. The document is the vendor's and not part of this
 * project; where it is not at hand this half is left out, and says so.
 *
 * The document is OpenAPI 3.0, which is nearly a JSON schema: `nullable` beside a `$ref` or `enum`,
 * and formats like `int32`, have to be put into its words first. An older server's nulls are
 * allowed everywhere, since the document does not speak of them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { afterAll, describe, expect, test } from 'vitest'
import { makeStandIn } from '../testing/ask.ts'
import { isRecord } from './evaluate.ts'
import type { Json, JsonRecord } from './json.ts'
import { mountedRoutes } from './mount.ts'

const file = process.env.CONNECTWISE_OPENAPI
const isThere = file !== undefined && existsSync(file)
if (!isThere)
  console.warn(
    '\nLEFT OUT: answers of the ConnectWise stand-in are not checked against the vendor’s document. Set CONNECTWISE_OPENAPI to its path.\n',
  )

describe.skipIf(!isThere)('answers are as the document named by CONNECTWISE_OPENAPI says', () => {
  const strict = isThere ? readDocument(file, { anyNull: false }) : undefined
  const lenient = isThere ? readDocument(file, { anyNull: true }) : undefined
  const checked = new Set<string>()
  /** What was asked and answered as it should be, `GET /service/tickets/48213`. */
  const asked = new Set<string>()

  /** Asks, and checks status and body against the operation the document has for this path. */
  async function conforms(
    standIn: ReturnType<typeof makeStandIn>,
    method: string,
    path: string,
    status: number,
    body?: Json,
  ) {
    const answer = await standIn.ask(method, path, body)
    expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 300)}`).toBe(status)
    // Refusals were seen with `errors: null`, which the document does not foresee.
    const mayBeNull = standIn.switches.now.model === 'older' || status >= 400
    const document = mayBeNull ? lenient : strict
    const operation = document?.operationFor(method, path.replace(/\?.*$/, ''))
    expect(operation, `the document has ${method} ${path}`).toBeDefined()
    const validate = document?.validatorFor(operation ?? '', method, status)
    expect(validate, `the document has ${status} for ${method} ${path}`).toBeDefined()
    if (validate?.(answer.json) === false)
      expect.fail(`${method} ${path}: ${JSON.stringify(validate.errors?.slice(0, 5), null, 1)}`)
    checked.add(`${method} ${operation} ${status}`)
    if (status < 300) asked.add(`${method} ${path.replace(/\?.*$/, '')}`)
    return answer
  }

  const LISTS = [
    '/service/tickets',
    '/project/tickets',
    '/service/boards',
    '/service/priorities',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
    '/company/configurations/types',
    '/company/configurations/statuses',
    '/time/entries',
    '/time/workTypes',
    '/time/workRoles',
    '/system/members',
    '/system/info/members',
    '/system/callbacks',
  ]
  const COUNTS = [
    '/service/tickets',
    '/project/tickets',
    '/service/boards',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
    '/time/entries',
    '/system/members',
    '/system/info/members',
    '/system/callbacks',
  ]
  const SINGLE = [
    '/service/tickets',
    '/project/tickets',
    '/service/boards',
    '/service/priorities',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
    '/company/configurations/types',
    '/company/configurations/statuses',
    '/time/entries',
    '/system/members',
    '/system/info/members',
  ]
  const CALLBACK = {
    url: 'http://127.0.0.1:9/hook?recordId=',
    objectId: 1,
    type: 'ticket',
    level: 'owner',
    description: 'ticket events',
  }

  for (const model of ['newer', 'older'] as const)
    describe(`from a ${model} server`, () => {
      const standIn = makeStandIn({ model, callsPerMinute: 0 })

      test.each(LISTS)('%s', async (path) => {
        await conforms(standIn, 'POST', '/system/callbacks', 201, {
          ...CALLBACK,
          url: `http://127.0.0.1:9${path}?recordId=`,
        })
        const { list } = await conforms(standIn, 'GET', `${path}?pageSize=1000`, 200)
        expect(list).not.toHaveLength(0)
      })

      test.each(COUNTS)('%s/count', async (path) => {
        await conforms(standIn, 'GET', `${path}/count`, 200)
      })

      test.each(SINGLE)('every record of %s by itself', async (path) => {
        const { list } = await standIn.get(`${path}?pageSize=1000&fields=id`)
        for (const { id } of list) await conforms(standIn, 'GET', `${path}/${id}`, 200)
      })

      test.each(['service', 'project'] as const)('what hangs on every %s ticket', async (side) => {
        const own = side === 'service' ? 'conditions=recordType="ServiceTicket"&' : ''
        const { list } = await standIn.get(`/${side}/tickets?${own}pageSize=1000&fields=id`)
        expect(list).not.toHaveLength(0)
        for (const { id } of list) {
          const base = `/${side}/tickets/${id}`
          const below = ['notes', 'configurations', 'documents', 'timeentries', 'tasks']
          if (model === 'newer') below.push('allNotes')
          for (const name of below)
            await conforms(standIn, 'GET', `${base}/${name}?pageSize=1000`, 200)
          const counted =
            side === 'service' ? below.filter((name) => name !== 'allNotes') : ['notes']
          for (const name of counted) await conforms(standIn, 'GET', `${base}/${name}/count`, 200)
          const notes = await standIn.get(`${base}/notes?fields=id&pageSize=1000`)
          for (const note of notes.list)
            await conforms(standIn, 'GET', `${base}/notes/${note.id}`, 200)
        }
      })

      test('statuses and types of every board', async () => {
        for (const { id } of (await standIn.get('/service/boards')).list) {
          const { list } = await conforms(standIn, 'GET', `/service/boards/${id}/statuses`, 200)
          for (const status of list)
            await conforms(standIn, 'GET', `/service/boards/${id}/statuses/${status.id}`, 200)
          await conforms(standIn, 'GET', `/service/boards/${id}/statuses/count`, 200)
          await conforms(standIn, 'GET', `/service/boards/${id}/types`, 200)
        }
      })

      test('system info and documents', async () => {
        await conforms(standIn, 'GET', '/system/info', 200)
        const path = '/system/documents?recordType=Ticket&recordId=48213'
        const { list } = await conforms(standIn, 'GET', path, 200)
        expect(list).toHaveLength(1)
      })

      test('answers to what is written', async () => {
        const note = { text: 'Seen.', internalAnalysisFlag: true }
        const posted = await conforms(standIn, 'POST', '/service/tickets/48213/notes', 201, note)
        const own = `/service/tickets/48213/notes/${posted.record.id}`
        const op = { op: 'replace', path: 'text', value: 'Seen again.' }
        await conforms(standIn, 'PATCH', own, 200, [op])
        const other = await conforms(standIn, 'POST', '/project/tickets/48140/notes', 201, note)
        const otherNote = `/project/tickets/48140/notes/${other.record.id}`
        await conforms(standIn, 'PATCH', otherNote, 200, [op])
        const summary = { op: 'replace', path: 'summary', value: 'New by REST' }
        await conforms(standIn, 'PATCH', '/project/tickets/48140', 200, [summary])
        const charge = { chargeToId: 48213, chargeToType: 'ServiceTicket' }
        const times = { timeStart: '2026-03-02T13:00:00Z', timeEnd: '2026-03-02T13:20:00Z' }
        await conforms(standIn, 'POST', '/time/entries/defaults', 200, charge)
        const entry = { ...charge, ...times, notes: 'Helped.' }
        const time = await conforms(standIn, 'POST', '/time/entries', 201, entry)
        await conforms(standIn, 'PATCH', `/time/entries/${time.record.id}`, 200, [
          { op: 'replace', path: 'notes', value: 'Helped on.' },
        ])
        const status = { op: 'replace', path: 'status', value: { id: 19 } }
        await conforms(standIn, 'PATCH', '/service/tickets/48213', 200, [status])
        await conforms(standIn, 'POST', '/service/tickets', 201, {
          summary: 'New by REST',
          company: { id: 250 },
          initialDescription: 'It beeps.',
        })
        await conforms(standIn, 'POST', '/service/tickets/search', 200, { conditions: 'id>0' })
        await conforms(standIn, 'POST', '/project/tickets/search', 200, { conditions: 'id>0' })
        await conforms(standIn, 'POST', '/service/tickets/48213/attachChildren', 200, {
          childTicketIds: [48219],
        })
        await conforms(standIn, 'POST', '/service/tickets/48213/merge', 200, {
          mergeTicketIds: [48199],
          status: { id: 23 },
        })
        const registered = await conforms(standIn, 'POST', '/system/callbacks', 201, CALLBACK)
        const callback = `/system/callbacks/${registered.record.id}`
        await conforms(standIn, 'GET', callback, 200)
        await conforms(standIn, 'PATCH', callback, 200, [
          { op: 'replace', path: 'inactiveFlag', value: true },
        ])
        await conforms(standIn, 'POST', '/service/tickets/48219/configurations', 201, { id: 914 })
      })
    })

  test('the check sees a wrong kind, an unknown name and a null', () => {
    const validate = strict?.validatorFor('/service/tickets/{id}', 'GET', 200)
    const right = { id: 1, summary: 'x', company: { id: 2 } }
    expect(validate?.(right)).toBe(true)
    expect(validate?.({ ...right, id: 'one' })).toBe(false)
    expect(validate?.({ ...right, company: { id: 2, colour: 'red' } })).toBe(false)
    expect(validate?.({ ...right, summary: null })).toBe(false)
    const older = lenient?.validatorFor('/service/tickets/{id}', 'GET', 200)
    expect(older?.({ ...right, owner: null })).toBe(true)
  })

  describe('refusals', () => {
    const standIn = makeStandIn()
    const notes = '/service/tickets/48213/notes'
    test.each([
      [400, 'POST', notes, { text: 'no flag' }],
      [404, 'GET', '/service/tickets/999999', undefined],
      [
        400,
        'PATCH',
        '/service/tickets/48213',
        [{ op: 'replace', path: 'status', value: { id: 31 } }],
      ],
      [400, 'GET', '/service/tickets?conditions=colour="red"', undefined],
      [400, 'POST', '/time/entries', { timeStart: '2026-03-02T13:00:00.000Z' }],
    ] as const)('%i for %s %s', async (status, method, path, body) => {
      await conforms(standIn, method, path, status, body === undefined ? undefined : toJson(body))
    })

    test.each([401, 403, 404, 500] as const)('%i on command', async (status) => {
      standIn.faults.add({ play: { kind: 'status', status } })
      await conforms(standIn, 'GET', '/service/tickets', status)
    })

    test('429 on command', async () => {
      standIn.faults.add({ play: { kind: 'throttle', retryAfter: '30' } })
      await conforms(standIn, 'GET', '/service/tickets', 429)
    })
  })

  test('every route that answers with a body was asked', () => {
    const left = mountedRoutes().filter((route) => {
      const [method = '', path = ''] = route.split(' ')
      const pattern = new RegExp(`^${method} ${path.replace(/:\w+\{\[0-9\]\+\}/g, '\\d+')}$`)
      return ![...asked].some((one) => pattern.test(one))
    })
    expect(left.sort()).toEqual(NOT_IN_DOCUMENT.map(routeOf).sort())
    for (const path of NOT_IN_DOCUMENT)
      expect(strict?.operationFor('GET', path) ?? '', path).not.toMatch(/\/count$/)
  })

  afterAll(() => {
    console.info(`${checked.size} kinds of answers were checked against the vendor’s document.`)
  })
})

/** What the stand-in counts for whoever asks, and the vendor's document knows no question for. */
const NOT_IN_DOCUMENT: readonly string[] = [
  '/project/tickets/1/configurations/count',
  '/project/tickets/1/timeentries/count',
  '/project/tickets/1/documents/count',
  '/project/tickets/1/tasks/count',
  '/company/configurations/types/count',
  '/company/configurations/statuses/count',
  '/service/priorities/count',
]

const routeOf = (path: string) => `GET ${path.replace('/1/', '/:ticketId{[0-9]+}/')}`

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}

/** The document, ready to be asked for the check of one answer. */
function readDocument(path: string, { anyNull }: { anyNull: boolean }) {
  const source: Json = JSON.parse(readFileSync(path, 'utf8'))
  const paths = child(source, 'paths')
  const ajv = makeAjv(toSchema(source, anyNull))
  const cache = new Map<string, ValidateFunction>()

  return {
    /** The path as the document writes it, `/service/tickets/{id}`. */
    operationFor(method: string, asked: string): string | undefined {
      return Object.keys(paths)
        .filter((p) => child(paths, p)[method.toLowerCase()] !== undefined)
        .filter((p) => new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`, 'i').test(asked))
        .sort((a, b) => a.split('{').length - b.split('{').length)[0]
    },
    validatorFor(path: string, method: string, status: number): ValidateFunction | undefined {
      const responses = child(child(child(paths, path), method.toLowerCase()), 'responses')
      const response = resolve(source, child(responses, String(status)))
      const schema = child(Object.values(child(response, 'content'))[0], 'schema')
      if (Object.keys(schema).length === 0) return undefined
      const key = `${JSON.stringify(schema)}`
      const known = cache.get(key) ?? ajv.compile(pointInto(schema))
      cache.set(key, known)
      return known
    },
  }
}

function makeAjv(document: Json): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
  formats.default(ajv)
  for (const name of ['int32', 'int64', 'double', 'float']) ajv.addFormat(name, true)
  if (isRecord(document)) ajv.addSchema(document, 'document')
  return ajv
}

/** A schema that stands outside of the document, with references into it. */
function pointInto(schema: JsonRecord): JsonRecord {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'))
}

/**
 * OpenAPI 3.0's `nullable` in the words of a JSON schema. Names the document does not have are
 * errors; with `anyNull` every property may be null.
 */
function toSchema(value: Json, anyNull: boolean): Json {
  if (Array.isArray(value)) return value.map((v) => toSchema(v, anyNull))
  if (!isRecord(value)) return value
  const schema: JsonRecord = {}
  for (const [name, v] of Object.entries(value)) schema[name] = toSchema(v ?? null, anyNull)
  const { nullable, properties, ...rest } = schema
  if (isRecord(properties) && rest.type === 'object') {
    if (anyNull)
      for (const [name, s] of Object.entries(properties)) properties[name] = orNull(s ?? {})
    rest.additionalProperties ??= false
  }
  if (properties !== undefined) rest.properties = properties
  return nullable === true ? orNull(rest) : rest
}

function orNull(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] }
}

function child(value: Json | undefined, name: string): JsonRecord {
  const found = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

function resolve(source: Json, value: JsonRecord): JsonRecord {
  if (typeof value.$ref !== 'string') return value
  const steps = value.$ref.replace('#/', '').split('/')
  return steps.reduce<JsonRecord>((at, step) => child(at, step), isRecord(source) ? source : {})
}
