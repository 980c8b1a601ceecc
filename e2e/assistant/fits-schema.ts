/** Whether a text is JSON that fits a schema; what is wrong with it when it is not. */
import { Ajv, type ValidateFunction } from 'ajv'

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })

/** By their text: the same few come with nearly every request, and making one takes long. */
const known = new Map<string, ValidateFunction>()

export function fitsSchema(schema: Record<string, unknown>, text: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `it is no JSON: ${text.slice(0, 80)}`
  }
  const { $schema: _, ...rest } = schema
  const key = JSON.stringify(rest)
  const fits = known.get(key) ?? ajv.compile(rest)
  known.set(key, fits)
  return fits(value) ? undefined : ajv.errorsText(fits.errors)
}
