import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvent } from '../session/apply-event.ts'
import type { EventData } from '../session/event.ts'
import type { Session } from '../session/session.ts'
import type { Author } from '../session/statement.ts'
import { actToData, anyAct, stamp } from '../testing/arbitrary-events.ts'
import { makeOutcome, ROBIN, testId } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { MOST_NAMES } from './find-words.ts'
import { type FoundBy, foundBy, foundChange } from './found-by.ts'

type Says = (session: Session, pick: number) => { data: EventData; by?: Author }

const FLOWPILOT: Author = { kind: 'assistant' }
const lastOf = ({ statements }: Session) => statements.at(-1)?.id ?? ''

/** What tells more, less or otherwise, and is not among the acts of other tests. */
const SAYS: Record<string, Says> = {
  value: (_, pick) => ({
    data: {
      ...{ type: 'variable_set', name: `v${pick % 3}`, value: `PC-${pick % 7}` },
      ...{ keep: 'session', source: 'typed' },
    },
  }),
  link: (_, pick) => ({
    data: { type: 'ticket_linked', ticket: { ref: null, summary: `Scanner-${pick} is slow` } },
  }),
  proposed: (session, pick) => ({
    data: {
      ...{ type: 'statement_added', kind: pick % 2 ? 'dead_end' : 'report', text: `SRV-${pick}` },
      ...(pick % 3 ? {} : { replaces: lastOf(session) }),
    },
    by: FLOWPILOT,
  }),
  confirmed: (session) => ({
    data: { type: 'statement_confirmed', statementId: lastOf(session) },
  }),
  secret: () => ({
    data: { type: 'statement_added', kind: 'dead_end', text: 'password: Hunter2-Blue-Sky!' },
  }),
  marked_words: (_, pick) => ({
    data: { type: 'statement_added', kind: 'dead_end', text: `Said mark ${pick % 3} to them` },
  }),
  helped: (_, pick) => ({
    data: {
      type: 'session_finished',
      outcome: makeOutcome({
        cause: { status: pick % 2 ? 'confirmed' : 'probable', text: 'A cable', confirmedBy: [] },
      }),
    },
  }),
}

const anySaying = fc.record({ says: fc.constantFrom(...Object.keys(SAYS)), pick: fc.nat(30) })
const anyWork = fc.array(fc.array(fc.oneof(anyAct, anySaying), { maxLength: 4 }), { maxLength: 25 })

test('what more of a record adds gives what all of it gives', () => {
  const ways = new Set<string>()
  fc.assert(
    fc.property(anyWork, (batches) => {
      let session = begin()
      let found = foundBy(session)
      let n = 1
      for (const batch of batches) {
        const before = session
        for (const one of batch) session = goOn(session, one, n++)
        const change = foundChange(found, before, session)
        ways.add(change.kind)
        if (change.kind === 'more') {
          expect(new Set([...(found?.names ?? []), ...change.names])).toEqual(change.found.names)
        }
        if (change.kind !== 'none') found = change.found
        expect(inOrder(found)).toEqual(inOrder(foundBy(session)))
      }
    }),
    { numRuns: runsOf(300) },
  )
  expect(ways).toEqual(new Set(['none', 'more', 'anew']))
})

test('what a tick says was tried is gone with the tick', () => {
  const act = { pick: 0, text: 'A try' }
  const listed = apply(begin(), actToData({ kind: 'list', ...act }, begin(), 1), 1)
  const data = actToData({ kind: 'tick', ...act }, listed, 2)
  if (data.type !== 'step_ticked') throw new Error(data.type)
  const ticked = apply(listed, { ...data, says: { kind: 'dead_end', text: 'A try' } }, 2)
  const was = foundBy(ticked)
  expect(was).not.toBeNull()
  const back = apply(ticked, { type: 'step_unticked', stepId: testId(2) }, 3)
  expect(foundChange(was, ticked, back)).toEqual({ kind: 'anew', found: null })
})

test('of a record that says more words than are looked for it keeps as many', () => {
  let session = begin()
  let found = foundBy(session)
  for (let n = 1; n <= 30; n++) {
    const text = Array.from({ length: 100 }, (_, i) => `w${n}-${i}`).join(' ')
    const before = session
    session = apply(session, { type: 'statement_added', kind: 'dead_end', text }, n)
    const change = foundChange(found, before, session)
    if (change.kind !== 'none') found = change.found
    expect(change.kind).toBe(n === 1 ? 'anew' : 'more')
    expect(found?.names.size).toBe(Math.min(n * 100, MOST_NAMES))
  }
  expect(inOrder(found)).toEqual(inOrder(foundBy(session)))
})

type Act = Parameters<typeof actToData>[0]

function goOn(session: Session, one: Act | { says: string; pick: number }, n: number): Session {
  if (!('says' in one)) return apply(session, actToData(one, session, n), n)
  const said = SAYS[one.says]?.(session, one.pick)
  return said ? apply(session, said.data, n, said.by) : session
}

function apply(session: Session, data: EventData, n: number, by = ROBIN): Session {
  const applied = applyEvent(session, stamp(data, n, by))
  return applied.ok ? applied.session : session
}

function begin(): Session {
  const applied = applyEvent(null, stamp({ type: 'session_started', ticket: null }, 0, ROBIN))
  if (!applied.ok) throw new Error(applied.refusal.message)
  return applied.session
}

const inOrder = (found: FoundBy | null) => found && { ...found, names: [...found.names].toSorted() }
