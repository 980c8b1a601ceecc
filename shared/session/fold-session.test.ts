import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeNote } from '../note/compose-note.ts'
import { renderPlain } from '../note/render.ts'
import { actToData, anyAct, stamp } from '../testing/arbitrary-events.ts'
import { makeRecord, ROBIN, SAM, SHA, testId } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { applyEvent } from './apply-event.ts'
import { SessionEvent } from './event.ts'
import { foldSession } from './fold-session.ts'
import type { Session } from './session.ts'

/** Plays acts one after the other, each on what stands then. */
function play(acts: readonly Parameters<typeof actToData>[0][]) {
  let session: Session | null = null
  const events: SessionEvent[] = []
  for (const [n, act] of [{ kind: 'state', pick: 0, text: 'x' } as const, ...acts].entries()) {
    const event = stamp(actToData(act, session, n), n, n % 3 ? ROBIN : SAM)
    const applied = applyEvent(session, event)
    if (applied.ok) {
      session = applied.session
      events.push(event)
    }
  }
  return { session, events }
}

const anyWork = fc.array(anyAct, { maxLength: 60 })
const runs = { seed: 128383, numRuns: runsOf(300) }

describe('any work', () => {
  test('is told by its events again, all at once or one after the other', () => {
    fc.assert(
      fc.property(anyWork, fc.nat(60), (acts, cut) => {
        const { session, events } = play(acts)
        expect(foldSession(events)).toEqual({ session, refused: [] })
        const first = foldSession(events.slice(0, cut))
        expect(foldSession(events.slice(cut), first.session).session).toEqual(session)
      }),
      runs,
    )
  })

  test('gives the same note when it is replayed', () => {
    fc.assert(
      fc.property(anyWork, (acts) => {
        const { session, events } = play(acts)
        const again = foldSession(events).session
        if (!session || !again) return
        const settings = { timeZone: 'UTC', sessionId: testId(999) }
        for (const kind of ['working', 'resolution', 'client_update', 'time_entry'] as const) {
          expect(renderPlain(composeNote(again, kind, settings))).toBe(
            renderPlain(composeNote(session, kind, settings)),
          )
        }
      }),
      runs,
    )
  })

  test('is made of events that pass their own schema', () => {
    fc.assert(
      fc.property(anyWork, (acts) => {
        for (const event of play(acts).events)
          expect(SessionEvent.safeParse(event).success).toBe(true)
      }),
      runs,
    )
  })

  test('never changes what was there: an event refused leaves the session as it was', () => {
    fc.assert(
      fc.property(anyWork, anyAct, (acts, act) => {
        const { session } = play(acts)
        if (!session) return
        const before = JSON.stringify(session)
        applyEvent(session, stamp(actToData(act, session, 500), 500, ROBIN))
        expect(JSON.stringify(session)).toBe(before)
      }),
      runs,
    )
  })

  test('two ways on from one session do not see each other, and it sees neither', () => {
    fc.assert(
      fc.property(anyWork, fc.tuple(anyAct, anyAct), fc.nat(), (acts, ways, pick) => {
        const { session, events } = play(acts)
        if (!session) return
        // Somewhere in the middle of the past: what was built on it since must not matter.
        const past = events.slice(0, 1 + (pick % events.length))
        const older = foldSession(past).session
        foldSession(events.slice(past.length), older)
        const before = JSON.stringify(older)
        const next = ways.map((act, n) => stamp(actToData(act, older, 500 + n), 500 + n, ROBIN))
        const applied = next.map((event) => applyEvent(older, event))
        expect(JSON.stringify(older)).toBe(before)
        for (const [n, event] of next.entries()) {
          expect(applied[n]).toEqual(applyEvent(foldSession(past).session, event))
        }
      }),
      runs,
    )
  })

  test('keeps every step and statement that was not withdrawn, whatever one goes back over', () => {
    fc.assert(
      fc.property(anyWork, (acts) => {
        const { session, events } = play(acts)
        if (!session) return
        const settled = events.filter((e) =>
          ['step_taken', 'step_ticked', 'custom_step_done', 'check_done', 'fix_tried'].includes(
            e.data.type,
          ),
        )
        expect(session.steps.map((s) => s.id)).toEqual(settled.map((e) => e.id))
      }),
      runs,
    )
  })
})

describe('going back', () => {
  test('stands where that step was taken, with the step and all after it off the path', () => {
    const r = makeRecord()
    const one = r.step('One', 'a')
    const two = r.step('Two', 'b')
    r.add({ type: 'went_back', toStepId: two })
    const session = r.session()
    expect(session.position).toEqual({ runId: testId(0xf00), nodeId: 'n' })
    expect(session.steps.map((s) => [s.id, s.isOnPath])).toEqual([
      [one, true],
      [two, false],
    ])
  })

  test('goes back into a sub-flow that was left', () => {
    const r = makeRecord()
    r.step('Main', 'on')
    const from = { runId: testId(0xf00), nodeId: 'n' }
    r.add({
      type: 'flow_entered',
      runId: testId(0xf01),
      flow: { id: testId(1), version: 'b'.repeat(64), slug: 'dns', name: 'DNS' },
      pins: [],
      start: 's',
      from,
    })
    const inside = r.add({
      type: 'step_taken',
      place: { runId: testId(0xf01), nodeId: 's' },
      nodeKind: 'end',
      title: 'End',
      result: { kind: 'ended', ending: 'returns' },
      leadsTo: null,
    })
    expect(r.session().position).toEqual(from)
    expect(r.session().runs[1]?.leftAt).not.toBeNull()
    r.add({ type: 'went_back', toStepId: inside })
    expect(r.session().position).toEqual({ runId: testId(0xf01), nodeId: 's' })
    expect(r.session().runs.map((run) => run.leftAt)).toEqual([null, null])
  })
})

