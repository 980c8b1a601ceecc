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
type Schema = NonNullable<
  Extract<NonNullable<DescribeRouteOptions['parameters']>[number], { in: string }>['schema']
>

export function describeForOpenApi(route: Route): DescribeRouteOptions {
  const { properties, required } = fieldsOf(route.request)
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
        content: { 'application/json': { schema: toSchema(route.response, 'output') } },
      },
      ...Object.fromEntries(refusalsOf(route).map((code) => [REFUSALS[code], refusal(code)])),
    },
  }
}

const refusalsOf = (route: Route): RefusalCode[] => [
  'badRequest',
  ...(route.may === 'anyone' ? [] : (['notSignedIn', 'notAllowed'] as const)),
  'notFound',
  'conflict',
  'tooLarge',
  'tooMany',
  'notAvailable',
]

const refusal = (code: RefusalCode) => ({
  description: code,
  content: { 'application/json': { schema: toSchema(RefusalBody, 'output') } },
})

const sayWho = (route: Route) =>
  route.may === 'anyone'
    ? 'Without signing in.'
    : route.may === 'signedIn'
      ? 'For everybody who is signed in.'
      : `For those who may “${route.may}”.`

function fieldsOf(schema: z.ZodMiniType): {
  properties: Record<string, Schema>
  required: string[]
} {
  const json = z.toJSONSchema(schema, OPTIONS('input'))
  return {
    properties: Object.fromEntries(
      Object.entries(json.properties ?? {}).map(([name, field]) => [name, asSchema(field)]),
    ),
    required: json.required ?? [],
  }
}

const OPTIONS = (io: 'input' | 'output') =>
  ({
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    reused: 'inline',
    // Names given by `meta` would become references into a document of its own.
    metadata: z.registry<{ id?: string }>(),
  }) as const

const toSchema = (schema: z.ZodMiniType, io: 'input' | 'output'): Schema =>
  asSchema(z.toJSONSchema(schema, OPTIONS(io)))

/** JSON Schema and the document's type describe the same thing in two libraries' words. */
function asSchema(json: unknown): Schema {
  if (typeof json !== 'object' || json === null) return {}
  const { $schema: _dialect, '~standard': _standard, ...schema } = json as Record<string, unknown>
  return schema as Schema
}
