/**
 * One call to the API as its routes see it: who asks, what came, and short ways to answer.
 *
 * The world, the switches and the caller travel with the call (`bindings`), so that the routes
 * are plain functions of what they are given.
 */
import type { Context, Hono } from 'hono'
import type { Author } from '../ledger.ts'
import type { Member } from '../records.ts'
import type { World } from '../world.ts'
import type { RecordFields } from './fields.ts'
import type { JsonRecord } from './json.ts'
import { filterRecords, type ListQuery, pageOf } from './listing.ts'
import type { Show } from './references.ts'
import { notFound, RestRefusal } from './refusal.ts'
import { shapeRecord } from './shape.ts'
import type { RightName, Switches } from './switches.ts'

export type Call = {
  world: World
  switches: Switches
  /** The API member whose keys were used. */
  caller: Member
  /** The body as text, decoded as the content type says. */
  body: string
  show: Show
  /** Whether this installation is in the vendor's cloud, under the name it was asked by. */
  cloud: boolean
  /** Says `application/vnd.connectwise.com+json; …` or plain JSON, as was asked for. */
  contentType: string
}

export type Api = Hono<{ Bindings: { call: Call } }>
export type ApiContext = Context<{ Bindings: { call: Call } }>

export function callOf(c: ApiContext): Call {
  return c.env.call
}

export function authorOf(call: Call): Author {
  return { member: call.caller.identifier, via: 'rest' }
}

/** What a call needs; some lists are for everybody who has keys. */
export type Needed = RightName | 'nothing'

/** 403 when the role lacks a right. Whether `my` is enough is for the caller to ask. */
export function needRight(call: Call, right: Needed): 'all' | 'my' {
  if (right === 'nothing') return 'all'
  const level = call.switches.rights[right]
  if (level !== 'none') return level
  throw forbidden(call)
}

export function forbidden(call: Call): RestRefusal {
  const { forbiddenBody } = call.switches
  if (forbiddenBody === 'text') return new RestRefusal(403, 'Forbidden')
  if (forbiddenBody === 'html')
    return new RestRefusal(403, '<html><head><title>403 - Forbidden</title></head></html>')
  return new RestRefusal(403, {
    code: 'Security',
    message: 'You do not have sufficient permissions to perform this action.',
    errors: null,
  })
}

/** Answers one page of a list. With a right of only `my` the list is empty, without a word. */
export function answerList(
  c: ApiContext,
  right: Needed,
  fields: RecordFields,
  records: () => JsonRecord[],
  query: ListQuery = c.req.query(),
): Response {
  const call = callOf(c)
  const visible = needRight(call, right) === 'all' ? records() : []
  const page = pageOf(filterRecords(visible, fields, query), fields, query, {
    url: new URL(c.req.url),
    forwardOnly: c.req.header('pagination-type')?.toLowerCase() === 'forward-only',
    links: call.switches.links,
  })
  return c.json(
    page.records.map((r) => shapeRecord(r, fields, call.switches, query.fields)),
    200,
    page.link === undefined ? {} : { link: page.link },
  )
}

export function answerCount(
  c: ApiContext,
  right: Needed,
  fields: RecordFields,
  records: () => JsonRecord[],
): Response {
  const visible = needRight(callOf(c), right) === 'all' ? records() : []
  return c.json({ count: filterRecords(visible, fields, c.req.query()).length })
}

/** Answers one record; a record that is out of reach does not exist. */
export function answerOne(
  c: ApiContext,
  right: Needed,
  fields: RecordFields,
  record: JsonRecord | undefined,
): Response {
  const call = callOf(c)
  if (needRight(call, right) === 'my' || !record)
    throw notFound(fields.name, c.req.param('id') ?? '')
  return answerRecord(c, fields, record, 200)
}

export function answerRecord(
  c: ApiContext,
  fields: RecordFields,
  record: JsonRecord,
  status: 200 | 201,
): Response {
  return c.json(shapeRecord(record, fields, callOf(c).switches, c.req.query('fields')), status)
}

/** An id in the path. What is no number is no endpoint, as with the real one's routing. */
export function idIn(c: ApiContext, name = 'id'): number {
  return Number(c.req.param(name))
}
