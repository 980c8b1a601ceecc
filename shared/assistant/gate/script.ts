/**
 * The script template that a check or a fix names, with the values proposed for it.
 *
 * A template that may not be named, a parameter that it does not have, a value that does not fit
 * or holds a secret, and any value for a sensitive parameter are taken out: a person types those.
 * What is proposed is never told to be milder than its script.
 */
import type { SafetyClass } from '../../flow/flow.ts'
import { redact } from '../../redact/redact.ts'
import type { ScriptContent } from '../../script/script.ts'
import { whyNot } from '../../script/why-not.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { plainLine } from './plain.ts'

export interface KnownScript {
  id: string
  content: Pick<ScriptContent, 'safety' | 'parameters'>
}

type Named = Pick<TurnResult['fix'][number], 'title' | 'script_template' | 'script_values'>

export interface NamedScript {
  scriptTemplate?: string
  scriptValues?: Record<string, string>
}

export function gateScript(
  { title, script_template: id, script_values: given }: Named,
  { drops }: AtGate,
  scripts: readonly KnownScript[],
): NamedScript {
  const script = findScript(scripts, id)
  if (!script) {
    if (id.trim()) drops.add(`Script ${id} for: ${title}`, 'There is no such script template.')
    return {}
  }
  const values: Record<string, string> = {}
  for (const { parameter: name, value: worded } of given) {
    const value = plainLine(worded, 2000)
    const objection = objectTo(script, name, value)
    if (objection) drops.add(`Value of ${name} for: ${title}`, objection)
    else if (value !== '') values[name] = value
  }
  const hasValues = Object.keys(values).length > 0
  return { scriptTemplate: script.id, ...(hasValues ? { scriptValues: values } : {}) }
}

function objectTo({ content }: KnownScript, name: string, value: string): string | undefined {
  const parameter = content.parameters.find((one) => one.name === name)
  if (!parameter) return 'The script has no such parameter.'
  if (parameter.isSensitive) return 'It is sensitive: the technician types it in.'
  if (redact(value).masked.length > 0) return 'It holds something secret.'
  return value === '' ? undefined : whyNot(parameter, value)
}

const GRAVITY: readonly SafetyClass[] = ['reads', 'changes', 'disrupts']

/** As the proposal says, or as grave as its script where that is graver. */
export function safetyWith(
  said: SafetyClass,
  { script_template: id }: Pick<Named, 'script_template'>,
  scripts: readonly KnownScript[],
): SafetyClass {
  const own = findScript(scripts, id)?.content.safety ?? said
  return GRAVITY.indexOf(said) >= GRAVITY.indexOf(own) ? said : own
}

const findScript = (scripts: readonly KnownScript[], id: string) =>
  scripts.find((one) => one.id === id.trim())
