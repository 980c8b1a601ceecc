/**
 * A text without the values that must not be kept: what a program prints back of a sensitive
 * value is taken out before anything is stored, as it was typed and as it stands quoted.
 *
 * Where a value is very short it is only taken out as a word of its own, or every text would be
 * full of holes.
 */
import { NOT_KEPT } from './generate-script.ts'
import type { ScriptContent, ScriptValues } from './script.ts'

const SHORT = 4

export function hideValues(text: string, values: readonly string[]): string {
  const forms = [...new Set(values.flatMap(formsOf))].sort((a, b) => b.length - a.length)
  if (forms.length === 0) return text
  return text.replace(new RegExp(forms.map(expressionFor).join('|'), 'gu'), NOT_KEPT)
}

/** Of the values typed in, those that must not be kept. */
export const sensitiveIn = ({ parameters }: ScriptContent, values: ScriptValues): string[] =>
  parameters.flatMap(({ name, isSensitive }) => {
    const value = isSensitive && Object.hasOwn(values, name) ? (values[name] ?? '').trim() : ''
    return value === '' ? [] : [value]
  })

const formsOf = (value: string): string[] => {
  const plain = value.trim()
  return plain === ''
    ? []
    : [
        plain,
        plain.replaceAll("'", "''"),
        plain.replace(/["`$]/g, '`$&'),
        JSON.stringify(plain).slice(1, -1),
      ]
}

function expressionFor(value: string): string {
  const exact = value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return value.length < SHORT ? `(?<![\\p{L}\\p{N}])${exact}(?![\\p{L}\\p{N}])` : exact
}
