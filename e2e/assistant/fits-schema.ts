/** Whether a text is JSON that fits a schema; what is wrong with it when it is not. */
import { Ajv } from 'ajv'

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })

export function fitsSchema(schema: Record<string, unknown>, text: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `it is no JSON: ${text.slice(0, 80)}`
  }
  const { $schema: _, ...rest } = schema
  return ajv.validate(rest, value) ? undefined : ajv.errorsText()
}
