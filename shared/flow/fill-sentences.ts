/**
 * Fills the sentences of a flow for the record: with the values of the session, and within
 * the lengths that events allow. What nobody told is said to be so, rather than shown in
 * braces, since a note may be read by somebody who knows nothing of variables.
 */
import type { Session } from '../session/session.ts'
import { fillVariables } from './fill-variables.ts'
import type { FlowContent } from './flow.ts'
import { variablesIn } from './variables.ts'

export type Fill = (text: string) => string

export function sentencesWith(
  flow: FlowContent | undefined,
  values: Readonly<Record<string, string>>,
): Fill {
  const all = { ...values }
  return (text) => {
    for (const name of variablesIn([text])) {
      if (all[name]) continue
      const label = flow?.variables.find((v) => v.name === name)?.label ?? name
      all[name] = `[${label}: not recorded]`
    }
    return fillVariables(text, all).text
  }
}

export const valuesOf = (session: Session): Record<string, string> =>
  Object.fromEntries(Object.entries(session.variables).map(([name, v]) => [name, v.value]))

// What the parts of an event may hold. A filled sentence can outgrow its own length.
export const LINE = 300
export const SENTENCE = 500
export const VALUE = 500

export const clip = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`
