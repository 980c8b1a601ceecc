/**
 * The whole way over real sockets: the API's door, the outbox, the real client, the stand-in with
 * its faults. What counts in the end is what stands in the ticket.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Play } from '#e2e/connectwise/faults.ts'
import { openJobs } from '../jobs.ts'
import { makeLog } from '../log.ts'
import { type StandIn, startStandIn } from '../psa/testing/start-stand-in.ts'
import { onBoth } from '../testing/on-both.ts'
import { defineWriteJobs, sweepWrites } from './drain-writes.ts'
import { makeNoteRig, type NoteRig, type Post, SHORT_PATIENCE } from './testing/make-note-rig.ts'

const markOf = (post: Post) => `[rf:${post.writeId.slice(-12)}]`

function standing(standIn: StandIn, post: Post) {
  const { notes, timeEntries } = standIn.world.records
  return {
    notes: notes.filter((n) => n.text.includes(markOf(post))),
    entries: timeEntries.filter((e) => e.internalNotes === markOf(post)),
  }
}

const openTicket = (standIn: StandIn, recordType: string) => {
  const { world } = standIn
  const found = world
    .tickets()
    .find(
      (t) =>
        t.recordType === recordType &&
        !t.closedFlag &&
        !world.resolve(t.id).status.timeEntryNotAllowed,
    )
  if (!found) throw new Error(`no ${recordType}`)
  return found
}

describe.each(onBoth)('from the door to the ticket on $name', ({ open }) => {
  let standIn: StandIn
  let rig: NoteRig
  beforeAll(async () => {
    const clock = { now: () => new Date() }
    standIn = await startStandIn({}, () => clock.now())
    const ticketId = openTicket(standIn, 'ServiceTicket').id
    const writesAs = { engineer: 'jokafor', lead: 'mlindqvist', team_admin: 'dwhitlock' }
    rig = await makeNoteRig(await open(), {
      site: standIn.site,
      ticketId,
      writesAs,
      look: standIn.look,
    })
    rig.psa = standIn.psa()
    clock.now = rig.deps.now
  })
  beforeEach(() => {
    standIn.reset()
    // Silences of one test are not counted in the next.
    rig.psa = standIn.psa()
  })
  afterAll(async () => {
    await rig.close()
    await standIn.close()
  })

  let minute = 0
  const freshTime = () => {
    minute += 2
    const at = rig.deps.now().getTime() - 20 * 3_600_000 + minute * 60_000
    return {
      from: new Date(at).toISOString(),
      to: new Date(at + 60_000).toISOString(),
      text: 'Checked the share with the user and restored access.',
    }
  }

  async function posted(more: Partial<Post> = {}): Promise<Post> {
    const post = rig.ask(await rig.startSession(), more)
    const answer = await rig.post(post)
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
    return post
  }

  const NOTES = '/service/tickets/*/notes'
  it.each<[string, string, Play]>([
    ['the answer of the note is cut off after storing', NOTES, { kind: 'cutAfter' }],
    ['the answer of the note breaks off in the middle', NOTES, { kind: 'cutMiddle' }],
    ['the line is cut before the note is stored', NOTES, { kind: 'cutBefore' }],
    ['the answer names another ticket', NOTES, { kind: 'wrongTicket' }],
    ['the answer is a page', NOTES, { kind: 'htmlAsJson' }],
    ['the server fails', NOTES, { kind: 'status', status: 500 }],
    ['a proxy answers', NOTES, { kind: 'htmlError', status: 502 }],
    ['it is too much at the moment', NOTES, { kind: 'throttle', retryAfter: '20' }],
    ['the answer of the time entry is cut off', '/time/entries', { kind: 'cutAfter' }],
    ['the line is cut before the time is stored', '/time/entries', { kind: 'cutBefore' }],
  ])('%s: one note and one time entry in the end', async (_, path, play) => {
    const post = await posted({
      time: freshTime(),
      text: `DONE: restored\nfault ${play.kind} ${path}`,
    })
    standIn.faults.add({ method: 'POST', path, play })
    await rig.drainToTheEnd()
    const { notes, entries } = standing(standIn, post)
    expect(notes).toHaveLength(1)
    expect(entries).toHaveLength(1)
    expect(notes[0]).toMatchObject({
      memberId: 101,
      internalAnalysisFlag: true,
      detailDescriptionFlag: false,
      resolutionFlag: false,
    })
    expect(await rig.row(post.writeId)).toMatchObject({
      state: 'posted',
      psaNoteId: notes[0]?.id,
      psaTimeEntryId: entries[0]?.id,
      author: 'Jude Okafor',
    })
    expect(standIn.world.ledger.filter((e) => e.kind === 'mail')).toEqual([])
  })

  it.each(['ProjectTicket', 'ProjectIssue'] as const)(
    'a %s gets note and time too',
    async (kind) => {
      const { id } = openTicket(standIn, kind)
      const sessionId = await rig.startSession('engineer', id)
      const plain = rig.ask(sessionId, { time: freshTime(), text: `note for a ${kind}` })
      const post = {
        ...plain,
        ticket: { ...plain.ticket, ticketId: id, recordType: 'unknown' as const },
      }
      expect(await rig.post(post)).toMatchObject({ status: 200 })
      await rig.drainToTheEnd()
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
      expect(standing(standIn, post)).toMatchObject({ notes: [{ ticketId: id }], entries: [{}] })
    },
  )

  it('a missing right is named, the note is kept, and goes out once it is given', async () => {
    standIn.switches.set({ rights: { editServiceTickets: 'none' } })
    const post = await posted({ text: 'without the right' })
    await rig.drain()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry: true })
    expect(row.message).toContain('Service Desk > Service Tickets, Edit: All')
    expect(row.message).toContain('copy the note')
    standIn.switches.set({ rights: { editServiceTickets: 'all' } })
    const ask = await rig.as('engineer')
    await ask('POST', `/sessions/${post.sessionId}/notes/${post.writeId}/retry`)
    await rig.drain()
    expect(standing(standIn, post).notes).toHaveLength(1)
  })

  it('a ticket that changed in ConnectWise stops it with what changed', async () => {
    const ask = await rig.as('engineer')
    const plain = rig.ask(await rig.startSession(), { text: 'on a changed ticket' })
    const { ticketId } = plain.ticket
    // The team's ticket route speaks through the same connection.
    const read = await ask('GET', `/tickets/${ticketId}?origin=${encodeURIComponent(standIn.site)}`)
    const { stamp } = read.body as { stamp: Post['seen'] } // held against its schema by the route
    standIn.world.patchTicket(ticketId, { statusId: 19 }, { member: 'dwhitlock', via: 'page' })
    const answer = await rig.post({ ...plain, seen: stamp })
    expect(answer).toMatchObject({ status: 409 })
    expect(String(answer.body.message)).toContain('The status is now “Waiting on Client”')
  })

  it('by the job that was sent with it, and by the sweep where it was lost', async () => {
    const database = await open()
    const jobs = openJobs(database, makeLog('silent'))
    let isLosing = false
    const own = await makeNoteRig(database, {
      site: standIn.site,
      ticketId: openTicket(standIn, 'ServiceTicket').id,
      writesAs: { engineer: 'jokafor' },
      look: standIn.look,
      jobs: () => ({
        ...jobs,
        send: async (...asked) => void (isLosing || (await jobs.send(...asked))),
      }),
      now: () => new Date(),
    })
    own.psa = standIn.psa()
    defineWriteJobs(own.deps, { patience: SHORT_PATIENCE })
    await jobs.start({ work: true })
    const settled = (writeId: string) =>
      new Promise<void>((done) => {
        const end = own.deps.live.hear('write', writeId, () => {
          end()
          done()
        })
      })

    const first = own.ask(await own.startSession(), { text: 'by the job' })
    const firstDone = settled(first.writeId)
    expect((await own.post(first)).status).toBe(200)
    await firstDone
    expect(await own.row(first.writeId)).toMatchObject({ state: 'posted' })
    expect(standing(standIn, first).notes).toHaveLength(1)

    const lost = own.ask(await own.startSession(), { text: 'by the sweep' })
    const lostDone = settled(lost.writeId)
    isLosing = true
    expect((await own.post(lost)).status).toBe(200)
    isLosing = false
    await sweepWrites(own.deps)
    await lostDone
    expect(await own.row(lost.writeId)).toMatchObject({ state: 'posted' })
    expect(standing(standIn, lost).notes).toHaveLength(1)
    await own.close()
  })
})
