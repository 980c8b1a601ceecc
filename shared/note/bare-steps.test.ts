/** Notes tell the steps of a flow that has no sentences for its answers. */
import { describe, expect, test } from 'vitest'
import type { FlowContent } from '../flow/flow.ts'
import { lackingOf } from '../handoff/completeness.ts'
import { suggestImpact } from '../handoff/suggest-impact.ts'
import { foldSession } from '../session/fold-session.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { laterEvent, makeOutcome, makeRecord, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import { capital } from '../text/capital.ts'
import { checkNote } from './check-note.ts'
import { composeNote } from './compose-note.ts'
import type { NoteSettings } from './note.ts'
import { renderPlain } from './render.ts'

const settings: NoteSettings = { timeZone: 'UTC', sessionId: testId(999) }

const STUCK = makeFlow(
  'stuck',
  {
    who: { title: 'Who is affected?', ways: { 'one-site': 'device', everyone: 'device' } },
    device: { title: 'Which printer is it?', variable: 'printer', to: 'line' },
    line: { title: 'Line', flow: 'line', ways: { fine: 'queue', broken: 'over' } },
    queue: {
      ...{ title: 'Queue on the server', kind: 'check', commands: [] },
      ways: { stuck: 'restart', empty: 'over' },
    },
    restart: {
      ...{ title: 'Restart the spooler', kind: 'action', safety: 'changes' },
      ...{ before: 'Note it', undo: 'Start it', commands: [] },
      ways: { done: 'works', 'it-did-not-help': 'over' },
    },
    works: { title: 'Does it print now?', ways: { yes: 'over', no: 'over' } },
    over: { title: 'Hand over', ending: 'escalate', verification: undefined, evidence: ['Queue'] },
  },
  { variables: [{ name: 'printer', label: 'Printer', example: 'PRN-01', keep: 'session' }] },
)
const LINE = makeFlow(
  'line',
  {
    ping: { title: 'Does the printer answer?', ways: { yes: 'fine', no: 'broken' } },
    fine: { ending: 'returns', returns: 'fine', verification: undefined, alone: 'escalate' },
    broken: { ending: 'returns', returns: 'broken', verification: undefined, alone: 'escalate' },
  },
  { isSubFlow: true },
)

/** Each answer in the words of its id. */
const worded = (flow: FlowContent): FlowContent => ({
  ...flow,
  nodes: flow.nodes.map((node) =>
    'choices' in node
      ? {
          ...node,
          choices: node.choices.map((one) => ({
            ...one,
            label: capital(one.id.replaceAll('-', ' ')),
          })),
        }
      : node,
  ),
})

/** As far as the spooler, which was restarted. */
function walkStuck() {
  const walk = walkIn([publish(worded(STUCK), 1), publish(worded(LINE), 2)])
  walk.start('stuck')
  walk.choose('one-site')
  walk.give('PRN-07')
  walk.enter()
  walk.choose('yes')
  walk.end()
  walk.choose('stuck')
  walk.choose('done')
  return walk
}

const tell = (
  session: Parameters<typeof composeNote>[0],
  kind: Parameters<typeof composeNote>[1],
) => composeNote(session, kind, settings)

