/** Fills the texts of a node for reading; what is not known yet is named by its label. */
import { fillVariables } from '#shared/flow/fill-variables.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'

export function fillHere(here: PlaceInFlow, session: Session): (text: string) => string {
  const values = Object.fromEntries(
    here.flow.variables.map(({ name, label }) => [
      name,
      session.variables[name]?.value || `‹${label}›`,
    ]),
  )
  return (text) => fillVariables(text, values).text
}
