/** Chats at the front door: told once of an escalation, whatever they answer and whoever dies. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListChannels, ListFailed } from '#shared/notice/channel-contract.ts'
import { inTeam } from '../db.ts'
import { openJobs } from '../jobs.ts'
import { makeLog } from '../log.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { createReach } from '../reach/reach.ts'
import { reseal } from '../reseal.ts'
import { onBoth } from '../testing/on-both.ts'
import { defineDeliveryJobs, deliver, MOST_TRIES, sendBy, sweepDeliveries } from './deliver.ts'
import { claimDelivery } from './delivery-queries.ts'
import { handOver as handOverIn } from './testing/hand-over.ts'
import { type Chat, startChat } from './testing/start-chat.ts'

describe.each(onBoth)('chats on $name', ({ open }) => {
  let chat: Chat
  let inner: Chat
  let rig: NoteRig
  let ticketId = 95_000
  beforeAll(async () => {
    chat = await startChat()
    inner = await startChat()
    rig = await makeNoteRig(await open(), {
      env: { WEBHOOK_ALLOWED_HOSTS: `http://${chat.host}` },
    })
  })
  afterAll(async () => {
    await rig.close()
    await chat.close()
    await inner.close()
  })
  beforeEach(async () => {
    chat.came.length = 0
    chat.answers((response) => void response.end('ok'))
    expect(await set('slack')).toMatchObject({ status: 200 })
  })

  const admin = () => rig.as('team_admin')
  const set = async (kind: string, address = chat.address) =>
    (await admin())('PUT', `/notice-channels/${kind}`, { address })
  const remove = async (kind: string) => (await admin())('DELETE', `/notice-channels/${kind}`)
  const channels = async () =>
    z.parse(ListChannels.response, (await (await admin())('GET', '/notice-channels')).body).channels
  const failed = async () =>
    z.parse(ListFailed.response, (await (await admin())('GET', '/notice-deliveries')).body).failed

  const handOver = (more: object = {}) => {
    ticketId += 1
    return handOverIn(rig, ticketId, { reason: 'No <!channel> there', ...more })
  }
  const put = (handoffId: string) =>
    inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .selectFrom('noticeDelivery')
        .selectAll()
        .where('subject', '=', handoffId)
        .orderBy('way')
        .execute(),
    )
  async function only(handoffId: string) {
    const [one, ...more] = await put(handoffId)
    expect(more).toEqual([])
    if (!one) throw new Error('nothing was put on its way')
    return one
  }
  /** Less patient than the product, so that a test does not wait. */
  const impatient = () => {
    const reach = createReach({ allowed: rig.deps.config.webhookAllowedHosts, maxBytes: 64_000 })
    return sendBy(rig.deps, { reach: (ask) => reach({ ...ask, timeoutMs: 200 }) })
  }
  const send = (id: string) => deliver(rig.deps, impatient(), rig.team.id, id)

  test('an escalation is told to each chat once, with who, what and where', async () => {
    await set('teams')
    const handoff = await handOver()
    await handoff.send()
    const deliveries = await put(handoff.id)
    expect(deliveries.map(({ way }) => way)).toEqual(['slack', 'teams'])
    for (const { id } of deliveries) {
      expect(await send(id)).toBeNull()
      // Asked again by a job that runs twice.
      expect(await send(id)).toBeNull()
    }
    const line = `${rig.team.people.engineer.name} escalated #${ticketId}, Adler & Partner, The share cannot be opened: No <!channel> there`
    const link = `https://na.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=${ticketId}`
    expect(chat.came).toHaveLength(2)
    expect(chat.came[0]).toMatchObject({
      text: line.replace('&', '&amp;').replace('<!channel>', '&lt;!channel&gt;'),
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              elements: [{ type: 'text', text: line }, { text: '\n' }, { type: 'link', url: link }],
            },
          ],
        },
      ],
    })
    expect(chat.came[1]).toMatchObject({
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }] }],
            actions: [{ type: 'Action.OpenUrl', url: link }],
          },
        },
      ],
    })
    expect((await channels()).map(({ lastFailure }) => lastFailure)).toEqual([null, null])
    await remove('teams')
  })

  test('what is handed to a colleague or back is not told to a chat', async () => {
    const { team_admin: to } = rig.team.people
    expect(await put((await handOver({ intent: 'peer', toId: to.id })).id)).toEqual([])
  })

  test('a webhook is a secret: never told back, never stored as it is, sealed anew', async () => {
    const secret = 'a-secret-of-the-chat'
    expect(JSON.stringify(await set('slack'))).not.toContain(secret)
    expect(await channels()).toMatchObject([
      { kind: 'slack', host: chat.host, setBy: rig.team.people.team_admin.name },
    ])
    const read = () =>
      inTeam(rig.deps.db, rig.team.id, (tx) =>
        tx.selectFrom('noticeChannel').selectAll().executeTakeFirstOrThrow(),
      )
    const before = await read()
    expect(JSON.stringify(before)).not.toContain(secret)
    const { secrets } = rig.deps
    await reseal({ ...rig.deps, secrets: { ...secrets, isStale: () => true } })
    expect((await read()).address).not.toBe(before.address)
    await (await admin())('POST', '/notice-channels/slack/test', {})
    expect(chat.came).toHaveLength(1)
    expect(rig.deps.logged.join()).not.toContain(secret)
  })

  test.each([
    ['http://hooks.example.com/x', 'https://'],
    ['https://10.0.0.7/x', 'private network'],
    ['https://[::1]/x', 'private network'],
    ['https://hooks.example.com:8443/x', 'port'],
    ['https://who:what@hooks.example.com/x', 'password'],
    ['ftp://hooks.example.com/x', 'https://'],
    ['hooks.example.com', 'https://'],
  ])('%s is refused as it is typed', async (address, says) => {
    const { status, body } = await set('slack', address)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(JSON.stringify(body)).toContain(says)
  })

  const later: [string, Parameters<Chat['answers']>[0], string][] = [
    ['is down', (response) => void response.writeHead(503).end(), '503'],
    ['slows down', (response) => void response.writeHead(429).end(), '429'],
    ['hangs', () => undefined, 'did not answer'],
    ['breaks off', (response) => void response.destroy(), 'broke off'],
  ]
  test.each(later)(
    'a chat that %s is tried again, and the message arrives once it is back',
    async (_, how, says) => {
      const handoff = await handOver()
      const { id } = await only(handoff.id)
      chat.answers(how)
      expect(await send(id)).toContain(says)
      expect(await only(handoff.id)).toMatchObject({
        state: 'waiting',
        tries: 1,
        claimedUntil: null,
      })
      expect((await channels())[0]?.lastFailure).toContain(says)
      chat.answers((response) => void response.end('ok'))
      expect(await send(id)).toBeNull()
      expect(await only(handoff.id)).toMatchObject({ state: 'sent', failure: null })
      expect(chat.came).toHaveLength(2)
    },
  )

  test('after the last try it is kept as failed for the admin, who sends it once more, once', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    chat.answers((response) => void response.writeHead(500).end())
    for (let n = 1; n < MOST_TRIES; n++) expect(await send(id)).toContain('500')
    expect(await send(id)).toBeNull()
    expect(chat.came).toHaveLength(MOST_TRIES)
    expect((await failed())[0]).toMatchObject({ id, way: 'slack', tries: MOST_TRIES, toName: null })

    chat.answers((response) => void response.end('ok'))
    const again = async () => (await admin())('POST', `/notice-deliveries/${id}/again`, {})
    const jobs = rig.sent.length
    const answers = await Promise.all([again(), again()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(rig.sent.slice(jobs)).toEqual(['deliver-notice'])
    expect((await failed()).map((one) => one.id)).not.toContain(id)
    await Promise.all([send(id), send(id)])
    expect(chat.came).toHaveLength(MOST_TRIES + 1)
  })

  const never: [string, Parameters<Chat['answers']>[0], string][] = [
    [
      'answers with a page',
      (response) => void response.end('<html>Sign in</html>'),
      'not the chat',
    ],
    ['answers without end', (response) => void response.end('x'.repeat(100_000)), 'not the chat'],
    ['knows no such webhook', (response) => void response.writeHead(404).end('no_service'), '404'],
  ]
  test.each(never)(
    'a chat that %s is not tried again, and says what to do',
    async (_, how, says) => {
      const { id } = await only((await handOver()).id)
      chat.answers(how)
      expect(await send(id)).toBeNull()
      expect(await send(id)).toBeNull()
      expect(chat.came).toHaveLength(1)
      const one = (await failed()).find((it) => it.id === id)
      expect(one?.failure).toContain(says)
      expect(one?.failure).toMatch(/Copy|Make a new one/)
    },
  )

  test('a redirect to an inner address is not followed', async () => {
    const { id } = await only((await handOver()).id)
    chat.answers((response) => void response.writeHead(307, { location: inner.address }).end())
    expect(await send(id)).toBeNull()
    expect(inner.came).toEqual([])
    expect((await failed()).find((it) => it.id === id)?.failure).toContain('not followed')
  })

  test('a process that dies between claim and message leaves it to another, after a while', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    const now = rig.deps.now()
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      claimDelivery(tx, rig.team.id, id, { now, until: new Date(now.getTime() + 60_000) }),
    )
    expect(await send(id)).toContain('already')
    expect(chat.came).toEqual([])
    rig.deps.pass(60_000)
    await Promise.all([send(id), send(id), send(id)])
    expect(chat.came).toHaveLength(1)
    expect(await only(handoff.id)).toMatchObject({ state: 'sent', tries: 2 })
  })

  test('a message that every process dies of is given up, for the admin', async () => {
    const { id } = await only((await handOver()).id)
    for (let n = 0; n < MOST_TRIES; n++) {
      const now = rig.deps.now()
      const until = new Date(now.getTime() + 60_000)
      await inTeam(rig.deps.db, rig.team.id, (tx) =>
        claimDelivery(tx, rig.team.id, id, { now, until }),
      )
      rig.deps.pass(60_000)
    }
    expect(await send(id)).toBeNull()
    expect(chat.came).toEqual([])
    expect((await failed()).find((it) => it.id === id)?.failure).toContain('broke off again')
  })

  test('a chat that took it twice without a word is not asked a third time', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    chat.answers(() => undefined)
    expect(await send(id)).toContain('may have arrived')
    chat.answers((response) => void response.writeHead(503).end())
    expect(await send(id)).toContain('may have arrived')
    chat.answers((response) => void response.destroy())
    expect(await send(id)).toBeNull()
    expect(await send(id)).toBeNull()
    expect(chat.came).toHaveLength(3)
    const one = (await failed()).find((it) => it.id === id)
    expect(one).toMatchObject({ tries: 3 })
    expect(one?.failure).toContain('It may have arrived; look in the channel.')
  })

  test('a webhook that cannot be opened any more is told to the admin, and to the log without it', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .updateTable('noticeChannel')
        .set({ address: 'not to be opened' })
        .where('teamId', '=', rig.team.id)
        .execute(),
    )
    const tested = await (await admin())('POST', '/notice-channels/slack/test', {})
    expect(tested.status).toBe(200)
    expect(JSON.stringify(tested.body)).toContain('cannot be opened')
    for (let n = 1; n < MOST_TRIES; n++) expect(await send(id)).toContain('set it again')
    expect(await send(id)).toBeNull()
    expect((await failed())[0]).toMatchObject({ id, tries: MOST_TRIES })
    expect(rig.deps.logged.join()).toContain('a webhook cannot be opened')
    expect(rig.deps.logged.join()).not.toContain(chat.address)
    await set('slack')
    await (await admin())('POST', `/notice-deliveries/${id}/again`, {})
    expect(await send(id)).toBeNull()
    expect(chat.came).toHaveLength(1)
  })

  test('sending that throws is tried again, a bounded number of times', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    const breaks = () => Promise.reject(new Error('no such thing'))
    const attempt = () => deliver(rig.deps, breaks, rig.team.id, id)
    for (let n = 1; n < MOST_TRIES; n++) expect(await attempt()).toContain('log says why')
    expect(await only(handoff.id)).toMatchObject({ state: 'waiting', claimedUntil: null })
    expect(await attempt()).toBeNull()
    expect(await only(handoff.id)).toMatchObject({ state: 'failed', tries: MOST_TRIES })
    expect(rig.deps.logged.join()).toContain('no such thing')
  })

  test('a message whose webhook was removed meanwhile fails, and nothing of the hand-off is undone', async () => {
    const handoff = await handOver()
    const { id } = await only(handoff.id)
    await remove('slack')
    expect(await send(id)).toBeNull()
    expect((await failed()).find((it) => it.id === id)?.failure).toContain('removed')
    const again = await (await admin())('POST', `/notice-deliveries/${id}/again`, {})
    expect(again.status).toBe(422)
    const test = await (await admin())('POST', '/notice-channels/slack/test', {})
    expect(test.status).toBe(422)
    const { body } = await (await admin())('GET', '/handoffs')
    expect(JSON.stringify(body)).toContain(handoff.id)
  })

  test('is sent by a job, and by the sweep where the job was lost', async () => {
    const database = await open()
    const jobs = openJobs(database, makeLog('silent'))
    let isLosing = false
    const own = await makeNoteRig(database, {
      env: { WEBHOOK_ALLOWED_HOSTS: `http://${chat.host}` },
      jobs: () => ({
        ...jobs,
        send: async (...asked) => void (isLosing || (await jobs.send(...asked))),
      }),
    })
    const outer = rig
    rig = own
    try {
      defineDeliveryJobs(own.deps)
      own.deps.jobs.define({ name: 'word-briefing' }, async () => undefined)
      await jobs.start({ work: true })
      await set('slack')
      await handOver()
      await expect.poll(() => chat.came.length, { timeout: 20_000 }).toBe(1)
      isLosing = true
      const lost = await handOver()
      isLosing = false
      own.deps.pass(3 * 3_600_000)
      await sweepDeliveries(own.deps)
      await expect.poll(async () => (await only(lost.id)).state, { timeout: 20_000 }).toBe('sent')
      expect(chat.came).toHaveLength(2)
    } finally {
      rig = outer
      await own.close()
    }
  })
})
