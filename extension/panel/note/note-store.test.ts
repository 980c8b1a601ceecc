import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test, vi } from 'vitest'
import { traceText } from '#shared/note/trace-text.ts'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { placesOfMasked } from '#shared/redact/mask-list.ts'
import type { EventData, NoteFlags } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult } from '../../bridge/insertion.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { createPostQueue } from '../../client/post-queue.ts'
import { createSessionStore } from '../../client/session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from '../../client/testing/fake-browser.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { readWhatWaits } from '../../client/what-waits.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import type { NoteDeps, NoteStore } from './note-state.ts'
import { createNoteStore } from './note-store.ts'
import { isStale } from './own-text.ts'

const REF: TicketRef = {
  origin: 'https://na.myconnectwise.net',
  ticketId: 48211,
  recordType: 'service',
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment',
}
const SECRET = 'net use Z: \\\\FS02\\Budget /user:corp\\padler Sommer2026!x'

const INSERTED: InsertionResult = {
  outcome: 'inserted',
  ref: REF,
  text: 'As the editor has it',
  insertedAt: '2026-06-10T14:00:00Z',
  into: 'ticket',
}

async function makeNote(
  result?: InsertionResult,
  readTicket: NoteDeps['readTicket'] = async () => null,
  startingTime: NoteDeps['startingTime'] = async () => null,
  late?: Promise<InsertionResult | undefined>,
) {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const network = fakeNetwork()
  network.set(false)
  const locks = fakeLocks()
  const offline = async () => ({ ok: false as const, trouble: OFFLINE })
  const client = { ask: offline, open: offline }
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 1))
  const now = () => new Date().toISOString()
  const outside = { db, client, locks, wait, random: () => 0, now }
  const me = { kind: 'person', id: v7(), name: 'Ada' } as const
  const session = createSessionStore(
    {
      ...outside,
      me,
      channel: fakeChannel()(),
      online: network,
      newId: () => v7(),
    },
    v7(),
  )
  await session.load()
  const record = (...data: EventData[]) => {
    const recorded = session.record(data)
    if (!recorded.ok) throw new Error(recorded.refusal.message)
  }
  record({ type: 'session_started', ticket: { ref: REF, summary: 'Cannot open Budget' } })
  const copied: string[] = []
  const inserted: string[] = []
  const asked: { flags: NoteFlags; setBoxes: boolean }[] = []
  const posts = createPostQueue({
    ...outside,
    open: async () => session,
    isOnline: network.is,
    signal: new AbortController().signal,
  })
  const open = async () => {
    const note = createNoteStore(
      {
        db,
        session,
        posts,
        timeZone: 'UTC',
        personId: me.id,
        now,
        newId: () => v7(),
        digest: async () => 'a'.repeat(64),
        copy: async (text) => copied.push(text) > 0,
        insert: async (_, text, flags, setBoxes) => {
          inserted.push(text)
          asked.push({ flags, setBoxes })
          return { result, ...(late ? { late } : {}) }
        },
        readTicket,
        wordsFor: () => undefined,
        startingTime,
        later: (run) => {
          run()
          return () => undefined
        },
      },
      'working',
    )
    await note.turnTo('working')
    return note
  }
  const current = () => {
    const { session: now } = session.getState()
    if (!now) throw new Error('There is no session')
    return now
  }
  return { note: await open(), open, record, session, current, copied, inserted, asked, posts, db }
}

const say = (text: string): EventData => ({ type: 'statement_added', kind: 'observation', text })

const isOld = (note: NoteStore, now: Session) =>
  isStale(note.getState().own, note.compose(now).text, now.stateVersion)

test('the text follows the record until a person edits it; then it is theirs and told to be old', async () => {
  const { note, record, current } = await makeNote()
  record(say('First'))
  expect(note.compose(current()).text).toContain('First')
  note.startEditing()
  note.edit('My own words')
  expect(isOld(note, current())).toBe(false)
  record(say('Second'))
  expect(note.getState().own?.text).toBe('My own words')
  expect(isOld(note, current())).toBe(true)
  note.takeNewVersion()
  expect(note.getState().own).toBeNull()
})

test('what goes out tells the record that it was made from, own events that wait among it', async () => {
  const { note, record, session, db } = await makeNote(INSERTED)
  record(say('First'))
  const { version, pending } = session.getState()
  const madeFrom = { version, ahead: pending.length }
  expect(madeFrom.version + madeFrom.ahead).toBe(2)
  await note.insert(REF, 'As it is.')
  expect(session.getState().session?.notes).toMatchObject([{ way: 'inserted', madeFrom }])
  await note.post(REF, 'As it is now.')
  const [row] = await db.posts.by('sessionId', session.sessionId)
  expect(row?.request.madeFrom).toMatchObject({ ahead: madeFrom.ahead + 1 })
})

