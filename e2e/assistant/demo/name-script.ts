/** The script template of a fix: looked up by its need, then named by the id that was found. */
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import type { DemoScript } from './demo-case.ts'
import { type AskedOfDemo, isFields } from './read-asked.ts'

type Named = Pick<TurnResult['fix'][number], 'script_template' | 'script_values'>

export const NO_SCRIPT: Named = { script_template: '', script_values: [] }

export function nameScript(script: DemoScript | undefined, asked: AskedOfDemo): Named {
  const found = script && asked.documents.flatMap(templatesIn).at(0)
  if (!found) return NO_SCRIPT
  return {
    script_template: found.id,
    script_values: Object.entries(script.values).flatMap(([parameter, pattern]) => {
      const value = pattern.exec(asked.ticket)?.[1]
      return value && found.parameters.includes(parameter) ? [{ parameter, value }] : []
    }),
  }
}

function templatesIn(document: unknown): { id: string; parameters: string[] }[] {
  if (!isFields(document) || !Array.isArray(document.templates)) return []
  return document.templates.filter(isFields).map((one) => ({
    id: String(one.script_template ?? ''),
    parameters: Array.isArray(one.parameters)
      ? one.parameters.filter(isFields).map(({ parameter }) => String(parameter))
      : [],
  }))
}
