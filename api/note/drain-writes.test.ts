import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { Refused } from '#shared/route.ts'
import type { EventData } from '#shared/session/event.ts'
import type { PsaFailure } from '../psa/psa.ts'
import { makeEvent } from '../testing/make-events.ts'
import { onBoth } from '../testing/on-both.ts'
import { stampTicket } from '../ticket/stamp-ticket.ts'
import { postNote } from './post-note.ts'
import { makeNoteRig, type NoteRig, type Post, TICKET } from './testing/make-note-rig.ts'
import { Died, makeMortal } from './testing/mortal.ts'

describe.each(onBoth)('carrying out writes on $name', ({ open }) => {
  let rig: NoteRig
  let minute = 0
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  beforeEach(() => rig.fake.calm())
  afterAll(() => rig.close())

  const markOf = (post: Post) => `[rf:${post.writeId.slice(-12)}]`
  const notesOf = (post: Post) => rig.fake.notes.filter((n) => n.text.includes(markOf(post)))
  const entriesOf = (post: Post) => rig.fake.entries.filter((e) => e.internalText === markOf(post))
  const told = async (post: Post) =>
    (await rig.events(post.sessionId)).flatMap(({ data }) =>
      'writeId' in data && data.writeId === post.writeId ? [data.type] : [],
    )

  /** A minute that nobody has worked in these tests. */
  function freshTime() {
    minute += 2
    const at = Date.parse('2026-02-01T00:00:00.000Z') + minute * 60_000
    return {
      from: new Date(at).toISOString(),
      to: new Date(at + 60_000).toISOString(),
      text: 'Checked the share with the user.',
    }
  }

  async function posted(more: Partial<Post> = {}): Promise<Post> {
    const post = rig.ask(await rig.startSession(), more)
    expect(await rig.post(post)).toMatchObject({ status: 200 })
    return post
  }

  async function retry(post: Post) {
    const ask = await rig.as('engineer')
    return ask('POST', `/sessions/${post.sessionId}/notes/${post.writeId}/retry`)
  }

  describe('an answer that was lost', () => {
    it('after storing: it is found by its mark, and not sent again', async () => {
      const post = await posted()
      rig.fake.trouble('writeNote', 'lostAfter')
      await rig.drain()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'waiting', noteHalf: 'sent' })
      rig.deps.pass(3_000)
      await rig.drain()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted', attempts: 1 })
      expect(notesOf(post)).toHaveLength(1)
    })

    it('before storing: it is looked for over a while, then sent again', async () => {
      const post = await posted()
      rig.fake.trouble('writeNote', 'lostBefore')
      await rig.drain()
      for (const ms of [3_000, 7_000, 49_000]) {
        rig.deps.pass(ms)
        await rig.drain()
        expect(notesOf(post)).toHaveLength(0)
      }
      rig.deps.pass(1_000)
      await rig.drain()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted', attempts: 2 })
      expect(notesOf(post)).toHaveLength(1)
    })

    it('stored late: it is found as long as it is looked for', async () => {
      const post = await posted()
      rig.fake.trouble('writeNote', 'late')
      await rig.drain()
      rig.deps.pass(10_000)
      await rig.drain()
      rig.fake.finishLate()
      await rig.drainToTheEnd()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted', attempts: 1 })
      expect(notesOf(post)).toHaveLength(1)
    })

    it('of a time entry: the same, and the note stays one', async () => {
      for (const trouble of ['lostAfter', 'lostBefore'] as const) {
        const post = await posted({ text: `time ${trouble}`, time: freshTime() })
        rig.fake.trouble('writeTimeEntry', trouble)
        await rig.drainToTheEnd()
        expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
        expect(notesOf(post)).toHaveLength(1)
        expect(entriesOf(post)).toHaveLength(1)
      }
    })

    it('twice into silence: a person decides, with both facts; trying again looks first', async () => {
      const post = await posted()
      rig.fake.trouble('writeNote', 'lostBefore')
      rig.fake.trouble('writeNote', 'late')
      await rig.drainToTheEnd()
      const row = await rig.row(post.writeId)
      expect(row).toMatchObject({ state: 'unclear', canRetry: true, attempts: 2 })
      expect(row.message).toContain('no answer came')
      expect(row.message).toContain('does not show it')
      expect(await told(post)).toEqual(['note_posting', 'note_post_failed'])
      rig.fake.finishLate()
      expect((await retry(post)).status).toBe(200)
      await rig.drainToTheEnd()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
      expect(notesOf(post)).toHaveLength(1)
    })

    it('and the ticket cannot be read for long: that is told, and nothing is sent', async () => {
      const post = await posted()
      rig.fake.trouble('writeNote', 'lostAfter')
      rig.fake.trouble('findNotes', { kind: 'not_connected', message: 'Down.' }, 100)
      await rig.drainToTheEnd()
      const row = await rig.row(post.writeId)
      expect(row).toMatchObject({ state: 'unclear', canRetry: true })
      expect(row.message).toContain('could not be read since')
      rig.fake.calm()
      await retry(post)
      await rig.drainToTheEnd()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted', attempts: 0 })
      expect(notesOf(post)).toHaveLength(1)
    })
  })

  it('"too many" is waited out as long as was said', async () => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind: 'too_many', message: 'Wait.', retryAfterMs: 45_000 })
    await rig.drain()
    rig.deps.pass(44_000)
    await rig.drain()
    expect(notesOf(post)).toHaveLength(0)
    rig.deps.pass(1_000)
    await rig.drain()
    expect(notesOf(post)).toHaveLength(1)
  })

  it('without a line it is tried with growing pauses, and told when that is enough', async () => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind: 'not_connected', message: 'The server is away.' }, 99)
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'waiting', attempts: 1 })
    await rig.drainToTheEnd()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry: true, attempts: 4, psaNoteId: null })
    expect(row.message).toContain('The server is away.')
    expect(row.message).toContain('copy the note')
    rig.fake.calm()
    await retry(post)
    await rig.drain()
    expect(notesOf(post)).toHaveLength(1)
  })

  it.each([
    ['refused', true],
    ['rights', true],
    ['credentials', true],
    ['not_found', false],
  ] as const)('a clear no (%s) ends it at once with the reason', async (kind, canRetry) => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind, message: 'The board is locked.' } satisfies PsaFailure)
    await rig.drain()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry, attempts: 1, psaNoteId: null })
    expect(row.message).toContain('The board is locked.')
    expect(await told(post)).toEqual(['note_posting', 'note_post_failed'])
    expect(notesOf(post)).toHaveLength(0)
  })

  it('what failed is not tried again once the same words have been posted anew', async () => {
    const sessionId = await rig.startSession()
    const failed = rig.ask(sessionId, { text: 'failed, then posted anew' })
    await rig.post(failed)
    rig.fake.trouble('writeNote', { kind: 'refused', message: 'Locked.' })
    await rig.drain()
    const anew = rig.ask(sessionId, { text: failed.text })
    expect(await rig.post(anew)).toMatchObject({ status: 200 })
    await rig.drain()
    expect((await retry(failed)).status).toBe(409)
    await rig.drain()
    expect(notesOf(failed)).toHaveLength(0)
    expect(notesOf(anew)).toHaveLength(1)
  })

  const record = async (sessionId: string, data: EventData) => {
    const event = makeEvent(rig.team.people.engineer, data)
    const ask = await rig.as('engineer')
    const told = await ask('POST', `/sessions/${sessionId}/events`, { after: 0, events: [event] })
    expect(told.body).toMatchObject({ refused: [] })
    return event.id
  }
  const mark = (sessionId: string) =>
    record(sessionId, { type: 'words_marked', words: hideWords('share opens', rig.deps.newId()) })

  it('words that are marked while it waits do not go out; unmarked they do', async () => {
    const post = await posted()
    const markId = await mark(post.sessionId)
    await rig.drain()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry: true, noteHalf: 'failed' })
    expect(row.message).toContain('words that were marked since')
    expect(notesOf(post)).toHaveLength(0)
    await record(post.sessionId, { type: 'words_unmarked', markId })
    await retry(post)
    await rig.drain()
    expect(notesOf(post)).toHaveLength(1)
  })

  it('words that are marked while it is looked for do not go out either', async () => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind: 'unclear', message: 'No answer.' })
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'waiting', noteHalf: 'sent' })
    await mark(post.sessionId)
    await rig.drainToTheEnd()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'failed', noteHalf: 'failed' })
    expect(notesOf(post)).toHaveLength(0)
  })

  it('words that were marked since do not go out late: it is to be posted anew', async () => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind: 'refused', message: 'Locked.' })
    await rig.drain()
    await mark(post.sessionId)
    expect(await retry(post)).toMatchObject({
      ...{ status: 422, body: { message: expect.stringContaining('marked since') } },
    })
    await rig.drain()
    expect(notesOf(post)).toHaveLength(0)
  })

  it('an answer that is none is silence, not success', async () => {
    const post = await posted()
    rig.fake.trouble('writeNote', { kind: 'not_understood', message: 'A page.' })
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'waiting', noteHalf: 'sent' })
    await rig.drainToTheEnd()
    expect(notesOf(post)).toHaveLength(1)
  })

  it('a note that stands stays, when its time is refused; only that is tried again', async () => {
    const post = await posted({ time: freshTime() })
    rig.fake.trouble('writeTimeEntry', { kind: 'refused', message: 'No open time period.' })
    await rig.drain()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', noteHalf: 'done', timeHalf: 'failed' })
    expect(row.message).toContain(`The note is in the ticket (note ${row.psaNoteId})`)
    expect(row.message).toContain('No open time period.')
    const again = await rig.post(rig.ask(post.sessionId, { text: post.text, time: freshTime() }))
    expect(again.status).toBe(409)
    expect(String(again.body.message)).toContain('as an entry of its own')
    await retry(post)
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted', timeHalf: 'done' })
    expect(notesOf(post)).toHaveLength(1)
    expect(entriesOf(post)).toHaveLength(1)
  })

  it('what stands there otherwise than asked is told', async () => {
    const post = await posted()
    const { writeNote } = rig.fake.psa
    rig.psa = {
      ...rig.fake.psa,
      writeNote: (note) =>
        writeNote({ ...note, flags: { discussion: true, internal: true, resolution: false } }),
    }
    await rig.drain()
    rig.psa = rig.fake.psa
    const row = await rig.row(post.writeId)
    expect(row.state).toBe('posted')
    expect(row.message).toContain('check its tabs')
  })

  it('line ends that come back as blanks are no difference', async () => {
    const post = await posted({ text: 'one\ntwo\nthree' })
    const { writeNote } = rig.fake.psa
    rig.psa = {
      ...rig.fake.psa,
      writeNote: (note) => writeNote({ ...note, text: note.text.replace(/\s+/g, ' ') }),
    }
    await rig.drain()
    rig.psa = rig.fake.psa
    expect((await rig.row(post.writeId)).message).not.toContain('changed')
  })

  it('one session keeps its order; others do not wait for it', async () => {
    const sessionId = await rig.startSession()
    const first = rig.ask(sessionId, { text: 'first of the session' })
    const second = rig.ask(sessionId, { text: 'second of the session' })
    await rig.post(first)
    await rig.post(second)
    rig.fake.trouble('writeNote', { kind: 'too_many', message: 'Wait.', retryAfterMs: 60_000 })
    await rig.drain()
    const other = await posted({ text: 'of another session' })
    await rig.drain()
    expect(notesOf(first)).toHaveLength(0)
    expect(notesOf(second)).toHaveLength(0)
    expect(notesOf(other)).toHaveLength(1)
    await rig.drainToTheEnd()
    const written = rig.fake.notes.filter((n) => n.text.includes('of the session'))
    expect(written.map((n) => n.text.split('\n')[0])).toEqual([first.text, second.text])
  })

  it('many workers at once write each note once', async () => {
    const posts = []
    for (let i = 0; i < 8; i++) posts.push(await posted({ text: `note ${i} for many` }))
    await Promise.all(Array.from({ length: 5 }, () => rig.drain()))
    for (const post of posts) expect(notesOf(post)).toHaveLength(1)
  })

  it('a worker that wakes up after its lease has gone changes nothing', async () => {
    const post = await posted()
    const { promise: asleep, resolve: wake } = Promise.withResolvers<void>()
    const { promise: isAsleep, resolve: fallAsleep } = Promise.withResolvers<void>()
    const { glanceAtTicket } = rig.fake.psa
    await rig.post({ ...post }) // asked again: no second row
    const seen = stampTicket(rig.fake.addTicket(TICKET))
    const sleepy = rig.ask(post.sessionId, { text: 'with a stamp', seen })
    await rig.drain()
    await rig.post(sleepy)
    rig.psa = {
      ...rig.fake.psa,
      glanceAtTicket: async (ticket) => {
        fallAsleep()
        await asleep
        return glanceAtTicket(ticket)
      },
    }
    const old = rig.drain()
    await isAsleep
    rig.psa = rig.fake.psa
    rig.deps.pass(61_000)
    await rig.drain()
    expect(await rig.row(sleepy.writeId)).toMatchObject({ state: 'posted', attempts: 1 })
    wake()
    await old
    expect(notesOf(sleepy)).toHaveLength(1)
    expect(await told(sleepy)).toEqual(['note_posting', 'note_posted'])
  })

  it('a connection that is gone by then is told as that', async () => {
    const post = await posted()
    rig.connected = false
    await rig.drain()
    rig.connected = true
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'no_psa', canRetry: true })
  })

  it('keys that no longer open end it with what to do, and it can be tried again', async () => {
    const post = await posted()
    const of = () => Promise.reject(new Refused('notReady', 'An admin sets the keys again.'))
    await rig.drain({ ...rig.deps, psa: { ...rig.deps.psa, of } })
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry: true })
    expect(row.message).toContain('An admin sets the keys again.')
    expect((await retry(post)).status).toBe(200)
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
  })

  describe('a process that is killed', () => {
    const complete = async (post: Post) => {
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
      expect(notesOf(post)).toHaveLength(1)
      expect(entriesOf(post)).toHaveLength(1)
      expect(await told(post)).toEqual(['note_posting', 'note_posted'])
    }

    it('while working, at any point: one note, one time entry, one telling', async () => {
      let points = 0
      for (let dieAt = 1, survived = false; !survived; dieAt++) {
        const post = await posted({ text: `dies at ${dieAt}`, time: freshTime() })
        const mortal = makeMortal(rig.deps, dieAt)
        await rig.drain(mortal.deps).catch(expectDeath)
        survived = mortal.survived()
        points = dieAt
        await rig.drainToTheEnd()
        await complete(post)
      }
      expect(points).toBeGreaterThan(20)
    }, 120_000)

    it('while taking it in, at any point: asked again it is there once', async () => {
      const { engineer } = rig.team.people
      const who = {
        personId: engineer.id,
        email: engineer.email,
        name: engineer.name,
        role: 'engineer' as const,
        isLead: false,
        createdAt: '2026-01-01T00:00:00.000Z',
        teamId: rig.team.id,
        teamName: 'a team',
        provedAt: '2026-01-01T00:00:00.000Z',
        mustChangePassword: false,
        signInId: rig.deps.newId(),
      }
      for (let dieAt = 1, survived = false; !survived; dieAt++) {
        const seen = rig.fake.look(TICKET)
        const more = { text: `taken in, dies at ${dieAt}`, time: freshTime(), seen }
        const post = rig.ask(await rig.startSession(), more)
        const mortal = makeMortal(rig.deps, dieAt)
        await postNote(mortal.deps, who, post).catch(expectDeath)
        survived = mortal.survived()
        expect(await rig.post(post)).toMatchObject({ status: 200 })
        await rig.drainToTheEnd()
        await complete(post)
      }
    }, 120_000)

    it('again and again, while answers get lost: never twice, never lost', async () => {
      const trouble = fc.constantFrom('lostAfter' as const, 'lostBefore' as const, undefined)
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
          trouble,
          trouble,
          async (deaths, noteTrouble, timeTrouble) => {
            rig.fake.calm()
            const post = await posted({ text: `dies ${deaths}`, time: freshTime() })
            if (noteTrouble) rig.fake.trouble('writeNote', noteTrouble)
            if (timeTrouble) rig.fake.trouble('writeTimeEntry', timeTrouble)
            for (const dieAt of deaths) {
              await rig.drain(makeMortal(rig.deps, dieAt).deps).catch(expectDeath)
              rig.deps.pass(61_000)
            }
            await rig.drainToTheEnd()
            await complete(post)
          },
        ),
        { numRuns: 15 },
      )
    }, 120_000)
  })
})

function expectDeath(error: unknown) {
  if (!(error instanceof Died)) throw error
}
