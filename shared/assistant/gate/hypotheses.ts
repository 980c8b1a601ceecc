/**
 * Suspected causes, each under one key in all turns of a session.
 *
 * A key is made to fit; the same cause under another key is the cause that is known already.
 * Said again without anything new it is no event.
 */
import type { EventData } from '../../session/event.ts'
import type { Hypothesis } from '../../session/lane.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { keepFirst } from './keep-first.ts'
import { plainLine } from './plain.ts'

type Raised = Extract<EventData, { type: 'hypothesis_raised' }>

/** The key by which a cause that was named stands in the record; none for an unknown one. */
export type KeyOf = (named: string) => string | undefined

const MOST_HYPOTHESES = 6

export function gateHypotheses(
  hypotheses: TurnResult['hypotheses'],
  at: AtGate,
): { events: EventData[]; keyOf: KeyOf } {
  const known = at.session.lane.hypotheses
  const worded = hypotheses.map((h) => ({ ...h, cause: plainLine(h.cause) }))
  const kept = keepFirst(worded, MOST_HYPOTHESES, { what: 'cause', text: (h) => h.cause }, at.drops)
  const raised = new Map<string, Raised>()
  const given = new Map<string, string>()
  for (const { key: named, cause, likelihood, ...evidence } of kept) {
    const key = settleKey(named, cause, known, raised)
    if (raised.has(key)) {
      at.drops.add(cause, 'Another cause has the same key.')
      if (!given.has(named)) given.set(named, '')
      continue
    }
    given.set(named, key)
    raised.set(key, {
      type: 'hypothesis_raised',
      turnId: at.turnId,
      key,
      cause,
      likelihood,
      for: at.evidenceList(evidence.for_evidence, cause),
      against: at.evidenceList(evidence.against_evidence, cause),
    })
  }
  for (const { key: named, cause } of worded) {
    const same = [...raised.values()].find((one) => wordsKey(one.cause) === wordsKey(cause))
    if (same && !given.has(named)) given.set(named, same.key)
  }
  const keys = new Set([...known.map((h) => h.key), ...raised.keys()])
  return {
    events: [...raised.values()].filter((one) => !known.some((h) => isSame(h, one))),
    keyOf(named) {
      const key = given.get(named) ?? fitKey(named)
      return keys.has(key) ? key : undefined
    },
  }
}

function settleKey(
  named: string,
  cause: string,
  known: readonly Hypothesis[],
  raised: ReadonlyMap<string, unknown>,
): string {
  const key = fitKey(named) || fitKey(cause)
  if (known.some((h) => h.key === key)) return key
  const same = known.find((h) => wordsKey(h.cause) === wordsKey(cause))
  if (same && !raised.has(same.key)) return same.key
  if (key) return key
  let n = 1
  while (raised.has(`cause-${n}`) || known.some((h) => h.key === `cause-${n}`)) n++
  return `cause-${n}`
}

/** In the letters a key may have; empty where none is left. */
const fitKey = (named: string): string =>
  named
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 64)
    .replace(/[-_]+$/, '')

const isSame = (h: Hypothesis, one: Raised): boolean =>
  h.key === one.key &&
  h.cause === one.cause &&
  h.likelihood === one.likelihood &&
  isSameList(h.for, one.for) &&
  isSameList(h.against, one.against)

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id))
