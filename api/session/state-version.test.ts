/**
 * The number for which a preview is good: it rises with what a note, a briefing or a proposal
 * could say, by one for each such event and however many come at once, and with nothing else.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import type { FixDecision } from '#shared/session/lane-event.ts'
import { makeTurnRig, type TurnRig } from '../assistant/testing/make-turn-rig.ts'
import { inTeam } from '../db.ts'
import { makeEvent } from '../testing/make-events.ts'
import { onBoth } from '../testing/on-both.ts'
import { appendEvents } from './append-events.ts'

const DECISIONS = ['one_off', 'draft_template', 'build_template', 'dismissed'] as const

describe.each(onBoth)('the state version on $name', ({ open }) => {
  let rig: TurnRig
  beforeAll(async () => {
    rig = await makeTurnRig(await open())
  })
  afterAll(() => rig.close())

  const versionOf = async (sessionId: string) => (await rig.session(sessionId)).stateVersion
  /** By how much it rises while this happens. */
  async function rise(sessionId: string, act: () => Promise<unknown>): Promise<number> {
    const before = await versionOf(sessionId)
    await act()
    return (await versionOf(sessionId)) - before
  }
  const record = (sessionId: string, data: EventData) => async () => {
    expect(await rig.append(sessionId, data)).toMatchObject({ status: 200, body: { refused: [] } })
  }
  /** What FlowPilot would have proposed. */
  const propose = (sessionId: string, ...proposals: EventData[]) =>
    inTeam(rig.deps.db, rig.team.id, async (tx) => {
      const events = proposals.map((data) => ({
        ...makeEvent(rig.team.people.engineer, data),
        by: { kind: 'assistant' as const },
      }))
      const given = { teamId: rig.team.id, sessionId, after: 0, events, now: rig.deps.now() }
      const { refused } = await appendEvents(tx, { ...given, by: { kind: 'assistant' } })
      expect(refused).toEqual([])
      return events.map(({ id }) => id)
    })
  const fix = (title: string): EventData => ({
    ...{ type: 'fix_proposed', title, hypothesis: null, steps: ['Do it.'], confidence: 60 },
    ...{ evidence: [], wouldConfirm: 'It works.', safety: 'changes', scriptTemplate: null },
  })
  const fact = (text: string): EventData => ({ type: 'statement_added', kind: 'observation', text })

  test('rises by one with a fact, its change, its confirmation and its withdrawal', async () => {
    const sessionId = await rig.startSession()
    const [mine = ''] = await propose(sessionId, fact('The group is missing'))
    expect(await rise(sessionId, record(sessionId, fact('The share opens by IP')))).toBe(1)
    for (const data of [
      { type: 'statement_confirmed', statementId: mine },
      { type: 'statement_changed', statementId: mine, text: 'The group was missing' },
      { type: 'statement_withdrawn', statementId: mine },
    ] as const) {
      expect(await rise(sessionId, record(sessionId, data)), data.type).toBe(1)
    }
  })

  test('rises with a cause, a check and its result, a question and its answer, pasted output', async () => {
    const sessionId = await rig.startSession()
    const rises = await rise(sessionId, () =>
      propose(
        sessionId,
        {
          ...{ type: 'hypothesis_raised', key: 'group', cause: 'Lost group' },
          ...{ likelihood: 'likely', for: [], against: [] },
        },
        {
          ...{ type: 'check_proposed', title: 'Look at the groups', how: 'whoami', minutes: 1 },
          ...{ safety: 'reads', outcomes: [] },
        },
        { type: 'question_asked', text: 'Since when?', why: '', choices: [] },
      ),
    )
    expect(rises).toBe(3)
    const { checks, questions } = (await rig.session(sessionId)).lane
    const answers: EventData[] = [
      {
        ...{ type: 'check_done', checkId: checks[0]?.id ?? '', result: 'done' },
        ...{ outcome: null, text: 'It is missing' },
      },
      { type: 'question_answered', questionId: questions[0]?.id ?? '', text: 'Monday' },
      { type: 'output_pasted', text: 'GROUP INFORMATION' },
    ]
    for (const data of answers) {
      expect(await rise(sessionId, record(sessionId, data)), data.type).toBeGreaterThanOrEqual(1)
    }
  })

  test.each(DECISIONS)(
    'rises with the decision %s; what was dismissed stays dismissed',
    async (decision) => {
      const sessionId = await rig.startSession()
      const [fixId = ''] = await propose(sessionId, fix('Put the user back'))
      expect(
        await rise(sessionId, record(sessionId, { type: 'fix_decided', fixId, decision })),
      ).toBe(1)
      const decide = (other: FixDecision) => () =>
        rig.append(sessionId, { type: 'fix_decided', fixId, decision: other })
      // What was dismissed stays so; anything else may still be given up.
      const others = decision === 'dismissed' ? DECISIONS : (['dismissed'] as const)
      for (const other of others) {
        expect(await rise(sessionId, decide(other)), other).toBe(decision === 'dismissed' ? 0 : 1)
      }
    },
  )

  test('rises with a newer fix, and with what came of one', async () => {
    const sessionId = await rig.startSession()
    await propose(sessionId, fix('The first'))
    expect(await rise(sessionId, () => propose(sessionId, fix('The second')))).toBe(1)
    const fixId = (await rig.session(sessionId)).lane.fixes.at(-1)?.id ?? ''
    await rig.append(sessionId, { type: 'fix_decided', fixId, decision: 'one_off' })
    const tried = { type: 'fix_tried', fixId, outcome: 'worked', text: 'It opens.' } as const
    expect(await rise(sessionId, record(sessionId, tried))).toBe(1)
  })

  test('stays with talk, time, drafts, what was refused and everything that only reads', async () => {
    const sessionId = await rig.startSession()
    await rig.append(sessionId, fact('The share opens by IP'))
    const at = rig.deps.now()
    const quiet: EventData[] = [
      { type: 'said', turnId: rig.deps.newId(), text: 'What now?' },
      { type: 'note_drafted', noteKind: 'working', text: 'x', basedOn: 1 },
      { type: 'note_draft_dropped', noteKind: 'working' },
      {
        ...{ type: 'worked', from: new Date(at.getTime() - 60_000).toISOString() },
        ...{ to: at.toISOString() },
      },
    ]
    for (const data of quiet) {
      expect(await rise(sessionId, record(sessionId, data)), data.type).toBe(0)
    }
    const ask = await rig.as('engineer')
    const reads = [
      `/sessions/${sessionId}`,
      `/sessions/${sessionId}/events?after=0`,
      `/sessions/${sessionId}/turns/live`,
      `/sessions/${sessionId}/suggested-fixes/active`,
      '/sessions?limit=5',
      '/assistant',
    ]
    for (const path of reads) expect(await rise(sessionId, () => ask('GET', path)), path).toBe(0)
    const unknown = { type: 'statement_confirmed', statementId: rig.deps.newId() } as const
    expect(await rise(sessionId, () => rig.append(sessionId, unknown))).toBe(0)
  })

  test('20 writes at the same moment raise it by 20', async () => {
    const sessionId = await rig.startSession()
    const ask = await rig.as('engineer')
    const rises = await rise(sessionId, () =>
      Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          const events = [makeEvent(rig.team.people.engineer, fact(`Seen at host ${n}`))]
          const answer = await ask('POST', `/sessions/${sessionId}/events`, { after: 1, events })
          expect(answer).toMatchObject({ status: 200, body: { refused: [] } })
        }),
      ),
    )
    expect(rises).toBe(20)
    expect([...(await rig.session(sessionId)).statements]).toHaveLength(20)
  })
})
