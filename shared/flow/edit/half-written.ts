/**
 * The same schema for what is being written: nothing is torn, but anything may still be missing.
 *
 * Each field keeps its kind and its most; least lengths fall, a name may be empty, an address may
 * be half typed. So whoever adds a field to a flow has added it to its drafts, and a draft is
 * refused for its shape or its size only. What it lacks is told by `check-draft.ts`.
 */
import * as z from 'zod/mini'

/** For a text that has a form and with it no most of its own. */
const LONGEST_FORMED = 2_000

export const halfWritten = <S extends z.ZodMiniType>(schema: S): z.ZodMiniType<z.output<S>> =>
  // The kinds of all fields are those of the schema, so what it gives has its type.
  loosen(schema) as z.ZodMiniType<z.output<S>>

function loosen(schema: z.core.$ZodType): z.ZodMiniType {
  const { def } = (schema as z.core.$ZodTypes)._zod // one of the kinds zod has
  switch (def.type) {
    case 'string':
      return loosenText(def)
    case 'array':
      return z.array(loosen(def.element)).check(...mostOf(def))
    case 'object':
      return z.object(
        Object.fromEntries(Object.entries(def.shape).map(([key, one]) => [key, loosen(one)])),
      )
    case 'record':
      return z.record(z.string().check(...patternsOf(def.keyType)), loosen(def.valueType))
    case 'union':
      return 'discriminator' in def
        ? z.discriminatedUnion(String(def.discriminator), mapOptions(def.options))
        : z.union(def.options.map(loosen))
    case 'optional':
      return z.optional(loosen(def.innerType))
    case 'default':
      return z._default(loosen(def.innerType), def.defaultValue)
    default:
      return schema as z.ZodMiniType // kinds without lengths stay as they are
  }
}

type Options = [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]
const mapOptions = (options: readonly z.core.$ZodType[]) =>
  options.map(loosen) as unknown as Options // as many as there were, told apart as they were

function loosenText(def: z.core.$ZodStringDef): z.ZodMiniType {
  const patterns = 'format' in def ? [] : patternsIn(def)
  const most = mostOf(def)
  return z.string().check(...patterns, ...(most.length > 0 ? most : [z.maxLength(LONGEST_FORMED)]))
}

const patternsOf = (schema: z.core.$ZodType) => patternsIn(schema._zod.def)

/** What has to look like something may also be empty. */
const patternsIn = (def: z.core.$ZodTypeDef) =>
  checksOf(def).flatMap((check) =>
    'pattern' in check && check.pattern instanceof RegExp
      ? [z.regex(new RegExp(`^$|${check.pattern.source}`))]
      : [],
  )

const mostOf = (def: z.core.$ZodTypeDef) =>
  checksOf(def).flatMap((check) =>
    'maximum' in check && typeof check.maximum === 'number' ? [z.maxLength(check.maximum)] : [],
  )

const checksOf = (def: z.core.$ZodTypeDef) => (def.checks ?? []).map(({ _zod }) => _zod.def)
