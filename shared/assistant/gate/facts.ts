/**
 * Proposed facts as statements that nobody has confirmed, each with the words it rests on.
 *
 * A quote that is not found stays, marked as such: a person sees the claim beside the missing
 * words. What rests on what somebody said is a report, on what was looked at an observation,
 * on a check's result a test.
 */
import type { EventData } from '../../session/event.ts'
import type { Evidence } from '../../session/lane-event.ts'
import { activeStatements } from '../../session/ledger.ts'
import type { StatementKind, StatementSource } from '../../session/statement.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { QuotableTexts } from '../find-quote.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { keepFirst } from './keep-first.ts'
import { plain, plainLine } from './plain.ts'

type Fact = TurnResult['facts'][number]

const MOST_FACTS = 8

export function gateFacts(facts: readonly Fact[], at: AtGate, texts: QuotableTexts): EventData[] {
  const said = new Set(activeStatements(at.session).map((s) => wordsKey(s.text)))
  const withdrawn = new Set(at.session.withdrawn.map(wordsKey))
  const worded = facts.map((fact) => ({ ...fact, text: plain(fact.text, 2000) }))
  return keepFirst(worded, MOST_FACTS, { what: 'fact', text: (f) => f.text }, at.drops).flatMap(
    (fact) => {
      if (said.has(wordsKey(fact.text))) {
        at.drops.add(fact.text, 'It stands in the record already.')
        return []
      }
      if (withdrawn.has(wordsKey(fact.text))) {
        at.drops.add(fact.text, 'It was taken back, or something else is so in its place.')
        return []
      }
      return [stateFact(fact, at, texts)]
    },
  )
}

function stateFact(fact: Fact, at: AtGate, texts: QuotableTexts): EventData {
  const cited = at.evidenceList(fact.evidence, fact.text)
  const found = texts.find(fact.source, fact.quote, cited)
  const ref = found ? found.id : texts.cited(fact.source, cited)
  const source: StatementSource = {
    kind: fact.source === 'device_data' ? 'device' : fact.source,
    ...(ref ? { ref } : {}),
    quote: plainLine(fact.quote, 1000),
    isFound: found !== undefined,
  }
  const stepId = restsOn(fact, ref, at)
  const replaces = replacedBy(fact, at)
  return {
    type: 'statement_added',
    kind: kindOf(fact, stepId, at),
    text: fact.text,
    ...(stepId ? { stepId } : {}),
    source,
    ...(replaces ? { replaces } : {}),
    turnId: at.turnId,
  }
}

/** The step whose result it tells: gone back over, it no longer counts. */
const restsOn = (fact: Fact, ref: Evidence | undefined, { session }: AtGate) =>
  fact.source === 'step_result' ? session.steps.find((s) => s.id === ref)?.id : undefined

function kindOf(fact: Fact, stepId: string | undefined, { session }: AtGate): StatementKind {
  if (fact.source === 'technician' || fact.source === 'ticket') return 'report'
  const step = session.steps.find((s) => s.id === stepId)
  return step?.kind === 'check' ? 'test' : 'observation'
}

function replacedBy({ replaces, text }: Fact, at: AtGate): string | undefined {
  if (replaces.trim() === '') return undefined
  const id = at.evidenceOf(replaces)
  if (activeStatements(at.session).some((s) => s.id === id)) return id
  at.drops.add(`${replaces} as replaced by: ${text}`, 'No fact of the record has this name.')
  return undefined
}