describe('a flow without sentences', () => {
  test('is told to whoever takes over: what was found, what was done, each with its step', () => {
    const walk = walkStuck()
    walk.choose('no')
    const session = walk.session()
    const note = tell(session, 'escalation')
    expect(renderPlain(note)).toMatchInlineSnapshot(`
      "PROBLEM
      The problem was not described.

      FACTS
      Printer: PRN-07.
      13:57 Who is affected? One site.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.
      13:57 Does it print now? No.

      TRIED
      13:57 Restart the spooler: Done.

      WHERE IT STANDS
      In the flow Flow stuck.
      Last step: Does it print now? No.

      FIRST MOVE
      None is suggested."
    `)
    const ids = new Set([settings.sessionId, ...session.steps.map(({ id }) => id)])
    const sentences = note.sections.flatMap((section) => section.sentences)
    for (const { evidence } of sentences) for (const id of evidence) expect(ids).toContain(id)
    expect(sentences.find(({ text }) => text.includes('Queue on'))?.evidence).toEqual([
      session.steps.findLast(({ title }) => title === 'Queue on the server')?.id,
    ])
  })

  test('is told in the notes of one’s own desk, and what was done in the time entry', () => {
    const walk = walkStuck()
    walk.choose('yes')
    const finished = foldSession(
      [laterEvent({ type: 'session_finished', outcome: makeOutcome() })],
      walk.session(),
    ).session
    if (!finished) throw new Error('It does not fold.')
    expect(renderPlain(tell(finished, 'resolution'))).toMatchInlineSnapshot(`
      "PROBLEM
      The problem was not described.

      WHAT WE CONFIRMED
      13:57 Who is affected? One site.
      13:57 Which printer is it? PRN-07.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.
      13:57 Does it print now? Yes.

      ROOT CAUSE (not determined)
      Not determined.

      RESOLUTION
      13:57 Restart the spooler: Done.
      Resolved.
      Confirmed with the user: the user opened and saved a file."
    `)
    expect(renderPlain(tell(walk.session(), 'working'))).toMatchInlineSnapshot(`
      "STATUS
      In progress; last step: Does it print now?

      SEEN
      13:57 Who is affected? One site.
      13:57 Which printer is it? PRN-07.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.
      13:57 Does it print now? Yes.

      DONE
      13:57 Restart the spooler: Done."
    `)
    expect(renderPlain(tell(finished, 'time_entry'))).toContain('Restart the spooler: Done.')
    expect(renderPlain(tell(finished, 'client_update'))).not.toContain('spooler')
  })

  test('gives facts enough, and its impact is told once', () => {
    const session = walkStuck().session()
    const impact = suggestImpact(session, 900)?.text
    expect(impact).toBe('Who is affected: One site.')
    expect(lackingOf(session, {})).toEqual(['problem', 'client', 'impact', 'firstMove'])
    const text = renderPlain(
      composeNote(session, 'escalation', {
        ...settings,
        handingOver: { intent: 'escalate', reason: 'Beyond me', words: { impact: impact ?? '' } },
      }),
    )
    expect(text.match(/One site/g)).toHaveLength(1)
  })

  test('of what one went back over an action stays, unless it was answered anew', () => {
    const walk = walkStuck()
    walk.back()
    expect(walk.at()).toBe('stuck/restart')
    expect(renderPlain(tell(walk.session(), 'escalation'))).toContain('Restart the spooler: Done.')
    walk.choose('it-did-not-help')
    const again = renderPlain(tell(walk.session(), 'escalation'))
    expect(again).toContain('Did not help: Restart the spooler.')
    expect(again).not.toContain('spooler: Done.')
    walk.back()
    walk.back()
    expect(renderPlain(tell(walk.session(), 'escalation'))).not.toContain('Queue on the server')
  })

  test('what did not help is a dead end, whatever it was resolved by', () => {
    const walk = walkStuck()
    walk.back()
    walk.choose('it-did-not-help')
    const finished = foldSession(
      [laterEvent({ type: 'session_finished', outcome: makeOutcome() })],
      walk.session(),
    ).session
    if (!finished) throw new Error('It does not fold.')
    expect(renderPlain(tell(finished, 'resolution'))).toMatchInlineSnapshot(`
      "PROBLEM
      The problem was not described.

      WHAT WE CONFIRMED
      13:57 Who is affected? One site.
      13:57 Which printer is it? PRN-07.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.
      13:57 Did not help: Restart the spooler.

      ROOT CAUSE (not determined)
      Not determined.

      RESOLUTION
      Resolved.
      Confirmed with the user: the user opened and saved a file."
    `)
    expect(renderPlain(tell(finished, 'working'))).toMatchInlineSnapshot(`
      "STATUS
      Resolved.

      SEEN
      13:57 Who is affected? One site.
      13:57 Which printer is it? PRN-07.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.

      DONE
      Resolved.
      Confirmed with the user: the user opened and saved a file.

      NOT HELPFUL
      13:57 Restart the spooler."
    `)
    expect(renderPlain(tell(walk.session(), 'escalation'))).toMatchInlineSnapshot(`
      "PROBLEM
      The problem was not described.

      FACTS
      Printer: PRN-07.
      13:57 Who is affected? One site.
      13:57 Does the printer answer? Yes.
      13:57 Queue on the server: Stuck.

      TRIED
      13:57 Did not help: Restart the spooler.

      WHERE IT STANDS
      In the flow Flow stuck.
      Last step: Restart the spooler: It did not help.

      FIRST MOVE
      None is suggested."
    `)
    expect(renderPlain(tell(finished, 'time_entry'))).not.toContain('spooler')
  })

  test('left out of the text, what did not help is missed', () => {
    const walk = walkStuck()
    walk.back()
    walk.choose('it-did-not-help')
    const session = walk.session()
    const composed = tell(session, 'resolution')
    const missed = (text: string) =>
      checkNote({
        ...{ session, sessionId: settings.sessionId, kind: 'resolution', text, composed },
        ...{ flags: { internal: true, discussion: false, resolution: true } },
        ...{ mailContact: false, mailConfirmed: false, findSecrets: () => [] },
      }).filter(({ check }) => check === 'N19')
    expect(missed(renderPlain(composed))).toEqual([])
    expect(missed('PROBLEM')).toMatchObject([{ found: 'Restart the spooler' }])
  })

  test('only looked at, it is not said that nothing was looked at', () => {
    const record = makeRecord()
    record.step('Queue on the server', 'Stuck')
    const text = renderPlain(tell(record.session(), 'escalation'))
    expect(text).toContain('Nothing was tried beyond what is told above.')
    expect(renderPlain(tell(makeRecord().session(), 'escalation'))).toContain('Nothing was tried.')
  })
})

test('a sentence that was taken back does not come back as a title and its answer', () => {
  const record = makeRecord()
  const statementId = record.step('Queue', 'Stuck', 'observation', 'The queue holds 14 jobs')
  record.add({ type: 'statement_withdrawn', statementId })
  for (const kind of ['escalation', 'working', 'resolution'] as const) {
    expect(renderPlain(tell(record.session(), kind))).not.toMatch(/^\d\d:\d\d Queue: Stuck/m)
  }
})
