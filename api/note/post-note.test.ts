import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionEvent } from '#shared/session/event.ts'
import { onBoth } from '../testing/on-both.ts'
import { stampTicket } from '../ticket/stamp-ticket.ts'
import {
  INTERNAL,
  makeNoteRig,
  type NoteRig,
  type Post,
  SITE,
  TICKET,
} from './testing/make-note-rig.ts'

const typesOf = (events: SessionEvent[]) => events.map((event) => event.data.type)

describe.each(onBoth)('posting a note on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  const notesOf = (post: Post) =>
    rig.fake.notes.filter((note) => note.text.includes(`[rf:${post.writeId.slice(-12)}]`))

  it('answers at once; the job writes it, and the record tells both', async () => {
    const sessionId = await rig.startSession()
    const post = rig.ask(sessionId)
    const answer = await rig.post(post)
    expect(answer).toMatchObject({ status: 200, body: { state: 'waiting', id: post.writeId } })
    expect(notesOf(post)).toHaveLength(0)
    expect(rig.sent).toContain('drain-writes')

    await rig.drain()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'posted', attempts: 1, canRetry: false, author: 'engineer' })
    expect(notesOf(post)).toEqual([
      expect.objectContaining({
        id: row.psaNoteId,
        text: `${post.text}\n\n[rf:${post.writeId.slice(-12)}]`,
        flags: INTERNAL,
        author: 'engineer',
        mailed: false,
      }),
    ])
    const events = await rig.events(sessionId)
    expect(typesOf(events)).toEqual(['session_started', 'note_posting', 'note_posted'])
    expect(events.at(-1)).toMatchObject({
      by: { kind: 'program' },
      data: { writeId: post.writeId, psaNoteId: row.psaNoteId, author: 'engineer' },
    })
    expect(
      await (await rig.as('viewer'))('GET', `/sessions/${sessionId}/notes/${post.writeId}`),
    ).toMatchObject({
      status: 200,
      body: { state: 'posted', psaNoteId: row.psaNoteId },
    })
  })

  it('asked again with the same content it is answered as before, at any time', async () => {
    const post = rig.ask(await rig.startSession(), { text: 'asked twice' })
    const answers = await Promise.all([rig.post(post), rig.post(post), rig.post(post)])
    expect(answers.map((a) => [a.status, a.body.state])).toEqual(Array(3).fill([200, 'waiting']))
    await rig.drain()
    expect(await rig.post(post)).toMatchObject({ status: 200, body: { state: 'posted' } })
    expect(notesOf(post)).toHaveLength(1)
    expect(typesOf(await rig.events(post.sessionId))).toHaveLength(3)
  })

  it('the same id with another content is refused', async () => {
    const post = rig.ask(await rig.startSession(), { text: 'the first content' })
    await rig.post(post)
    const other = await rig.post({ ...post, text: 'another content' })
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await rig.drain()
    expect(notesOf(post)).toHaveLength(1)
  })

  it('two panels that confirm the same text write one note', async () => {
    const sessionId = await rig.startSession()
    const posts = [1, 2].map(() => rig.ask(sessionId, { text: 'from two windows' }))
    const statuses = (await Promise.all(posts.map((post) => rig.post(post)))).map((a) => a.status)
    expect(statuses.sort()).toEqual([200, 409])
    await rig.drain()
    const late = await rig.post(rig.ask(sessionId, { text: 'from two windows' }))
    expect(late.status).toBe(409)
    expect(String(late.body.message)).toContain('stands in the ticket already')
    expect(rig.fake.notes.filter((n) => n.text.startsWith('from two windows'))).toHaveLength(1)
  })

  it('tells which record it was made from: the version, and the hash that the record had then', async () => {
    const sessionId = await rig.startSession()
    const { hash } = await rig.stored(sessionId, 1)
    const post = rig.ask(sessionId, { text: 'made from one', madeFrom: { version: 1, ahead: 2 } })
    expect((await rig.post(post)).status).toBe(200)
    const madeFrom = { version: 1, ahead: 2, hash }
    expect(await rig.row(post.writeId)).toMatchObject({ madeFrom })
    expect((await rig.events(sessionId)).at(-1)).toMatchObject({ data: { madeFrom } })
    const never = rig.ask(sessionId, { text: 'from nowhere', madeFrom: { version: 99, ahead: 0 } })
    expect(await rig.post(never)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await rig.row(never.writeId).catch(() => undefined)).toBeUndefined()
    const untold = rig.ask(sessionId, { text: 'by a panel of before' })
    expect((await rig.post(untold)).status).toBe(200)
    expect(await rig.row(untold.writeId)).toMatchObject({ madeFrom: null })
  })

  describe('who may', () => {
    it.each([
      ['engineer', 'engineer', 200],
      ['engineer', 'lead', 200],
      ['engineer', 'team_admin', 200],
      ['engineer', 'viewer', 403],
      ['lead', 'engineer', 403],
    ] as const)('a session of the %s, posted by the %s: %i', async (owner, by, status) => {
      const post = rig.ask(await rig.startSession(owner), { text: `${owner} by ${by}` })
      expect((await rig.post(post, by)).status).toBe(status)
    })

    it('nobody outside the team', async () => {
      const { makeTeam } = await import('../testing/make-team.ts')
      const { createApp } = await import('../app.ts')
      const others = await makeTeam(rig.deps, createApp(rig.deps))
      const sessionId = await rig.startSession()
      const { sessionId: _, ...body } = rig.ask(sessionId)
      const answer = await others.as('team_admin')('POST', `/sessions/${sessionId}/notes`, body)
      expect(answer.status).toBe(404)
      await rig.post({ ...body, sessionId })
      const path = `/sessions/${sessionId}/notes/${body.writeId}`
      expect((await others.as('team_admin')('GET', path)).status).toBe(404)
      expect((await others.as('team_admin')('POST', `${path}/retry`)).status).toBe(404)
    })
  })

  describe('what is refused, with nothing written', () => {
    const secret = 'Reset done. Password: Tr0ub4dor&3-horse'
    const wrong: [string, Partial<Post>, number][] = [
      ['another ticket than the session’s', { ticket: ref(TICKET + 1) }, 409],
      ['another site', { ticket: ref(TICKET, 'https://eu.myconnectwise.net') }, 409],
      ['a secret', { text: secret }, 400],
      ['a mark of another note', { text: 'STATUS: x\n\n[rf:0123456789ab]' }, 400],
      ['only blanks', { text: '   \n ' }, 400],
      ['too long a text', { text: 'x'.repeat(60_001) }, 400],
      ['mail for an internal note', { mailContact: true }, 400],
      ['time that ends before it begins', { time: time('10:00', '09:00') }, 400],
      ['less than a minute', { time: time('08:00', '08:00') }, 400],
      [
        'more than a day',
        { time: { ...time('08:00', '08:30'), from: '2026-02-20T08:00:00Z' } },
        400,
      ],
      ['time to come', { time: time('08:30', '23:30') }, 400],
      ['a secret in the time', { time: { ...time('08:00', '08:30'), text: secret } }, 400],
      [
        'the same words in note and time',
        { text: 'Checked  the share with the user. ', time: time('08:00', '08:30') },
        400,
      ],
      ['a time entry without time', { noteKind: 'time_entry', flags: NONE }, 400],
    ]
    it.each(wrong)('%s', async (_, more, status) => {
      await rig.drain()
      const sessionId = await rig.startSession()
      const before = rig.fake.notes.length
      const answer = await rig.post(rig.ask(sessionId, more))
      expect(answer.status).toBe(status)
      expect(String(answer.body.message).length).toBeGreaterThan(20)
      await rig.drain()
      expect(rig.fake.notes).toHaveLength(before)
      expect(typesOf(await rig.events(sessionId))).toEqual(['session_started'])
    })

    it('a session that is about no ticket', async () => {
      const answer = await rig.post(rig.ask(rig.deps.newId()))
      expect(answer).toMatchObject({ status: 404 })
    })
  })

  it.each(
    (['working', 'resolution', 'client_update', 'time_entry'] as const).flatMap((noteKind) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [noteKind, bits] as const),
    ),
  )('the tabs of a %s: combination %i is taken only where it fits', async (noteKind, bits) => {
    const flags = {
      discussion: (bits & 1) > 0,
      internal: (bits & 2) > 0,
      resolution: (bits & 4) > 0,
    }
    const tabs = Object.entries(flags).flatMap(([tab, is]) => (is ? [tab] : []))
    const allowed: Record<typeof noteKind, string[]> = {
      working: ['internal'],
      resolution: ['internal', 'internal+resolution'],
      client_update: ['discussion', 'discussion+resolution'],
      time_entry: [''],
    }
    const fits = allowed[noteKind].includes(tabs.join('+'))
    const text = `tabs ${noteKind} ${bits}`
    const at = 480 + bits
    const free = { ...time('08:00', '08:30'), from: minute(at), to: minute(at + 1), text }
    const isTime = noteKind === 'time_entry'
    const post = rig.ask(await rig.startSession(), {
      noteKind,
      flags,
      text,
      time: isTime ? free : null,
    })
    expect((await rig.post(post)).status).toBe(fits ? 200 : 400)
    await rig.drain()
    expect(notesOf(post).map((note) => note.flags)).toEqual(fits && !isTime ? [flags] : [])
  })

  it('an unmapped person is told what to do, and posts once mapped', async () => {
    const post = rig.ask(await rig.startSession('lead'), { text: 'by nobody yet' })
    const ask = await rig.as('team_admin')
    expect((await ask('PUT', '/psa/members/101', { personId: null })).status).toBe(200)
    const refused = await rig.post(post, 'lead')
    expect(refused).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(String(refused.body.message)).toContain('Members')
    const lead = rig.team.people.lead.id
    expect((await ask('PUT', '/psa/members/101', { personId: lead })).status).toBe(200)
    expect((await rig.post(post, 'lead')).status).toBe(200)
    await rig.drain()
    expect(notesOf(post)).toEqual([expect.objectContaining({ author: 'lead' })])
  })

  describe('checks that were passed over', () => {
    it('stand in the record with the note, also after it was tried again', async () => {
      rig.connected = false
      const overridden = ['N01', 'N12']
      const post = rig.ask(await rig.startSession(), { text: 'on my own word', overridden })
      expect(await rig.post(post)).toMatchObject({ status: 200, body: { state: 'no_psa' } })
      rig.connected = true
      const path = `/sessions/${post.sessionId}/notes/${post.writeId}/retry`
      expect((await (await rig.as('engineer'))('POST', path)).status).toBe(200)
      await rig.drain()
      const [note] = (await rig.fold(post.sessionId))?.notes ?? []
      expect(note).toMatchObject({ state: 'posted', overridden })
    })

    it.each(['N03', 'N04', 'N05', 'N07', 'N24', 'N26'])('%s cannot be', async (check) => {
      const post = rig.ask(await rig.startSession(), { overridden: ['N01', check] })
      const answer = await rig.post(post)
      expect(answer).toMatchObject({ status: 400, body: { problems: [{ at: 'overridden' }] } })
      expect(String(answer.body.message)).toContain(check)
    })
  })

  describe('a ticket that changed since the preview', () => {
    const seenNow = (ticketId: number) => {
      const ticket = rig.fake.addTicket(ticketId)
      return { ticket, seen: stampTicket({ ...ticket, thread: [...ticket.thread] }) }
    }

    it('stops the write and says what changed; what was read again since is what holds', async () => {
      const sessionId = await rig.startSession('engineer', 801)
      const { ticket, seen } = seenNow(801)
      ticket.status = { id: 22, name: 'Completed', isClosed: false }
      ticket.owner = null
      rig.fake.writeAsSomebody(801, 'it works again')
      const post = rig.ask(sessionId, { ticket: ref(801), seen })
      const answer = await rig.post(post)
      expect(answer.status).toBe(409)
      expect(answer.body.problems).toEqual([
        { at: 'seen', message: 'The status is now “Completed”, it was “In Progress”.' },
        { at: 'seen', message: 'The ticket has no owner any more.' },
        { at: 'seen', message: 'There is a new note.' },
      ])
      const read = stampTicket({ ...ticket, thread: [...ticket.thread] })
      expect((await rig.post({ ...post, seen: read })).status).toBe(200)
      await rig.drain()
      rig.fake.writeAsSomebody(801, 'and broke again')
      const later = rig.ask(sessionId, { ticket: ref(801), seen: read, text: 'a later note' })
      expect(await rig.post(later)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    })

    it('our own notes are no change', async () => {
      const sessionId = await rig.startSession('engineer', 802)
      const { seen } = seenNow(802)
      const first = rig.ask(sessionId, { ticket: ref(802), seen, text: 'internal first' })
      const second = rig.ask(sessionId, { ticket: ref(802), seen, text: 'and a second' })
      expect((await rig.post(first)).status).toBe(200)
      await rig.drain()
      expect((await rig.post(second)).status).toBe(200)
      await rig.drain()
      expect((await rig.row(second.writeId)).state).toBe('posted')
    })

    it('it is looked at again before sending, when ConnectWise could not be reached', async () => {
      const sessionId = await rig.startSession('engineer', 803)
      const { seen } = seenNow(803)
      rig.fake.trouble('glanceAtTicket', { kind: 'not_connected', message: 'No way.' }, 2)
      const post = rig.ask(sessionId, { ticket: ref(803), seen })
      expect(await rig.post(post)).toMatchObject({ status: 200, body: { state: 'waiting' } })
      await rig.drain()
      expect((await rig.row(post.writeId)).state).toBe('waiting')
      rig.fake.writeAsSomebody(803, 'meanwhile')
      await rig.drainToTheEnd()
      const row = await rig.row(post.writeId)
      expect(row).toMatchObject({ state: 'failed', canRetry: false, psaNoteId: null })
      expect(row.message).toContain('There is a new note.')
      expect(notesOf(post)).toHaveLength(0)
    })
  })

  it('without a connection it is kept, told as that, and goes out when there is one', async () => {
    const post = rig.ask(await rig.startSession(), { text: 'no way yet' })
    rig.connected = false
    const answer = await rig.post(post)
    rig.connected = true
    expect(answer).toMatchObject({ status: 200, body: { state: 'no_psa', canRetry: true } })
    expect(typesOf(await rig.events(post.sessionId)).slice(1)).toEqual([
      'note_posting',
      'note_post_failed',
    ])
    await rig.drain()
    expect(notesOf(post)).toHaveLength(0)
    const path = `/sessions/${post.sessionId}/notes/${post.writeId}/retry`
    const ask = await rig.as('engineer')
    const retries = await Promise.all([1, 2].map(() => ask('POST', path)))
    expect(retries.map((r) => r.status)).toEqual([200, 200])
    await rig.drain()
    expect(notesOf(post)).toHaveLength(1)
    expect((await rig.fold(post.sessionId))?.notes).toEqual([
      expect.objectContaining({ id: post.writeId, state: 'posted' }),
    ])
  })

  describe('time', () => {
    it('goes with the note, and never overlaps', async () => {
      const sessionId = await rig.startSession()
      const entry = { ...time('06:00', '06:30'), text: 'Restored access to the share.' }
      const post = rig.ask(sessionId, { text: 'with time', time: entry })
      expect((await rig.post(post)).status).toBe(200)
      const overlapping = rig.ask(sessionId, { text: 'overlaps', time: time('06:29', '06:40') })
      expect((await rig.post(overlapping)).status).toBe(409)
      await rig.drain()
      const row = await rig.row(post.writeId)
      expect(row).toMatchObject({ state: 'posted' })
      expect(rig.fake.entries.filter((e) => e.id === row.psaTimeEntryId)).toEqual([
        expect.objectContaining({
          ticketId: TICKET,
          author: 'engineer',
          text: entry.text,
          internalText: `[rf:${post.writeId.slice(-12)}]`,
        }),
      ])
      expect((await rig.post(overlapping)).status).toBe(409)
      const after = rig.ask(sessionId, { text: 'touches', time: time('06:30', '06:40') })
      expect((await rig.post(after)).status).toBe(200)
    })

    it('never overlaps on another ticket at the same moment', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(async (n) => {
          const sessionId = await rig.startSession()
          return rig.post(
            rig.ask(sessionId, { text: `at once ${n}`, time: time('03:00', '03:30') }),
          )
        }),
      )
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
    })

    it('that never went out for want of a connection is free for another note', async () => {
      rig.connected = false
      const sessionId = await rig.startSession()
      const entry = time('02:00', '02:30')
      const lost = await rig.post(rig.ask(sessionId, { text: 'nowhere to go', time: entry }))
      rig.connected = true
      expect(lost.body).toMatchObject({ state: 'no_psa' })
      const better = rig.ask(sessionId, { text: 'better words', time: entry })
      expect(await rig.post(better)).toMatchObject({ status: 200, body: { state: 'waiting' } })
      const again = await (await rig.as('engineer'))(
        'POST',
        `/sessions/${sessionId}/notes/${String(lost.body.id)}/retry`,
      )
      expect(again.status).toBe(409)
    })

    it('never overlaps what was entered there by hand', async () => {
      rig.fake.entries.push({
        id: 9000,
        ticketId: 555,
        text: 'by hand',
        internalText: '',
        from: '2026-03-02T05:00:00Z',
        to: '2026-03-02T05:30:00Z',
        author: 'engineer',
      })
      const post = rig.ask(await rig.startSession(), { time: time('05:10', '05:20') })
      const answer = await rig.post(post)
      expect(answer.status).toBe(409)
      expect(String(answer.body.message)).toContain('#555')
    })

    it('never overlaps what was entered there by hand while it waited: the note goes alone', async () => {
      rig.connected = false
      const post = rig.ask(await rig.startSession(), {
        text: 'waits',
        time: time('04:10', '04:20'),
      })
      expect(await rig.post(post)).toMatchObject({ status: 200, body: { state: 'no_psa' } })
      rig.connected = true
      const byHand = { id: 9001, ticketId: 556, text: 'by hand', internalText: '' }
      const [from, to] = ['2026-03-02T04:00:00Z', '2026-03-02T04:30:00Z']
      rig.fake.entries.push({ ...byHand, from, to, author: 'engineer' })
      const path = `/sessions/${post.sessionId}/notes/${post.writeId}/retry`
      await (await rig.as('engineer'))('POST', path)
      await rig.drainToTheEnd()
      const row = await rig.row(post.writeId)
      expect(row).toMatchObject({ state: 'failed', noteHalf: 'done', timeHalf: 'failed' })
      expect(row.message).toContain('#556')
      expect(notesOf(post)).toHaveLength(1)
      expect(rig.fake.entries.filter(({ text }) => text === 'waits')).toEqual([])
    })
  })

  function ref(ticketId: number, origin = SITE): Post['ticket'] {
    return {
      origin,
      ticketId,
      recordType: 'service',
      readAt: '2026-03-02T09:00:00.000Z',
      readFrom: 'fragment',
    }
  }
})

const NONE = { discussion: false, internal: false, resolution: false }

function time(from: string, to: string) {
  return {
    from: `2026-03-02T${from}:00.000Z`,
    to: `2026-03-02T${to}:00.000Z`,
    text: 'Checked the share with the user.',
  }
}

const minute = (at: number) =>
  new Date(Date.parse('2026-03-02T00:00:00.000Z') + at * 60_000).toISOString()
