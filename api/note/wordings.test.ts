/** How much of the proposed words technicians change is kept in counts, and read by leads. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HowWorded } from '#shared/note/how-worded.ts'
import type { NoteWords } from '#shared/note/note-words.ts'
import { makeEvent } from '../testing/make-events.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig } from './testing/make-note-rig.ts'

describe.each(onBoth)('how notes were worded on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  const wording = (more: Partial<HowWorded> = {}): HowWorded => ({
    ...{ mode: 'model', flagged: 0, taken: 0, words: 40, changedWords: 0 },
    ...more,
  })
  const read = async () => {
    const answer = await (await rig.as('lead'))('GET', '/assistant/note-words')
    expect(answer.status).toBe(200)
    return (answer.body as { kinds: NoteWords[] }).kinds // the contract's answer
  }

  test('notes posted and inserted are added up, each once, by kind and whose words they were', async () => {
    expect(await read()).toEqual([])
    const sessionId = await rig.startSession()
    const first = rig.ask(sessionId, { text: 'as proposed', wording: wording() })
    await rig.post(first)
    await rig.post(first)
    const changed = wording({ flagged: 3, taken: 2, changedWords: 5 })
    await rig.post(rig.ask(sessionId, { text: 'changed by hand', wording: changed }))
    const inserted = makeEvent(rig.team.people.engineer, {
      ...{
        type: 'note_inserted',
        noteKind: 'client_update',
        ticket: first.ticket,
        text: 'inserted',
      },
      ...{ sha256: 'a'.repeat(64), wording: wording({ mode: 'rules', changedWords: 40 }) },
    })
    const sent = { after: 1, events: [inserted] }
    const ask = await rig.as('engineer')
    expect(await ask('POST', `/sessions/${sessionId}/events`, sent)).toMatchObject({ status: 200 })
    await ask('POST', `/sessions/${sessionId}/events`, sent)
    await rig.post(rig.ask(sessionId, { text: 'of a panel that does not count' }))
    expect(await read()).toEqual([
      {
        ...{ noteKind: 'working', mode: 'model', notes: 2, unchanged: 1 },
        ...{ words: 80, changedWords: 5, flagged: 3, taken: 2 },
      },
      {
        ...{ noteKind: 'client_update', mode: 'rules', notes: 1, unchanged: 0 },
        ...{ words: 40, changedWords: 40, flagged: 0, taken: 0 },
      },
    ])
    const [posting] = (await rig.events(sessionId)).filter((e) => e.data.type === 'note_posting')
    expect(posting?.data).toMatchObject({ wording: wording() })
  })

  test('what is older than 90 days says nothing of today', async () => {
    rig.deps.pass(91 * 24 * 3_600_000)
    expect(await read()).toEqual([])
  })

  test.each([
    ['more taken than shown', { taken: 2, flagged: 1 }],
    ['less than nothing', { words: -1 }],
    ['no whole number', { changedWords: 0.5 }],
  ])('%s is refused', async (_, odd) => {
    const post = rig.ask(await rig.startSession(), { text: 'odd', wording: wording(odd) })
    expect((await rig.post(post)).status).toBe(400)
  })
})
