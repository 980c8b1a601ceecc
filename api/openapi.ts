/**
 * An entry of the contract as the OpenAPI document shows it.
 *
 * The entry knows its request as one object; here it is taken apart again: what the path
 * names are parameters of the path, the rest is the query or the body.
 */
import type { DescribeRouteOptions } from 'hono-openapi'
import * as z from 'zod/mini'
import { REFUSALS, RefusalBody, type RefusalCode, type Route } from '#shared/route.ts'
import { takesBody } from './read-request.ts'

/** Schemas are written as JSON Schema by zod; the document's type only knows older forms. */
export type Schema = Exclude<
  NonNullable<
    Extract<NonNullable<DescribeRouteOptions['parameters']>[number], { in: string }>['schema']
  >,
  { $ref: string }
>

/** The document's named schemas, filled while routes are described. */
export type Schemas = Record<string, Schema>

export function describeForOpenApi(route: Route, schemas: Schemas): DescribeRouteOptions {
  const { properties, required } = fieldsOf(route.request, schemas)
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const isBody = takesBody(route)
  const parameter = (name: string, place: 'path' | 'query') => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: properties[name] ?? {},
  })
  return {
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? ''],
    description: sayWho(route),
    ...(route.may === 'anyone' ? { security: [] } : {}),
    parameters: [
      ...inPath.map((name) => parameter(name, 'path')),
      ...(isBody ? [] : rest.map((name) => parameter(name, 'query'))),
    ],
    ...(route.sends ? { requestBody: { required: true, content: A_FILE } } : {}),
    ...(isBody && rest.length > 0
      ? {
          requestBody: {
            required: rest.some((name) => required.includes(name)),
            content: {
              'application/json': {
                schema: asSchema({
                  type: 'object',
                  properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
                  required: required.filter((name) => rest.includes(name)),
                  additionalProperties: false,
                }),
              },
            },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'As asked',
        content: route.answers
          ? A_FILE
          : { 'application/json': { schema: toSchema(route.response, 'output', schemas) } },
      },
      ...Object.fromEntries(
        refusalsOf(route).map((code) => [
          REFUSALS[code],
          {
            description: code,
            content: { 'application/json': { schema: toSchema(RefusalBody, 'output', schemas) } },
          },
        ]),
      ),
    },
  }
}

const A_FILE = {
  'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const },
}

/** What may stand in the way of whoever has signed in is the same everywhere (`shared/route.ts`). */
const refusalsOf = (route: Route): RefusalCode[] => [
  'badRequest',
  'notSignedIn',
  ...(route.may === 'anyone'
    ? []
    : (['notAllowed', 'notFound', 'conflict', 'gone', 'notReady', 'outsideFailed'] as const)),
  'tooLarge',
  'tooMany',
  'notAvailable',
]

const sayWho = (route: Route) =>
  `${sayWhoMay(route)}${route.needsProof ? ' Their own password was typed within the last minutes (`POST /me/proof`).' : ''}`

const sayWhoMay = (route: Route) =>
  route.may === 'anyone'
    ? 'Without signing in.'
    : route.may === 'signedIn'
      ? 'For everybody who is signed in.'
      : `For those who may “${route.may}”.`

function fieldsOf(schema: z.ZodMiniType, schemas: Schemas) {
  const json = toJson(schema, 'input', schemas)
  return {
    properties: Object.fromEntries(
      Object.entries(json.properties ?? {}).map(([name, field]) => [name, asSchema(field)]),
    ),
    required: json.required ?? [],
  }
}

const toSchema = (schema: z.ZodMiniType, io: Direction, schemas: Schemas): Schema =>
  asSchema(toJson(schema, io, schemas))

/** What is asked may leave out what has a default; what is answered has it. */
type Direction = 'input' | 'output'

/**
 * JSON Schema as version 3.1 of OpenAPI takes it. What has a name goes to the named schemas
 * and is referred to there.
 */
function toJson(schema: z.ZodMiniType, io: Direction, schemas: Schemas) {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.id
    },
  })
  const named = (name: string) => (io === 'input' ? `${name}Asked` : name)
  const { $defs = {}, ...rest }: typeof json = JSON.parse(
    JSON.stringify(json, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/\$defs\/(.+)$/, (_, name) => `#/components/schemas/${named(name)}`)
        : value,
    ),
  )
  for (const [name, definition] of Object.entries($defs)) {
    schemas[named(name)] = asSchema(definition)
  }
  return rest
}

/** JSON Schema and the document's type describe the same thing in two libraries' words. */
const asSchema = (json: unknown): Schema =>
  typeof json === 'object' && json !== null ? (json as Schema) : {}
