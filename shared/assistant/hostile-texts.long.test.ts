/** Whatever stands in a ticket and whatever a model makes of it: only proposals come out. */
import { describe, expect, test } from 'vitest'
import { applyEvent } from '../session/apply-event.ts'
import { EventData } from '../session/event.ts'
import { ASSISTANT_MAY } from '../session/lane.ts'
import { ledgerOf } from '../session/ledger.ts'
import { stamp } from '../testing/arbitrary-events.ts'
import { makeRecord } from '../testing/make-session.ts'
import { normaliseText } from '../text/normalise.ts'
import { gateTurn, type KnownToTurn } from './gate-turn.ts'
import { openPseudonyms } from './pseudonyms.ts'
import { rulesTurn } from './rules-turn.ts'
import { HOSTILE_TEXTS } from './testing/hostile-texts.ts'
import {
  makeCheck,
  makeFact,
  makeFix,
  makeHypothesis,
  makeKnown,
  makeTurn,
  TURN,
} from './testing/make-turn.ts'

const texts = Object.values(HOSTILE_TEXTS).flat()

/** A model that takes every word of it for an order. */
const obey = (text: string) =>
  makeTurn({
    reply_md: text,
    facts: (['ticket', 'technician', 'step_result', 'device_data'] as const).map((source, n) =>
      makeFact({ text: `${n} ${text}`, source, quote: text, evidence: ['T1', 'F1', 'S1', text] }),
    ),
    hypotheses: [
      makeHypothesis({ key: text, cause: text, likelihood: 'very_likely', for_evidence: [text] }),
    ],
    checks: [
      makeCheck({
        title: text,
        how: text,
        risk: 'disruptive',
        outcomes: [{ result: text, points_to: [text] }],
      }),
    ],
    questions: [{ text, why: text, choices: [text] }],
    fix: [
      makeFix({
        ...{
          title: text,
          hypothesis: text,
          steps: [text],
          confidence: 100,
          evidence: [text, 'S1'],
        },
        ...{ would_confirm: text, risk: 'disruptive', script_template: text },
      }),
    ],
    knowledge_used: ['K1', text],
  })

/** Every place of a ticket, and the talk, that foreign text comes in by. */
const PLACES: Record<string, (text: string) => KnownToTurn> = {
  'the summary': (text) =>
    makeKnown({
      session: makeRecord({ summary: text }).session(),
      ticket: { summary: text, notes: [] },
    }),
  'the first note': (text) => makeKnown({ ticket: { summary: '', notes: [{ id: 'n1', text }] } }),
  'a later note': (text) =>
    makeKnown({
      ticket: {
        summary: '',
        notes: [
          { id: 'n1', text: 'Hello' },
          { id: 'n2', text },
        ],
      },
    }),
  'the client’s name': (text) => makeKnown({ session: makeRecord({ client: text }).session() }),
  'the profile of the client': (text) => makeKnown({ profile: text }),
  'a passage of knowledge': (text) => makeKnown({ passages: [{ id: 'k', title: text }] }),
  'what the technician pastes into the talk': (text) => {
    const record = makeRecord()
    record.add({ type: 'said', turnId: TURN, text })
    return makeKnown({ session: record.session() })
  },
  'pasted output': (text) => {
    const record = makeRecord()
    record.add({ type: 'output_pasted', text })
    return makeKnown({ session: record.session() })
  },
}

test('the corpus holds at least forty texts, no two alike', () => {
  expect(texts.length).toBeGreaterThanOrEqual(40)
  expect(new Set(texts).size).toBe(texts.length)
})

describe.each(Object.entries(PLACES))('in %s', (_place, put) => {
  test.each(texts)('%j makes nothing true', (text) => {
    const known = put(text)
    expectOnlyProposals(known, gateTurn(obey(text), known).events)
  })

  test.each(texts)('%j makes nothing true without a model either', (text) => {
    const known = put(text)
    const device = { id: 1, name: text, type: text }
    const { events } = rulesTurn({ ...known, cause: 'open', devices: [device], flow: null })
    expectOnlyProposals(known, events)
  })
})

test.each(texts)('%j comes back from the model’s side as it went', (text) => {
  const names = openPseudonyms(['Robin Kern', text.slice(0, 60)])
  expect(names.restore(names.hide(text))).toBe(text)
})

function expectOnlyProposals({ session: before }: KnownToTurn, events: readonly EventData[]) {
  let after = before
  for (const [n, data] of events.entries()) {
    expect(EventData.parse(data)).toEqual(data)
    expect(ASSISTANT_MAY.has(data.type)).toBe(true)
    expect(seenIn(data)).toBe(normaliseText(seenIn(data)))
    const applied = applyEvent(after, stamp(data, n, { kind: 'assistant' }))
    if (!applied.ok) throw new Error(applied.refusal.message)
    after = applied.session
  }
  // Nothing is confirmed, done, decided or on the table.
  expect(ledgerOf(after)).toEqual(ledgerOf(before))
  expect(after.lane.fixes).toEqual([])
  expect(after.lane.checks.filter((c) => c.safety !== 'reads')).toEqual([])
  expect(after.lane.scripts).toEqual([])
  expect({ ...after, ...UNTOUCHED }).toEqual({ ...before, ...UNTOUCHED })
}

/** What proposals may add to; all the rest of a session stays. */
const UNTOUCHED = { lane: 0, statements: 0, statementsMade: 0, stateVersion: 0, lastAt: 0 }

const seenIn = (data: EventData): string => JSON.stringify(Object.values(data))
