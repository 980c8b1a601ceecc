/** A team that is connected to another company: nothing begun for the one before goes there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStoredConnection } from '../psa/queries.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig, type Post, SITE } from './testing/make-note-rig.ts'

describe.each(onBoth)('writes under way when another company is connected, on $name', (on) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await on.open())
    const { deps, team } = rig
    deps.psa.of = async () => {
      const stored = await readStoredConnection(deps.db, team.id)
      return stored && { site: SITE, keysSetAt: stored.keysSetAt, psa: rig.psa }
    }
  })
  afterAll(() => rig.close())

  async function connect(companyId: string) {
    rig.deps.pass(1_000)
    const body = { site: SITE, companyId, publicKey: 'public', privateKey: 'private' }
    const saved = await (await rig.as('team_admin'))('PUT', '/psa/connection', body)
    expect(saved.status).toBe(200)
    const ask = await rig.as('team_admin')
    // Whoever writes there as whom is another company's to say.
    rig.psa = {
      ...rig.fake.psa,
      listMembers: async () => ({
        kind: 'ok',
        body: [
          {
            ...{ memberId: 7, identifier: 'engineer', name: 'The engineer', isInactive: false },
            ...{ emails: [rig.team.people.engineer.email], isApi: false },
          },
        ],
      }),
    }
    expect((await ask('GET', '/psa/members?refresh=true')).status).toBe(200)
  }
  const retry = async ({ sessionId, writeId }: Post) =>
    (await rig.as('engineer'))('POST', `/sessions/${sessionId}/notes/${writeId}/retry`)
  async function posted(text: string): Promise<Post> {
    const post = rig.ask(await rig.startSession(), { text })
    expect(await rig.post(post)).toMatchObject({ status: 200, body: { state: 'waiting' } })
    return post
  }
  const notesOf = (post: Post) => rig.fake.notes.filter(({ text }) => text.startsWith(post.text))
  const told = async (post: Post) =>
    (await rig.events(post.sessionId)).slice(1).map(({ data }) => data.type)

  it('end, with what became of them, and are neither sent nor tried again', async () => {
    const failed = await posted('Failed before')
    rig.fake.trouble('writeNote', { kind: 'refused', message: 'The board is locked.' })
    await rig.drain()
    const lost = await posted('Lost on its way')
    rig.fake.trouble('writeNote', 'lostBefore')
    await rig.drain()
    const waiting = await posted('Never sent')
    expect(await rig.row(failed.writeId)).toMatchObject({ state: 'failed', canRetry: true })
    expect(await rig.row(lost.writeId)).toMatchObject({ state: 'waiting', noteHalf: 'sent' })

    // By other keys of the same company they go on.
    await connect('northwind')
    expect(await rig.row(lost.writeId)).toMatchObject({ state: 'waiting', noteHalf: 'sent' })
    expect(await rig.row(failed.writeId)).toMatchObject({ canRetry: true })

    await connect('southwind')
    const ended = await rig.row(lost.writeId)
    expect(ended).toMatchObject({ state: 'unclear', canRetry: false, nextTryAt: null })
    expect(ended.message).toMatch(/was sent at .* no answer came\. The ConnectWise connection was/)
    const never = await rig.row(waiting.writeId)
    expect(never).toMatchObject({ state: 'failed', canRetry: false })
    expect(never.message).toContain('The note was not sent.')
    for (const post of [lost, waiting]) {
      expect(await told(post)).toEqual(['note_posting', 'note_post_failed'])
    }
    await rig.drainToTheEnd()
    for (const post of [failed, lost, waiting]) {
      const again = await retry(post)
      expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
      expect(JSON.stringify(again.body)).toContain('Look in the ticket it was meant for')
    }
    await rig.drainToTheEnd()
    expect([failed, lost, waiting].flatMap(notesOf)).toEqual([])
  })

  it('are taken from the worker that has one in hand: what it sent may stand in the old ticket', async () => {
    await connect('northwind')
    const post = await posted('In hand')
    const { writeNote } = rig.psa
    rig.psa = {
      ...rig.psa,
      async writeNote(note) {
        const answer = await writeNote(note)
        await connect('southwind')
        return answer
      },
    }
    await rig.drainToTheEnd()
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'unclear', canRetry: false })
    expect(await told(post)).toEqual(['note_posting', 'note_post_failed'])
    expect(notesOf(post)).toHaveLength(1)
  })

  it('are not begun where the ticket was looked at by the connection before', async () => {
    await connect('northwind')
    const post = rig.ask(await rig.startSession(), { text: 'Looked at before' })
    const { glanceAtTicket } = rig.psa
    rig.psa = {
      ...rig.psa,
      async glanceAtTicket(asked) {
        const answer = await glanceAtTicket(asked)
        await connect('southwind')
        return answer
      },
    }
    const refused = await rig.post(post)
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(refused.body.message).toContain('changed meanwhile')
    expect(await told(post)).toEqual([])
  })

  it('end with a connection that is removed', async () => {
    await connect('northwind')
    const post = await posted('Removed under it')
    expect((await (await rig.as('team_admin'))('DELETE', '/psa/connection')).status).toBe(200)
    expect(await rig.row(post.writeId)).toMatchObject({ state: 'failed', canRetry: false })
    await connect('southwind')
    expect((await retry(post)).status).toBe(409)
    await rig.drainToTheEnd()
    expect(notesOf(post)).toEqual([])
  })
})
