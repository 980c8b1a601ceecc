/**
 * What stands in the form when it opens: what FlowPilot proposed, what the work knows under that
 * name, what the template says is usual. A sensitive field always begins empty.
 */
import type { ScriptContent } from '#shared/script/script.ts'
import type { Session } from '#shared/session/session.ts'

export function beginValues(
  { parameters }: ScriptContent,
  proposed: Readonly<Record<string, string>>,
  variables: Session['variables'],
): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ name, isSensitive, standard }) => [
      name,
      isSensitive ? '' : (proposed[name] ?? variables[name]?.value ?? standard ?? ''),
    ]),
  )
}