describe('refusals say what to do next', () => {
  test.each([
    [
      'a step that another window took already',
      'moved_on',
      {
        type: 'step_taken',
        place: { runId: testId(5), nodeId: 'x' },
        nodeKind: 'check',
        title: 't',
        result: { kind: 'choice', choice: 'a', label: 'a' },
        leadsTo: null,
      },
    ],
    [
      'a statement that is not there',
      'unknown',
      { type: 'statement_withdrawn', statementId: testId(5) },
    ],
    ['resuming what runs', 'already', { type: 'resumed' }],
    [
      'time that ends before it begins',
      'already',
      { type: 'worked', from: '2026-06-10T09:00:00Z', to: '2026-06-10T08:00:00Z' },
    ],
    ['a second start', 'already_started', { type: 'session_started', ticket: null }],
  ] as const)('%s: %s', (_name, code, data) => {
    const applied = applyEvent(makeRecord().session(), stamp(data, 77, ROBIN))
    expect(applied).toMatchObject({ ok: false, refusal: { code } })
    if (!applied.ok) expect(applied.refusal.message).toMatch(/[A-Z].+\.$/)
  })

  test('what is said of a step of one’s own, waiting, ticked or done: it is in no flow', () => {
    const r = makeRecord()
    const [runId, flow] = [testId(0xf01), { id: testId(0xe01), version: SHA, slug: 'l', name: 'L' }]
    r.add({
      ...{ type: 'flow_entered', runId, flow, pins: [flow], start: 'first', from: null },
      checklist: { kind: 'procedure', steps: [{ id: 'first', title: 'Back up' }] },
    })
    const rate = (nodeId: string) => {
      const place = { runId, nodeId }
      const data = { type: 'step_rated', place, title: 'x', verdict: 'to_mend', text: '' } as const
      return applyEvent(r.session(), stamp(data, 90, ROBIN))
    }
    const listed = r.add({
      ...{ type: 'custom_step_added', title: 'Look at the logs', at: { runId, after: 'first' } },
    })
    const own = r.add({ type: 'custom_step_added', title: 'Ask the user' })
    const says = { kind: 'action', text: 'Asked.' } as const
    const done = r.add({ type: 'custom_step_done', customStepId: own, result: 'done', says })
    for (const id of [listed, done]) {
      expect(rate(id)).toMatchObject({ ok: false, refusal: { code: 'not_of_flow' } })
    }
    expect(rate('first')).toMatchObject({ session: { ratings: [{ verdict: 'to_mend' }] } })
  })

  test('work on a finished session, except on its notes', () => {
    const r = makeRecord()
    r.finish()
    const session = r.session()
    const step = stamp({ type: 'statement_added', kind: 'action', text: 'x' }, 90, ROBIN)
    expect(applyEvent(session, step)).toMatchObject({ ok: false, refusal: { code: 'finished' } })
    const draft = stamp(
      { type: 'note_drafted', noteKind: 'working', text: 'x', basedOn: 1 },
      91,
      ROBIN,
    )
    expect(applyEvent(session, draft).ok).toBe(true)
  })

  test('a second end of a finished session, unless it corrects the very outcome that stands', () => {
    const r = makeRecord()
    r.finish()
    const session = r.session()
    const said = session.outcome
    if (!said) throw new Error('There is no outcome')
    const { at, by: _by, ...outcome } = said
    const end = (corrects?: string) =>
      stamp(
        {
          type: 'session_finished',
          outcome: { ...outcome, remark: 'Read again' },
          ...(corrects ? { corrects } : {}),
        },
        95,
        ROBIN,
      )
    expect(applyEvent(session, end()).ok).toBe(false)
    expect(applyEvent(session, end('2020-01-01T00:00:00.000Z')).ok).toBe(false)
    const corrected = applyEvent(session, end(at))
    expect(corrected).toMatchObject({ session: { outcome: { remark: 'Read again' } } })
    // Another panel that has read the same outcome comes too late.
    if (corrected.ok) expect(applyEvent(corrected.session, end(at)).ok).toBe(false)
  })

  test('another text under the key of a note that is on its way', () => {
    const r = makeRecord()
    const posting = (text: string) =>
      ({
        type: 'note_posting',
        writeId: testId(70),
        noteKind: 'working',
        ticket: {
          origin: 'https://na.myconnectwise.net',
          ticketId: 1,
          recordType: 'service',
          readAt: '2026-06-10T08:00:00Z',
          readFrom: 'label',
        },
        text,
        sha256: text.length.toString(16).padStart(64, '0'),
        flags: { internal: true, discussion: false, resolution: false },
        mailContact: false,
        time: null,
      }) as const
    r.add(posting('one'))
    expect(applyEvent(r.session(), stamp(posting('other'), 80, ROBIN)).ok).toBe(false)
  })
})
