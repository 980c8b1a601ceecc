/**
 * A script from its template and the values typed in; what is wrong with them; what of them
 * may be told.
 *
 * Filling in is that of every command (`fill-variables.ts`): whatever a value holds, it arrives
 * as one argument of the shell the script is for. A line that names an optional parameter
 * without a value is left out. Expects values that `checkValues` found nothing against;
 * whatever else it is given it stays total, and says what is missing.
 */
import { fillVariables } from '../flow/fill-variables.ts'
import { VARIABLE, variablesIn } from '../flow/variables.ts'
import { type Marking, maskIn } from '../session/mask-session.ts'
import type { ScriptProblem } from './check-script.ts'
import type { ScriptContent, ScriptValues } from './script.ts'
import { whyNot } from './why-not.ts'

/** What stands in the record where a sensitive value stood. */
export const NOT_KEPT = '[not kept]'

export function checkValues({ parameters }: ScriptContent, values: ScriptValues): ScriptProblem[] {
  const known = new Set(parameters.map((p) => p.name))
  const strange = Object.keys(values).filter((name) => !known.has(name))
  return [
    ...strange.map((name) => ({ at: name, message: `The script has no parameter {${name}}.` })),
    ...parameters.flatMap((parameter) => {
      const message = whyNot(parameter, givenValue(values, parameter.name))
      return message ? [{ at: parameter.name, message }] : []
    }),
  ]
}

export interface GeneratedText {
  text: string
  where?: string
  /** Names of required parameters that have no value. */
  missing: string[]
}

export function generateScript(content: ScriptContent, values: ScriptValues): GeneratedText {
  const { parameters, shell } = content
  const left = new Set(
    parameters.filter((p) => !p.isRequired && givenValue(values, p.name) === '').map((p) => p.name),
  )
  const text = content.text
    .split('\n')
    .filter((line) => !variablesIn([line]).some((name) => left.has(name)))
    .join('\n')
  const switches = new Map(
    parameters
      .filter((p) => p.kind === 'yes_no')
      .map((p) => [p.name, SWITCHES[shell][givenValue(values, p.name) === 'yes' ? 'yes' : 'no']]),
  )
  const plain = Object.fromEntries(
    parameters
      .filter((p) => p.kind !== 'yes_no' && givenValue(values, p.name) !== '')
      .map((p) => [p.name, givenValue(values, p.name)]),
  )
  const filled = fillVariables(putSwitches(text, switches), plain, shell)
  return {
    ...filled,
    ...(content.where ? { where: fillVariables(content.where, plain).text } : {}),
  }
}

/** Constants of the language, so that nothing has to be quoted. */
const SWITCHES = {
  powershell: { yes: '$true', no: '$false' },
  cmd: { yes: '1', no: '0' },
  bash: { yes: 'true', no: 'false' },
} as const

const putSwitches = (text: string, switches: ReadonlyMap<string, string>): string =>
  text.replace(VARIABLE, (all, name: string) => switches.get(name) ?? all)

/**
 * What of the values may leave the browser and stand in the record: a sensitive one is told by
 * the words that it was there and not kept, and what looks like a secret all the same is masked,
 * as is what was marked in the session.
 */
export function tellValues({ parameters }: ScriptContent, values: ScriptValues, session: Marking) {
  const mask = maskIn(session)
  return Object.fromEntries(
    parameters.flatMap(({ name, isSensitive }): [string, string][] => {
      const value = givenValue(values, name)
      if (value === '') return []
      return [[name, isSensitive ? NOT_KEPT : mask(value)]]
    }),
  )
}

/**
 * The script as it may be told and kept: of what is sensitive only the `{name}` it stands for.
 * The same where it was made and where it is recorded.
 */
export function tellScript(
  content: ScriptContent,
  values: ScriptValues,
  session: Marking,
): GeneratedText {
  const parameters = content.parameters.filter(
    ({ name, isSensitive }) => !(isSensitive && givenValue(values, name) !== ''),
  )
  return generateScript({ ...content, parameters }, tellValues(content, values, session))
}

const givenValue = (values: ScriptValues, name: string): string =>
  Object.hasOwn(values, name) ? (values[name] ?? '').trim() : ''
