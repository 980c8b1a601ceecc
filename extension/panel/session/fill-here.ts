/** Fills the texts of a flow for reading; what is not known yet is named by its label. */
import { fillVariables } from '#shared/flow/fill-variables.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'

export function fillHere(
  { flow }: { flow: Pick<FlowContent, 'variables'> },
  session: Session | null,
): (text: string) => string {
  const values = Object.fromEntries(
    flow.variables.map(({ name, label }) => [
      name,
      session?.variables[name]?.value || `‹${label}›`,
    ]),
  )
  return (text) => fillVariables(text, values).text
}
