/** What we have written into a ticket is no change there, whichever way it came and however long it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig, type Post } from './testing/make-note-rig.ts'
import { recordInsertion } from './testing/record-insertion.ts'

describe.each(onBoth)('our own notes in a ticket on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  let next = 700
  /** A session on a ticket of its own, where a working note was put in and saved by hand. */
  async function saveByHand(): Promise<Post> {
    next += 1
    const plain = rig.ask(await rig.startSession('engineer', next))
    const post = {
      ...plain,
      ticket: { ...plain.ticket, ticketId: next },
      seen: rig.fake.look(next),
    }
    rig.deps.pass(1000)
    await recordInsertion(rig, { ...post, text: `Working on ${next}` })
    rig.fake.writeAsSomebody(next, `Working  on ${next}\n`)
    return post
  }

  const another = (post: Post, text: string): Post => ({ ...post, text, writeId: rig.deps.newId() })

  it('what was put into the editor and saved by hand stops no other text', async () => {
    const post = await saveByHand()
    expect(await rig.post(post)).toMatchObject({ status: 200 })
    await rig.drain()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
    rig.fake.writeAsSomebody(post.ticket.ticketId, 'It broke again')
    expect(await rig.post(another(post, 'The next one'))).toMatchObject({
      status: 409,
      body: { problems: [{ at: 'seen', message: 'There is a new note.' }] },
    })
  })

  it('nor where nobody could look at the ticket, from the panel and when it was posted', async () => {
    const { sessionId, ...post } = await saveByHand()
    rig.fake.trouble('glanceAtTicket', { kind: 'not_connected', message: 'No way.' })
    const ask = await rig.as('engineer')
    const answer = await ask('POST', `/sessions/${sessionId}/notes`, { ...post, seen: null })
    expect(answer).toMatchObject({ status: 200, body: { state: 'waiting' } })
    await rig.drainToTheEnd()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
  })

  it('one among the newest of a long thread makes no old note a new one', async () => {
    next += 1
    const ticketId = next
    const sessionId = await rig.startSession('engineer', ticketId)
    for (let n = 0; n < 60; n++) rig.fake.writeAsSomebody(ticketId, `Note ${n}`)
    const { ticket, ...plain } = rig.ask(sessionId)
    const post = { ...plain, ticket: { ...ticket, ticketId } }
    // Each is looked at anew, with the ones before it in sight.
    for (const text of ['The first', 'The second', 'The third']) {
      const one = { ...another(post, text), seen: rig.fake.look(ticketId) }
      expect(await rig.post(one)).toMatchObject({ status: 200 })
      await rig.drain()
      expect(await rig.row(one.writeId)).toMatchObject({ state: 'posted' })
    }
  })
})