test('what was typed is there in the next panel, and in the record without its secrets', async () => {
  const { note, open, current } = await makeNote()
  note.startEditing()
  note.edit(`Mapped with ${SECRET}`)
  const next = await open()
  expect(next.getState().own?.text).toContain('Mapped with')
  note.leaveEditing()
  expect(current().drafts.working?.text).toMatch(/\[password 1 removed\]/)
})

test('words kept on another machine are told to be old once the record has moved on', async () => {
  const { open, record, current } = await makeNote()
  record(say('First'), { type: 'note_drafted', noteKind: 'working', text: 'Theirs', basedOn: 2 })
  const next = await open()
  expect(next.getState().own?.text).toBe('Theirs')
  expect(isOld(next, current())).toBe(false)
  record(say('Second'))
  expect(isOld(next, current())).toBe(true)
  next.startEditing()
  next.edit('Theirs, and mine')
  expect(isOld(next, current())).toBe(true)
  next.leaveEditing()
  const again = await open()
  expect(again.getState().own?.text).toBe('Theirs, and mine')
  expect(isOld(again, current())).toBe(true)
})

test('words begun from FlowPilot’s are not old only because the record’s own are shown', () => {
  const own = { text: 'Mine', from: 'FlowPilot’s', asOf: 4 }
  expect(isStale(own, 'The record’s', 4)).toBe(false)
  expect(isStale(own, 'The record’s', 5)).toBe(true)
  expect(isStale({ ...own, asOf: undefined }, 'The record’s', 5)).toBe(true)
})

test('a composed text never holds a secret, and says what was masked', async () => {
  const { note, record, current } = await makeNote()
  record(say(SECRET))
  const composed = note.compose(current())
  expect(composed.text).not.toContain('Sommer2026')
  expect(placesOfMasked(composed.text)).toMatchObject([{ placeholder: '[password 1 removed]' }])
})

test('a word that was marked stands in no text any more, and each sentence keeps its evidence', async () => {
  const { note, record, current } = await makeNote()
  record(say('Robin opened Lantern, then Lantern Two.'))
  record({ type: 'words_marked', words: hideWords('Lantern Two', v7()) })
  record({ type: 'words_marked', words: hideWords('Robin', v7()) })
  const { text, note: composed } = note.compose(current())
  expect(text).toContain('[marked text 1 removed] opened Lantern, then [marked text 2 removed].')
  const own = traceText(text, composed).filter((part) => part.text.includes('marked text'))
  expect(own.map(({ evidence }) => evidence.length > 0)).toEqual([true])
  record({ type: 'words_unmarked', markId: current().marks[1]?.id ?? '' })
  expect(note.compose(current()).text).toContain('Robin opened Lantern')
})

test('an insertion is recorded with the bytes that stand in the editor', async () => {
  const { note, current } = await makeNote(INSERTED)
  await note.insert(REF, 'As we sent it')
  expect(current().notes).toMatchObject([{ way: 'inserted', text: 'As the editor has it' }])
  expect(note.getState().told?.tone).toBe('good')
})

test.each<[string, InsertionResult | undefined]>([
  [
    'a refusal',
    {
      outcome: 'refused',
      code: 'otherTicket',
      why: 'The page shows #9.',
      next: 'Go back to #48211.',
      isTextLeft: false,
    },
  ],
  ['no answer', undefined],
])('%s writes nothing, leaves the text on the clipboard and says what to do', async (_, result) => {
  const { note, copied, current } = await makeNote(result)
  await note.insert(REF, 'The note')
  expect(current().notes).toEqual([])
  expect(copied).toEqual(['The note'])
  expect(note.getState().told?.text).toMatch(/clipboard/)
})

