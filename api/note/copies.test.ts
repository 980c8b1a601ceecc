/** A text that may be in the ticket already: told, found where it can be, and never there twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig, type Post } from './testing/make-note-rig.ts'
import { recordInsertion } from './testing/record-insertion.ts'

describe.each(onBoth)('a second copy of a note on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  let next = 900
  /** A session on a ticket of its own, so that nothing else stands there. */
  async function start(text: string): Promise<Post> {
    next += 1
    const plain = rig.ask(await rig.startSession('engineer', next), { text })
    return { ...plain, ticket: { ...plain.ticket, ticketId: next } }
  }

  const insert = (post: Post, more: { text?: string; ticketId?: number } = {}) =>
    recordInsertion(rig, {
      ...post,
      text: more.text ?? post.text,
      ticket: { ...post.ticket, ticketId: more.ticketId ?? post.ticket.ticketId },
    })

  const standing = ({ ticket, text }: Post) =>
    rig.fake.notes.filter((n) => n.ticketId === ticket.ticketId && n.text.startsWith(text))

  const retry = async ({ sessionId, writeId }: Post, isAgain?: boolean) =>
    (await rig.as('engineer'))(
      'POST',
      `/sessions/${sessionId}/notes/${writeId}/retry`,
      isAgain === undefined ? undefined : { isAgain },
    )

  it('what was put into the editor is told before it is posted, and posted on purpose', async () => {
    const post = await start('Put in, then posted')
    await insert(post, { text: ' Put in,\n then posted ' })
    const told = await rig.post(post)
    expect(told).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(String(told.body.message)).toMatch(/put into the editor of #\d+ at \d\d:\d\d UTC/)
    expect((await rig.post({ ...post, isAgain: true })).status).toBe(200)
    await rig.drain()
    expect(standing(post)).toHaveLength(1)
  })

  it('another text, or one for another ticket, is no copy', async () => {
    const post = await start('Its own words')
    await insert(post, { text: 'Other words' })
    await insert(post, { ticketId: 4711 })
    expect((await rig.post(post)).status).toBe(200)
  })

  it('what was saved there by hand is found, and not posted on purpose either', async () => {
    const post = await start('Saved by hand')
    await insert(post)
    rig.fake.writeAsSomebody(post.ticket.ticketId, 'Saved by hand\n')
    for (const isAgain of [false, true]) {
      const found = await rig.post({ ...post, isAgain })
      expect(found.status).toBe(409)
      expect(String(found.body.message)).toMatch(/stands in #\d+ already: somebody saved it there/)
    }
    await rig.drain()
    expect(standing(post)).toHaveLength(1)
  })

  it('it is looked for again before it goes out', async () => {
    const post = await start('Saved while it waited')
    const time = {
      from: '2026-03-02T01:00:00.000Z',
      to: '2026-03-02T01:10:00.000Z',
      text: 'Restored access.',
    }
    rig.fake.trouble('glanceAtTicket', { kind: 'not_connected', message: 'No way.' })
    expect(await rig.post({ ...post, time })).toMatchObject({ status: 200 })
    rig.fake.writeAsSomebody(post.ticket.ticketId, post.text)
    await rig.drainToTheEnd()
    const row = await rig.row(post.writeId)
    expect(row).toMatchObject({ state: 'failed', canRetry: false })
    expect(row.message).toMatch(/somebody saved it there.*The time is not entered/)
    expect(standing(post)).toHaveLength(1)
  })

  it('what was put in after a post had failed is told before it is tried again', async () => {
    rig.connected = false
    const post = await start('Tried again')
    expect((await rig.post(post)).body).toMatchObject({ state: 'no_psa' })
    rig.connected = true
    await insert(post)
    expect(await retry(post)).toMatchObject({ status: 409 })
    expect(await retry(post, true)).toMatchObject({ status: 200 })
    await rig.drain()
    expect(standing(post)).toHaveLength(1)
  })

  it('where nobody has looked at the ticket, what came since the session began stops it', async () => {
    const { sessionId, ...body } = await start('Not looked at')
    const path = `/sessions/${sessionId}/notes`
    const ask = await rig.as('engineer')
    rig.deps.pass(60_000)
    rig.fake.writeAsSomebody(body.ticket.ticketId, 'It works again, thank you.')
    const refused = await ask('POST', path, body)
    expect(refused).toMatchObject({ status: 409 })
    expect(JSON.stringify(refused.body)).toContain('There is a new note.')

    const other = await start('Nothing came')
    rig.deps.pass(60_000)
    const { sessionId: its, ...more } = other
    expect(await ask('POST', `/sessions/${its}/notes`, more)).toMatchObject({ status: 200 })
    rig.fake.writeAsSomebody(other.ticket.ticketId, 'Came while it waited.')
    await rig.drainToTheEnd()
    expect(await rig.row(other.writeId)).toMatchObject({ state: 'failed', canRetry: false })
    expect(standing(other)).toEqual([])
  })
})
