/**
 * What pasted output says, where no model reads it: the sentences of the readers of known
 * commands, each with the line it stands in.
 *
 * Only of output that is still at hand: what was pasted where one stands, and at the last step.
 * What is in the record, or was taken back, was read before: nobody is asked the same twice. Of a long list the first few are enough; all of it is kept with the step.
 */
import { readOutput } from '../../parse/read-output.ts'
import type { PastedOutput, Session } from '../../session/session.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { TurnResult } from '../turn-result.ts'

type Fact = TurnResult['facts'][number]

const MOST_FACTS = 5

export function outputFacts(session: Session): Fact[] {
  const known = new Set(
    [...session.statements.map((s) => s.text), ...session.withdrawn].map(wordsKey),
  )
  return outputsAtHand(session)
    .flatMap(({ text }) => {
      const facts = readOutput(text).flatMap((reading) => reading.facts)
      return facts.filter((fact) => !known.has(wordsKey(fact.text)))
    })
    .slice(0, MOST_FACTS)
    .map(({ text, quote }) => ({ text, quote, source: 'step_result', evidence: [], replaces: '' }))
}

/** The newest first. */
export function outputsAtHand({ outputs, steps }: Session): PastedOutput[] {
  const last = steps.findLast((step) => step.isOnPath)
  return [...(last?.outputs ?? []), ...outputs].toReversed()
}
