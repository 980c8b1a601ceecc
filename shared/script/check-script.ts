/** What a template must say before others may use it: a list of problems, empty when fine. */
import { variablesIn } from '../flow/variables.ts'
import { redact } from '../redact/redact.ts'
import type { ScriptContent, ScriptParameter } from './script.ts'
import { whyNot } from './why-not.ts'

export interface ScriptProblem {
  /** The field it is about: `text`, `parameters.2.choices`. */
  at: string
  message: string
}

export function checkScript(content: ScriptContent): ScriptProblem[] {
  const { text, where, parameters } = content
  const declared = new Set(parameters.map((p) => p.name))
  const named = new Set(variablesIn([text, where]))
  const problems: ScriptProblem[] = []
  for (const name of named) {
    if (declared.has(name)) continue
    problems.push({ at: 'text', message: `Say what {${name}} is: add a parameter of that name.` })
  }
  for (const [i, parameter] of parameters.entries()) {
    const at = (field: string) => `parameters.${i}.${field}`
    const { name, label } = parameter
    if (parameters.findIndex((p) => p.name === name) < i) {
      problems.push({ at: at('name'), message: `{${name}} is there twice. Rename one of them.` })
    }
    if (!named.has(name)) {
      const message = `{${name}} stands nowhere in the script. Use it or take it out.`
      problems.push({ at: at('name'), message })
    }
    if (parameter.kind === 'choice' && parameter.choices.length < 2) {
      const message = `Give at least two values to choose “${label}” from.`
      problems.push({ at: at('choices'), message })
    }
  }
  problems.push(
    ...parameters.flatMap((one, i) => problemsOfStandard(one, i)),
    ...runAsCommand(content),
  )
  if (redact(text).masked.length > 0) {
    const message = 'It holds something secret. Make it a sensitive parameter.'
    problems.push({ at: 'text', message })
  }
  return problems
}

function problemsOfStandard(parameter: ScriptParameter, i: number): ScriptProblem[] {
  const { standard = '', isSensitive } = parameter
  if (standard === '') return []
  const message = isSensitive
    ? 'A sensitive value has no standard: whoever uses the script types it in.'
    : whyNot(parameter, standard)
  return message ? [{ at: `parameters.${i}.standard`, message }] : []
}

/** `$x = {name}`: a bare word after the sign would be run as a command of that name. */
function runAsCommand({ shell, text, parameters }: ScriptContent): ScriptProblem[] {
  if (shell !== 'powershell') return []
  return parameters.flatMap(({ name, kind }) => {
    const isText = kind === 'text' || kind === 'choice'
    if (!isText || !new RegExp(`=[ \\t]*\\{${name}\\}`).test(text)) return []
    const message = `PowerShell would run what stands in {${name}} as a command. Write = '{${name}}'.`
    return [{ at: 'text', message }]
  })
}
