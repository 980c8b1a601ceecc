/** Previews at the front door: the real client against the stand-in, on both databases. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createDemoBrain } from '#e2e/assistant/demo-brain.ts'
import { purposeOf } from '#e2e/assistant/purpose.ts'
import { giveJson } from '#e2e/assistant/reply.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import { Preview } from '#shared/note/contract.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import { takeFlagged } from '#shared/note/take-flagged.ts'
import type { WordedSentence } from '#shared/note/worded-note.ts'
import { makeRigWithModel, type RigWithModel } from '../assistant/testing/make-rig-with-model.ts'
import { TICKET } from '../note/testing/make-note-rig.ts'
import { makeEvent } from '../testing/make-events.ts'
import { onBoth } from '../testing/on-both.ts'

const SEEN = 'The share opens by its IP address 10.0.4.7.'
const BUSY = {
  kind: 'status',
  status: 529,
  type: 'overloaded_error',
  headers: { 'x-should-retry': 'false' },
} as const
const DONE = 'Added the user to the group Finance-RW.'

describe.each(onBoth)('previews on $name', ({ open }) => {
  let at: RigWithModel
  let assistant: RigWithModel['assistant']
  let rig: RigWithModel['rig']
  beforeAll(async () => {
    at = await makeRigWithModel(await open())
    assistant = at.assistant
    rig = at.rig
  })
  afterAll(() => at.close())
  afterEach(() => at.rest())

  async function begin() {
    const sessionId = await rig.startSession('engineer')
    await rig.append(
      sessionId,
      { type: 'statement_added', kind: 'observation', text: SEEN },
      { type: 'statement_added', kind: 'action', text: DONE },
    )
    return sessionId
  }
  const preview = async (sessionId: string, more: object = {}) => {
    const ask = await rig.as('engineer')
    const body = { noteKind: 'working', timeZone: 'UTC', ...more }
    const answered = await ask('POST', `/sessions/${sessionId}/previews`, body)
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    return Preview.parse(answered.body)
  }
  const words = (...sentences: WordedSentence[]) => giveJson({ sentences })
  const seen = (text: string): WordedSentence => ({ section: 'seen', text, evidence: ['F1'] })
  const textsOf = ({ note }: { note: ComposedNote }) =>
    note.sections.flatMap((section) => section.sentences.map(({ text }) => text))
  const own = async (sessionId: string) => {
    const note = composeNote(await rig.session(sessionId), 'working', {
      timeZone: 'UTC',
      sessionId,
    })
    return note.sections.flatMap((section) => section.sentences.map(({ text }) => text))
  }

  test('a sentence that passes takes the place of the record’s, with its evidence', async () => {
    const sessionId = await begin()
    assistant.queueFor('note', words(seen('By its address 10.0.4.7 the share opens.')))
    const given = await preview(sessionId)
    expect(given).toMatchObject({ mode: 'model', fromCache: false, setAside: [], stateVersion: 3 })
    expect(textsOf(given).join('\n')).toContain('By its address 10.0.4.7 the share opens.')
    expect(textsOf(given).join('\n')).toContain(DONE)
    const ids = given.note.sections.flatMap((s) => s.sentences.flatMap((x) => x.evidence))
    expect(ids).toContain((await rig.session(sessionId)).statements.at(0)?.id)
  })

  test('asked again it comes from what is kept, costs nothing, and does not age', async () => {
    const sessionId = await begin()
    assistant.queueFor('note', words(seen('By its address 10.0.4.7 the share opens.')))
    const first = await preview(sessionId)
    const calls = assistant.calls.length
    rig.deps.pass(30 * 24 * 3_600_000)
    expect(await preview(sessionId)).toEqual({ ...first, fromCache: true })
    expect(assistant.calls.length).toBe(calls)
  })

  test('a change of the record makes the next one new; talk does not', async () => {
    const sessionId = await begin()
    assistant.useBrain(createDemoBrain())
    await preview(sessionId)
    await rig.append(sessionId, {
      type: 'said',
      turnId: rig.deps.newId(),
      text: 'Thinking aloud.',
    })
    expect((await preview(sessionId)).fromCache).toBe(true)
    await rig.append(sessionId, {
      type: 'statement_added',
      kind: 'test',
      text: 'It opens by name.',
    })
    const next = await preview(sessionId)
    expect(next).toMatchObject({ fromCache: false, stateVersion: 4 })
    expect(textsOf(next).join('\n')).toContain('It opens by name')
  })

  test('two kinds and two sessions never get each other’s text', async () => {
    const [one, two] = [await begin(), await begin()]
    assistant.queueFor('note', words(seen('By its address 10.0.4.7 the share opens.')))
    await preview(one)
    assistant.queueFor('note', words(seen('The share opens by IP address 10.0.4.7.')))
    expect(await preview(two)).toMatchObject({ fromCache: false })
    assistant.useBrain(createDemoBrain())
    expect(await preview(one, { noteKind: 'resolution' })).toMatchObject({ fromCache: false })
  })

  test('ten who ask at once are one question', async () => {
    const sessionId = await begin()
    assistant.useBrain(createDemoBrain())
    const before = assistant.calls.length
    const given = await Promise.all(Array.from({ length: 10 }, () => preview(sessionId)))
    expect(new Set(given.map((one) => JSON.stringify(one.note))).size).toBe(1)
    const notes = assistant.calls
      .slice(before)
      .filter((call) => call.body.includes('purpose: note'))
    expect(notes).toHaveLength(1)
  })

  test('what the model invents is set aside, and the record’s own words stand', async () => {
    const sessionId = await begin()
    assistant.queueFor(
      'note',
      words(
        seen('The server FS-INVENTED was found down.'),
        seen('The share opens by its IP address 10.9.9.9.'),
        { section: 'seen', text: 'Nothing rests here.', evidence: ['F77'] },
      ),
    )
    const given = await preview(sessionId)
    expect(textsOf(given)).toEqual(await own(sessionId))
    expect(given.setAside).toHaveLength(2)
    // A name may be one that only the technician knows: they are told of it.
    expect(given.flagged).toMatchObject([{ text: 'The server FS-INVENTED was found down.' }])
    expect(given.flagged[0]?.why[0]).toBe(
      '“FS-INVENTED” is a name that what it rests on does not hold.',
    )
  })

  test('what words cannot decide passes with a judgement that quotes, and not without', async () => {
    const judged = async (verdict: string, quote: string) => {
      const sessionId = await begin()
      // A negation too many sends it to the judge.
      assistant.queueFor(
        'note',
        words(seen('The share opens by IP address 10.0.4.7, not by name.')),
      )
      assistant.queueFor('judge', giveJson({ verdicts: [{ number: 1, verdict, words: quote }] }))
      return preview(sessionId)
    }
    expect((await judged('supported', 'opens by its IP address')).setAside).toEqual([])
    const unquoted = await judged('supported', 'words that stand nowhere')
    expect(unquoted).toMatchObject({ setAside: [], flagged: [{ section: 'seen' }] })
    expect(unquoted.flagged[0]?.why[0]).toBe('Not all of it is in the record.')
    const contradicted = await judged('contradicted', SEEN)
    expect(contradicted.setAside[0]?.why).toBe('The record says something else.')
    expect(contradicted.flagged).toEqual([])
  })

  test('without a judge what needs one is left to the technician: taken, it stands where the record’s own did', async () => {
    const sessionId = await begin()
    assistant.queueFor('note', words(seen('The share opens by IP address 10.0.4.7, not by name.')))
    assistant.fail(BUSY, { when: 'judge' })
    const given = await preview(sessionId)
    expect(textsOf(given)).toEqual(await own(sessionId))
    expect(given.setAside).toEqual([])
    const [sentence] = given.flagged
    expect(sentence).toMatchObject({ text: 'The share opens by IP address 10.0.4.7, not by name.' })
    expect(sentence?.why[0]).toMatch(/^It negates/)
    const taken = { ...given, note: takeFlagged(given.note, given.flagged) }
    expect(textsOf(taken).join('\n')).toContain(sentence?.text)
    expect(textsOf(taken).join('\n')).not.toContain(SEEN)
    expect(await preview(sessionId)).toMatchObject({ fromCache: true, flagged: given.flagged })
  })

  test('a model that is away leaves the record’s words, says so, and is asked the next time', async () => {
    const sessionId = await begin()
    assistant.fail(BUSY, { when: 'note' })
    const given = await preview(sessionId)
    expect(given).toMatchObject({ mode: 'rules', fromCache: false })
    expect(given.message).toMatch(/\w/)
    expect(textsOf(given)).toEqual(await own(sessionId))
    assistant.reset()
    rig.deps.pass(3_600_000)
    assistant.useBrain(createDemoBrain())
    expect(await preview(sessionId)).toMatchObject({ mode: 'model', fromCache: false })
  })

  test('only the newest few are kept', async () => {
    const sessionId = await begin()
    assistant.useBrain(createDemoBrain())
    for (let i = 0; i < 8; i++) {
      await rig.append(sessionId, { type: 'statement_added', kind: 'test', text: `Test ${i}.` })
      await preview(sessionId)
      rig.deps.pass(60_000)
    }
    const { rows } = await rig.deps.database.owner.transaction().execute((tx) =>
      tx
        .selectFrom('preview')
        .select('stateVersion')
        .where('sessionId', '=', sessionId)
        .execute()
        .then((all) => ({ rows: all })),
    )
    expect(rows.map((row) => row.stateVersion).sort((a, b) => a - b)).toEqual([7, 8, 9, 10, 11])
  })

  test('names, and secrets that people typed, never go out', async () => {
    const sessionId = await begin()
    await rig.append(sessionId, {
      type: 'statement_added',
      kind: 'report',
      text: 'She gave me her password: Sommer2026!x',
    })
    assistant.useBrain(createDemoBrain())
    await preview(sessionId)
    expect(assistant.mentions('Sommer2026!x')).toEqual([])
  })

  test('a request for words holds the sections of the note and nothing else of session or ticket', async () => {
    const sessionId = await begin()
    const turnId = rig.deps.newId()
    await rig.append(
      sessionId,
      { type: 'said', turnId, text: 'Only thought aloud.' },
      { ...{ type: 'output_pasted', text: 'RAW OUTPUT 77' } },
    )
    rig.fake.writeAsSomebody(TICKET, 'A note of the ticket that is nobody’s fact.')
    assistant.useBrain(createDemoBrain())
    await preview(sessionId)
    const asked = assistant.requests().find((request) => purposeOf(request) === 'note')
    const material = asked?.messages
      .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
      .flatMap((block) => (block.type === 'tool_result' ? [String(block.content)] : []))
    expect(material).toHaveLength(1)
    expect(JSON.parse(material?.[0] ?? '')).toEqual({
      sections: [
        { key: 'seen', items: [{ label: 'F1', kind: 'observation', text: SEEN }] },
        { key: 'done', items: [{ label: 'F2', kind: 'action', text: DONE }] },
      ],
    })
    for (const words of ['Only thought aloud', 'RAW OUTPUT', 'nobody’s fact', 'adler']) {
      expect(assistant.mentions(words), words).toEqual([])
    }
  })

  describe('while a turn of the session runs', () => {
    const WORDED = 'By its address 10.0.4.7 the share opens.'
    const notesAsked = () =>
      assistant.calls.filter((call) => call.body.includes('purpose: note')).length
    const stop = async (sessionId: string, turnId: string) =>
      (await rig.as('engineer'))('POST', `/sessions/${sessionId}/turns/${turnId}/stop`)
    /** Whoever asks waits; what happens meanwhile is done at their first look again. */
    async function waiting(meanwhile: () => Promise<unknown>, ask: () => Promise<Preview>) {
      const { sleep } = rig.deps
      let isFirst = true
      rig.deps.sleep = async () => {
        if (isFirst) await meanwhile()
        isFirst = false
      }
      return ask().finally(() => {
        rig.deps.sleep = sleep
      })
    }

    test('nothing is worded before it has ended', async () => {
      const sessionId = await begin()
      const { id } = await rig.startElsewhere(sessionId)
      assistant.queueFor('note', words(seen(WORDED)))
      const before = notesAsked()
      const given = await waiting(
        async () => {
          expect(notesAsked()).toBe(before)
          await stop(sessionId, id)
        },
        () => preview(sessionId),
      )
      expect(given).toMatchObject({ mode: 'model', fromCache: false })
      expect(notesAsked()).toBe(before + 1)
    })

    test('what it changes makes the question old: it is said, and not worded', async () => {
      const sessionId = await begin()
      const { id } = await rig.startElsewhere(sessionId)
      const before = notesAsked()
      const given = await waiting(
        async () => {
          await rig.append(sessionId, { type: 'statement_added', kind: 'test', text: 'By name.' })
          await stop(sessionId, id)
        },
        () => preview(sessionId),
      )
      expect(given).toMatchObject({ mode: 'rules', fromCache: false, stateVersion: 3 })
      expect(given.message).toMatch(/^The record has changed meanwhile/)
      expect(notesAsked()).toBe(before)
    })

    test('what is kept is answered; anew it is not worded, and one is told why', async () => {
      const sessionId = await begin()
      assistant.queueFor('note', words(seen(WORDED)))
      const first = await preview(sessionId)
      const before = notesAsked()
      await rig.startElsewhere(sessionId)
      expect(await preview(sessionId)).toEqual({ ...first, fromCache: true })
      const anew = await preview(sessionId, { isAnew: true })
      expect(anew).toMatchObject({ mode: 'rules', message: expect.stringMatching(/answering/) })
      expect(notesAsked()).toBe(before)
    })

    test('one that nobody works on any more stops nothing', async () => {
      const sessionId = await begin()
      await rig.startElsewhere(sessionId)
      rig.deps.pass(60_000)
      assistant.queueFor('note', words(seen(WORDED)))
      expect(await preview(sessionId)).toMatchObject({ mode: 'model' })
    })
  })

  test('a time entry tells what one did oneself', async () => {
    const sessionId = await begin()
    const ask = await rig.as('lead')
    const said = { type: 'statement_added', kind: 'action', text: 'Replaced the cable.' } as const
    await ask('POST', `/sessions/${sessionId}/events`, {
      after: 3,
      events: [makeEvent(rig.team.people.lead, said)],
    })
    const engineers = textsOf(await preview(sessionId, { noteKind: 'time_entry' })).join(' ')
    expect(engineers).toContain(DONE)
    expect(engineers).not.toContain('cable')
    const body = { noteKind: 'time_entry', timeZone: 'UTC' }
    const answered = await ask('POST', `/sessions/${sessionId}/previews`, body)
    const leads = textsOf(Preview.parse(answered.body)).join(' ')
    expect(leads).toContain('Replaced the cable')
    expect(leads).not.toContain(DONE)
  })

  test('a time entry is the record’s alone; an odd time zone is refused', async () => {
    const sessionId = await begin()
    const calls = assistant.calls.length
    expect(await preview(sessionId, { noteKind: 'time_entry' })).toMatchObject({ mode: 'rules' })
    expect(assistant.calls.length).toBe(calls)
    const ask = await rig.as('engineer')
    const odd = { noteKind: 'working', timeZone: 'Mars/Olympus' }
    expect((await ask('POST', `/sessions/${sessionId}/previews`, odd)).status).toBe(400)
  })
})