test('who is to read it goes along; the boxes are set only when a person asks for it', async () => {
  const { note, asked, copied } = await makeNote({
    outcome: 'refused',
    code: 'boxes',
    why: 'Discussion is ticked: the client would read this.',
    next: 'Untick it.',
    isTextLeft: false,
    ticked: { discussion: 'on', internal: 'off', resolution: 'off' },
  })
  await note.insert(REF, 'Internal words')
  expect(note.getState().told).toMatchObject({ tone: 'amber', offer: 'setBoxes' })
  expect(note.getState().told?.boxes?.map(({ isRight }) => isRight)).toEqual([false, false, true])
  expect(copied).toEqual(['Internal words'])
  await note.insert(REF, 'Internal words', { setBoxes: true })
  expect(note.getState().told?.offer).toBeUndefined()
  const internal = { internal: true, discussion: false, resolution: false }
  expect(asked).toEqual([
    { flags: internal, setBoxes: false },
    { flags: internal, setBoxes: true },
  ])
})

test.each([
  ['unknown', 'amber', 3],
  ['not as wanted', 'amber', 3],
  ['as wanted', 'good', undefined],
] as const)('with boxes %s the word is %s', async (boxes, tone, lines) => {
  const { note, current } = await makeNote({
    outcome: 'inserted',
    ref: REF,
    text: 'As the editor has it',
    insertedAt: '2026-06-10T14:00:00Z',
    into: 'ticket',
    boxes,
    ticked: { discussion: 'unknown', internal: 'unknown', resolution: 'unknown' },
  })
  await note.insert(REF, 'As we sent it')
  expect(current().notes).toHaveLength(1)
  expect(note.getState().told?.tone).toBe(tone)
  expect(note.getState().told?.boxes?.length).toBe(lines)
})

test('a ticket that changed since the preview stops an insertion, until that is read', async () => {
  const stamp = { lastUpdated: null, status: 'New', owner: 'Jude', newest: ['note:1'] }
  const changed = { ...stamp, status: 'Waiting', newest: ['note:2', 'note:1'] }
  const { note, inserted, copied, current } = await makeNote(INSERTED, async () =>
    makeTicket({ stamp: changed }),
  )
  note.see(stamp)
  await note.insert(REF, 'The note')
  expect({ inserted, copied, notes: current().notes }).toEqual({
    ...{ inserted: [], copied: ['The note'], notes: [] },
  })
  expect(note.getState()).toMatchObject({ act: 'idle', told: { tone: 'amber' } })
  expect(note.getState().told?.text).toContain('The status is now “Waiting”, it was “New”.')
  expect(note.getState().told?.text).toContain('There is a new note.')
  note.see(changed)
  await note.insert(REF, 'The note')
  expect(inserted).toEqual(['The note'])
})

test('where nobody could look at the ticket before, what came since the work began stops it once', async () => {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString()
  const entry = (key: string, when: string) => ({
    ...{ key, source: 'note' as const, text: key, author: 'Jude', authorKind: 'member' as const },
    ...{ discussion: true, internal: false, resolution: false, minutes: null, isMerged: false },
    at: when,
  })
  const thread = [entry('note:1', at(-60_000)), entry('note:2', at(60_000))]
  const stamp = { lastUpdated: null, status: 'New', owner: '', newest: ['note:2', 'note:1'] }
  const { note, inserted } = await makeNote(INSERTED, async () => makeTicket({ stamp, thread }))
  await note.insert(REF, 'The note')
  expect(inserted).toEqual([])
  expect(note.getState().told?.text).toContain('There is a new note. Nothing was inserted.')
  await note.insert(REF, 'The note')
  expect(inserted).toEqual(['The note'])
})

test('a text whose answer was lost is told to the record when it is found in the editor, once', async () => {
  const { note, current } = await makeNote({
    outcome: 'refused',
    code: 'alreadyThere',
    why: 'The note already ends with this very text.',
    next: 'Read it through and save it in ConnectWise.',
    isTextLeft: false,
    text: 'As the editor has it',
  })
  await note.insert(REF, 'As the editor has it ')
  await note.insert(REF, 'As the editor has it ')
  expect(current().notes).toMatchObject([{ way: 'inserted', text: 'As the editor has it' }])
  expect(note.getState().told).toMatchObject({
    tone: 'amber',
    title: 'The note already ends with this very text.',
  })
})

test('what a page says after it was given up is in the record, and told where nothing else is', async () => {
  const page = Promise.withResolvers<InsertionResult | undefined>()
  const { note, copied, current } = await makeNote(undefined, undefined, undefined, page.promise)
  note.override(OWN_WORD)
  await note.insert(REF, 'As we sent it', { passedOver: ['N01'] })
  expect(note.getState().told?.title).toBe('The page did not answer')
  expect(current().notes).toEqual([])
  page.resolve(INSERTED)
  await vi.waitFor(() => expect(note.getState().told?.title).toBe('In the note editor of #48211'))
  expect(note.getState().told).toMatchObject({ tone: 'amber' })
  expect(note.getState().told?.text).toMatch(/after all.*take one out.*press Save/)
  expect(current().notes).toMatchObject([
    { way: 'inserted', noteKind: 'working', text: 'As the editor has it', overridden: ['N01'] },
  ])
  expect(note.getState().overridden).toEqual([])
  expect(copied).toEqual(['As we sent it'])
})

