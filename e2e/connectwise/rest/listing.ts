/**
 * Filters, order and pages of a list, the same for every list.
 *
 * Expects whole records; answers the page that was asked for and the `Link` header. Pages are 25
 * long unless asked otherwise and never longer than 1000, which is cut without a word. With
 * `pagination-type: forward-only` the list goes by rising id from `pageId`, and `page` and
 * `orderBy` are not used.
 */
import { parseConditions } from './conditions.ts'
import { checkCondition, isRecord, kindOf, meets, valueAt } from './evaluate.ts'
import type { RecordFields } from './fields.ts'
import type { Json, JsonRecord } from './json.ts'
import { badFind, RestRefusal } from './refusal.ts'
import type { Switches } from './switches.ts'

export type ListQuery = {
  conditions?: string
  childConditions?: string
  customFieldConditions?: string
  orderBy?: string
  fields?: string
  page?: string
  pageSize?: string
  pageId?: string
}

export type Page = { records: JsonRecord[]; link: string | undefined }

export function filterRecords(
  records: JsonRecord[],
  fields: RecordFields,
  query: ListQuery,
): JsonRecord[] {
  const condition = parseConditions(query.conditions ?? '')
  if (condition) checkCondition(condition, fields)
  return records
    .filter((r) => !condition || meets(condition, r))
    .filter(childFilter(query.childConditions))
    .filter(customFieldFilter(query.customFieldConditions))
}

export function pageOf(
  records: JsonRecord[],
  fields: RecordFields,
  query: ListQuery,
  address: { url: URL; forwardOnly: boolean; links: Switches['links'] },
): Page {
  const size = Math.min(wholeNumber(query.pageSize, 'pageSize', 25) || 25, 1000)
  if (address.forwardOnly) return forwardPage(records, query, size, address)
  const sorted = sortRecords(records, fields, query.orderBy)
  const page = Math.max(wholeNumber(query.page, 'page', 1), 1)
  const last = Math.max(Math.ceil(sorted.length / size), 1)
  const to = (n: number, rel: string) => link(address, { page: n, pageSize: size }, rel)
  const links =
    last === 1
      ? []
      : [
          ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
          ...(page > 1 ? [to(1, 'first'), to(page - 1, 'prev')] : []),
        ]
  return {
    records: sorted.slice((page - 1) * size, page * size),
    link: links.length > 0 ? links.join(', ') : undefined,
  }
}

function forwardPage(
  records: JsonRecord[],
  query: ListQuery,
  size: number,
  address: { url: URL; links: Switches['links'] },
): Page {
  const after = wholeNumber(query.pageId, 'pageId', 0)
  const rising = records
    .filter((r) => Number(r.id) > after)
    .sort((a, b) => Number(a.id) - Number(b.id))
  const page = rising.slice(0, size)
  const lastId = page.at(-1)?.id
  return {
    records: page,
    link:
      rising.length > size && lastId !== undefined
        ? link(address, { pageId: Number(lastId), pageSize: size }, 'next')
        : undefined,
  }
}

function link(
  { url, links }: { url: URL; links: Switches['links'] },
  changes: Record<string, number>,
  rel: string,
): string {
  const to = new URL(url)
  for (const [name, value] of Object.entries(changes)) to.searchParams.set(name, String(value))
  if (links === 'otherHost') to.host = 'psa-internal.example:8443'
  return `<${to.href}>; rel="${rel}"`
}

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  if (!/^-?\d+$/.test(text))
    throw new RestRefusal(400, {
      code: 'InvalidArgument',
      message: `The value '${text}' is not valid for ${name}.`,
    })
  return Number(text)
}

function sortRecords(records: JsonRecord[], fields: RecordFields, orderBy = ''): JsonRecord[] {
  const keys = orderBy
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [path = '', direction = 'asc', extra] = part.split(/\s+/)
      kindOf(path, fields)
      if (!/^(asc|desc)$/i.test(direction) || extra !== undefined)
        throw badFind(`'${part}' is not an order. Write 'id desc'.`)
      return { path, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
    })
  return [...records].sort((a, b) => {
    for (const { path, sign } of keys) {
      const difference = compareJson(valueAt(a, path), valueAt(b, path))
      if (difference !== 0) return sign * difference
    }
    return Number(a.id) - Number(b.id)
  })
}

/** Nothing comes before something, as in SQL Server. */
function compareJson(a: Json | undefined, b: Json | undefined): number {
  const [x, y] = [sortable(a), sortable(b)]
  if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined)
  return x < y ? -1 : x > y ? 1 : 0
}

function sortable(value: Json | undefined): string | number | undefined {
  if (value === undefined || value === null) return undefined
  if (isRecord(value)) return sortable(value.name ?? value.id)
  if (typeof value === 'string') return value.toLowerCase()
  return Number(value)
}

/** One child must meet the whole condition: `communicationItems/value like … and …/type/name=…`. */
function childFilter(source = ''): (record: JsonRecord) => boolean {
  const condition = parseConditions(source)
  if (!condition) return () => true
  const lists = new Set(pathsOf(condition).map((path) => path.split('/')[0] ?? ''))
  const [list = ''] = lists
  if (lists.size !== 1) throw badFind('childConditions must name one list of children.')
  return (record) => {
    const children = record[list]
    if (children === undefined || children === null) return false
    if (!Array.isArray(children)) throw badFind(`'${list}' is not a recognized name.`)
    return children.some((child) => isRecord(child) && meets(condition, { [list]: child }))
  }
}

/** The same over the custom fields: `caption="Region" and value="North"`. */
function customFieldFilter(source = ''): (record: JsonRecord) => boolean {
  const condition = parseConditions(source)
  if (!condition) return () => true
  for (const path of pathsOf(condition))
    if (path !== 'caption' && path !== 'value') throw badFind(`'${path}' is not a recognized name.`)
  return ({ customFields }) =>
    Array.isArray(customFields) &&
    customFields.some((field) => isRecord(field) && meets(condition, field))
}

function pathsOf(condition: NonNullable<ReturnType<typeof parseConditions>>): string[] {
  if (condition.op === 'and' || condition.op === 'or')
    return [...pathsOf(condition.left), ...pathsOf(condition.right)]
  return condition.op === 'not' ? pathsOf(condition.of) : [condition.path]
}
