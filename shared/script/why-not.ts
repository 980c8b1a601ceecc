/** Why a value does not fit its parameter, in a sentence for its field; undefined when it fits. */
import type { ScriptParameter } from './script.ts'

const LONGEST_VALUE = 2000

export function whyNot({ label, kind, isRequired, choices }: ScriptParameter, value: string) {
  if (value === '') return isRequired ? `Enter “${label}”.` : undefined
  if (value.length > LONGEST_VALUE) return `“${label}” has at most ${LONGEST_VALUE} characters.`
  if (kind === 'number' && !/^-?\d{1,15}(\.\d{1,10})?$/.test(value)) {
    return `“${label}” is a number, such as 15 or 0.5.`
  }
  if (kind === 'yes_no' && value !== 'yes' && value !== 'no') return `Answer “${label}”: yes or no.`
  if (kind === 'choice' && !choices.includes(value)) return `Pick one of the values of “${label}”.`
  return undefined
}