test('what comes late interrupts nobody who is at another kind of note', async () => {
  const page = Promise.withResolvers<InsertionResult | undefined>()
  const { note, current } = await makeNote(undefined, undefined, undefined, page.promise)
  await note.insert(REF, 'As we sent it')
  await note.turnTo('resolution')
  page.resolve(INSERTED)
  await vi.waitFor(() => expect(current().notes).toMatchObject([{ noteKind: 'working' }]))
  expect(note.getState().told).toBeNull()
})

test('a late refusal that left nothing in the editor says nothing more', async () => {
  const late = { outcome: 'refused', code: 'late', why: 'Late.', next: 'Again.' } as const
  const page = Promise.resolve({ ...late, isTextLeft: false })
  const { note, current } = await makeNote(undefined, undefined, undefined, page)
  await note.insert(REF, 'As we sent it')
  await new Promise((turn) => setTimeout(turn))
  expect(note.getState().told?.title).toBe('The page did not answer')
  expect(current().notes).toEqual([])
})

test('two presses at once are one insertion', async () => {
  const { note, inserted } = await makeNote()
  await Promise.all([note.insert(REF, 'Once'), note.insert(REF, 'Once')])
  expect(inserted).toEqual(['Once'])
})

test('two presses at once are one post, kept on disk before anything is sent', async () => {
  const { note, db } = await makeNote()
  await Promise.all([note.post(REF, 'Once'), note.post(REF, 'Once')])
  const rows = await db.posts.toArray()
  expect(rows).toMatchObject([
    {
      state: 'waiting',
      request: {
        text: 'Once',
        mailContact: false,
        flags: { internal: true, discussion: false, resolution: false },
      },
    },
  ])
})

const OWN_WORD = { check: 'N01', found: 'The vendor agreed.' } as const

test('what was passed over goes along with the post and is forgotten after it', async () => {
  const { note, db } = await makeNote()
  note.override(OWN_WORD)
  expect(note.getState().overridden).toEqual([OWN_WORD])
  await note.post(REF, 'Once', { passedOver: ['N01'] })
  expect((await db.posts.toArray()).map((row) => row.request.overridden)).toEqual([['N01']])
  expect(note.getState().overridden).toEqual([])
})

test('an insertion is recorded with what was passed over, which is forgotten after it', async () => {
  const { note, current } = await makeNote(INSERTED)
  note.override(OWN_WORD)
  await note.insert(REF, 'As we sent it', { passedOver: ['N01'] })
  expect(current().notes).toMatchObject([{ way: 'inserted', overridden: ['N01'] }])
  expect(note.getState().overridden).toEqual([])
})

test('while nothing was written, what was passed over stays so', async () => {
  const { note } = await makeNote(undefined)
  note.override(OWN_WORD)
  await note.insert(REF, 'The note', { passedOver: ['N01'] })
  expect(note.getState().overridden).toEqual([OWN_WORD])
})

test('the preview names its act: opened again it is the same one, and so is a second click', async () => {
  const { note, open, db } = await makeNote()
  const { writeId } = note.getState()
  const second = await open()
  expect(second.getState().writeId).toBe(writeId)
  await note.post(REF, 'Once')
  await second.post(REF, 'Once')
  expect((await db.posts.toArray()).map((row) => row.writeId)).toEqual([writeId])
})

test('another text under a spent act is not posted before its own mark was shown', async () => {
  const { note, open, db } = await makeNote()
  const second = await open()
  await note.post(REF, 'The first')
  await second.post(REF, 'Another text')
  expect(second.getState().told?.title).toBe('Not posted yet')
  expect(second.getState().writeId).not.toBe(note.getState().writeId)
  await second.post(REF, 'Another text')
  expect((await db.posts.toArray()).map((row) => row.request.text).sort()).toEqual([
    'Another text',
    'The first',
  ])
})

