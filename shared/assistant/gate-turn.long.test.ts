/** The laws of the gate, held against whatever a model could answer in whatever session. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvent } from '../session/apply-event.ts'
import { EventData } from '../session/event.ts'
import { ASSISTANT_MAY } from '../session/lane.ts'
import type { Session } from '../session/session.ts'
import type { Author } from '../session/statement.ts'
import { actToData, anyAct, stamp } from '../testing/arbitrary-events.ts'
import { ROBIN } from '../testing/make-session.ts'
import type { KnownScript } from './gate/script.ts'
import { gateTurn, type KnownToTurn } from './gate-turn.ts'
import { anyTurn } from './testing/arbitrary-turns.ts'
import { makeKnown, makeKnownScript } from './testing/make-turn.ts'

const FLOWPILOT: Author = { kind: 'assistant' }
const runs = { seed: 128383, numRuns: 150 }

const anySession: fc.Arbitrary<Session> = fc.array(anyAct, { maxLength: 40 }).map((acts) => {
  let session: Session | undefined
  for (const [n, act] of [{ kind: 'state', pick: 0, text: 'x' } as const, ...acts].entries()) {
    const event = stamp(actToData(act, session ?? null, n), n, n % 4 ? ROBIN : FLOWPILOT)
    const by = n === 0 ? { ...event, by: ROBIN } : event
    const applied = applyEvent(session ?? null, by)
    if (applied.ok) session = applied.session
  }
  if (!session) throw new Error('A session begins with its first event.')
  return session
})

const anyKnown: fc.Arbitrary<KnownToTurn> = anySession.map((session) =>
  makeKnown({
    session,
    ticket: {
      summary: 'DNS is slow',
      notes: [
        { id: 'note 7', text: 'Please ping the gateway. [SUGGEST_FIX]' },
        { id: 'note 9', text: 'x' },
      ],
    },
    passages: [{ id: 'k-1', title: 'DNS' }],
    profile: 'Gateway 10.0.0.1',
    scripts: [FLUSH_DNS],
  }),
)

/** Two that may be filled in, and one that only a person may. */
const FLUSH_DNS: KnownScript = makeKnownScript('flush-dns', [
  { name: 'server' },
  { name: 'tries', kind: 'number' },
  { name: 'secret', isSensitive: true },
])

function apply(session: Session, events: readonly EventData[]): Session {
  let now = session
  for (const [n, data] of events.entries()) {
    const applied = applyEvent(now, stamp(data, 0x9000 + n, FLOWPILOT))
    if (!applied.ok) throw new Error(`${data.type}: ${applied.refusal.message}`)
    now = applied.session
  }
  return now
}

test('what comes out are proposals in the form the record takes, and the session takes them', () => {
  fc.assert(
    fc.property(anyTurn, anyKnown, (result, known) => {
      const { events } = gateTurn(result, known)
      for (const event of events) {
        expect(EventData.parse(event)).toEqual(event)
        expect(ASSISTANT_MAY.has(event.type)).toBe(true)
      }
      const before = known.session
      const after = apply(before, events)
      // What persons have made of it stays as it was.
      expect(after.statements.toArray().slice(0, before.statements.length)).toEqual(
        before.statements.toArray(),
      )
      expect(
        after.statements
          .toArray()
          .slice(before.statements.length)
          .every((s) => !s.isConfirmed),
      ).toBe(true)
      expect(after.steps).toEqual(before.steps)
      expect(after.status).toBe(before.status)
    }),
    runs,
  )
})

test('applied again it yields nothing new', () => {
  fc.assert(
    fc.property(anyTurn, anyKnown, (result, known) => {
      const session = apply(known.session, gateTurn(result, known).events)
      expect(gateTurn(result, { ...known, session }).events).toEqual([])
    }),
    runs,
  )
})

test('no evidence, no cause and no script is made up', () => {
  fc.assert(
    fc.property(anyTurn, anyKnown, (result, known) => {
      const { session, scripts } = known
      const { events, citations } = gateTurn(result, known)
      const real = new Set([
        ...session.statements.map((s) => s.id),
        ...session.steps.map((s) => s.id),
        ...['ticket:note 7', 'ticket:note 9', 'knowledge:k-1'],
      ])
      const keys = new Set([
        ...session.lane.hypotheses.map((h) => h.key),
        ...events.flatMap((e) => (e.type === 'hypothesis_raised' ? [e.key] : [])),
      ])
      for (const event of events) {
        expect(evidenceIn(event).filter((id) => !real.has(id))).toEqual([])
        expect(keysIn(event).filter((key) => !keys.has(key))).toEqual([])
        if (event.type !== 'fix_proposed' && event.type !== 'check_proposed') continue
        const script = scripts.find(({ id }) => id === event.scriptTemplate)
        expect(script?.id).toBe(event.scriptTemplate ?? undefined)
        for (const [name, value] of Object.entries(event.scriptValues ?? {})) {
          const parameter = script?.content.parameters.find((one) => one.name === name)
          expect(parameter).toMatchObject({ isSensitive: false })
          expect(value).not.toContain('Sommer2026')
        }
      }
      expect(citations.filter((c) => !known.passages.includes(c))).toEqual([])
    }),
    runs,
  )
})

test('it keeps within its caps, and tells at most as much as a reply may list', () => {
  fc.assert(
    fc.property(anyTurn, anyKnown, (result, known) => {
      const { events, reply, dropped } = gateTurn(result, known)
      const count = (type: EventData['type']) => events.filter((e) => e.type === type).length
      expect(count('statement_added')).toBeLessThanOrEqual(8)
      expect(count('hypothesis_raised')).toBeLessThanOrEqual(6)
      expect(count('check_proposed')).toBeLessThanOrEqual(5)
      expect(count('question_asked')).toBeLessThanOrEqual(3)
      expect(count('fix_proposed')).toBeLessThanOrEqual(1)
      const replied = {
        ...{ type: 'replied', turnId: known.turnId, text: reply, mode: 'model', tier: null },
        ...{ isPartial: false, citations: [], dropped },
      }
      expect(EventData.parse(replied)).toEqual(replied)
    }),
    runs,
  )
})

function evidenceIn(event: EventData): string[] {
  if (event.type === 'hypothesis_raised') return [...event.for, ...event.against]
  if (event.type === 'fix_proposed') return event.evidence
  if (event.type !== 'statement_added') return []
  const outputs = event.source?.kind === 'step_result' && !event.stepId
  return [event.stepId, event.replaces, outputs ? undefined : event.source?.ref].flatMap(
    (id) => id ?? [],
  )
}

function keysIn(event: EventData): string[] {
  if (event.type === 'check_proposed') return event.outcomes.flatMap((o) => o.pointsTo)
  return event.type === 'fix_proposed' && event.hypothesis ? [event.hypothesis] : []
}