test('minutes and words of a time entry are there again, until it is posted or left', async () => {
  const { note, open, db } = await makeNote()
  const time = {
    from: '2026-06-10T13:00:00.000Z',
    to: '2026-06-10T13:25:00.000Z',
    text: `Mapped with ${SECRET}`,
  }
  note.changeTime(time)
  await note.turnTo('resolution')
  expect(note.getState().time).toBeNull()
  await note.turnTo('working')
  expect(note.getState().time).toMatchObject({ from: time.from, to: time.to })
  const next = await open()
  expect(next.getState().time?.text).toMatch(/^Mapped with .*removed\]/)
  expect(JSON.stringify(await db.drafts.toArray())).not.toContain('Sommer2026')
  expect(await readWhatWaits(db)).toMatchObject({ texts: 1 })
  await next.post(REF, 'Once')
  expect((await open()).getState().time).toBeNull()
  next.changeTime(time)
  await next.setTime(false)
  await next.turnTo('working')
  expect(next.getState().time).toBeNull()
})

test('what is said last stands, however late a time that was asked for before is found', async () => {
  const found: (() => void)[] = []
  const time = { from: '2026-06-10T13:00:00.000Z', to: '2026-06-10T13:15:00.000Z', text: 'Worked' }
  const { note } = await makeNote(undefined, undefined, async () => {
    await new Promise<void>((resolve) => found.push(resolve))
    return { time, rounding: null }
  })
  const late = note.turnTo('time_entry')
  await vi.waitFor(() => expect(found).toHaveLength(1))
  await note.turnTo('resolution')
  const asked = note.setTime(true)
  await note.setTime(false)
  for (const tell of found) tell()
  await Promise.all([late, asked])
  expect(note.getState()).toMatchObject({ kind: 'resolution', time: null })
})

test('a note that a time entry is to go with does not go out before its minutes are found', async () => {
  const found = Promise.withResolvers<void>()
  const time = { from: '2026-06-10T13:00:00.000Z', to: '2026-06-10T13:15:00.000Z', text: 'Worked' }
  const { note, posts } = await makeNote(undefined, undefined, async () => {
    await found.promise
    return { time, rounding: null }
  })
  const asked = note.setTime(true)
  expect(note.getState()).toMatchObject({ time: null, isTimeAsked: true })
  await note.post(REF, 'Done')
  expect(posts.getState().rows).toEqual([])
  found.resolve()
  await asked
  expect(note.getState()).toMatchObject({ time, isTimeAsked: false })
  await note.post(REF, 'Done')
  expect(posts.getState().rows).toMatchObject([{ request: { time } }])
})

test('a time that is asked for while the note goes out is none of the next one', async () => {
  const found = Promise.withResolvers<void>()
  const time = { from: '2026-06-10T13:00:00.000Z', to: '2026-06-10T13:15:00.000Z', text: 'Worked' }
  const { note } = await makeNote(undefined, undefined, async () => {
    await found.promise
    return { time, rounding: null }
  })
  const posted = note.post(REF, 'Done')
  const asked = note.setTime(true)
  await posted
  found.resolve()
  await asked
  expect(note.getState()).toMatchObject({ time: null, isTimeAsked: false })
})

test('a time that cannot be found leaves the note as it was, to be posted without', async () => {
  const { note } = await makeNote(undefined, undefined, () => Promise.reject(new Error('Full')))
  await expect(note.setTime(true)).rejects.toThrow('Full')
  expect(note.getState()).toMatchObject({ time: null, isTimeAsked: false })
})

test('another kind of note is there before its minutes are, and editing it stays open', async () => {
  const found = Promise.withResolvers<void>()
  const { note } = await makeNote(undefined, undefined, async () => {
    await found.promise
    return null
  })
  const turned = note.turnTo('time_entry')
  await vi.waitFor(() => expect(note.getState().kind).toBe('time_entry'))
  note.startEditing()
  note.edit('Own words')
  found.resolve()
  await turned
  expect(note.getState()).toMatchObject({ isEditing: true, own: { text: 'Own words' } })
})

test('what is typed while another kind is being opened stays with the kind it was typed for', async () => {
  const { note, current } = await makeNote()
  const turned = note.turnTo('resolution')
  note.startEditing()
  note.edit('Half a sent')
  await turned
  expect(note.getState()).toMatchObject({ kind: 'resolution', isEditing: false, own: null })
  expect(current().drafts.working?.text).toBe('Half a sent')
})

test('each kind of note is an act of its own', async () => {
  const { note } = await makeNote()
  const { writeId } = note.getState()
  await note.turnTo('resolution')
  expect(note.getState().writeId).not.toBe(writeId)
  await note.turnTo('working')
  expect(note.getState().writeId).toBe(writeId)
})
