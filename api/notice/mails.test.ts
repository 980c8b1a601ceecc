/** Mail at the front door: one to each who wishes it, at their hours, whatever the server does. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListFailed } from '#shared/notice/channel-contract.ts'
import { ReadWishes } from '#shared/notice/wishes-contract.ts'
import { readConfig } from '../config.ts'
import { inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { deliver, sendBy } from './deliver.ts'
import { mailBy } from './send-mail.ts'
import { handOver as handOverIn } from './testing/hand-over.ts'
import { type MailSink, startMailSink } from './testing/start-mail-sink.ts'

const FROM = 'ResolutionFlow <flow@example.com>'

describe.each(onBoth)('mail on $name', ({ open }) => {
  let sink: MailSink
  let rig: NoteRig
  let ticketId = 96_000
  beforeAll(async () => {
    sink = await startMailSink()
    rig = await makeNoteRig(await open(), { env: { SMTP_URL: sink.url, MAIL_FROM: FROM } })
  })
  afterAll(async () => {
    await rig.close()
    await sink.close()
  })
  beforeEach(() => {
    sink.came.length = 0
    sink.looksMs = 0
    for (const command of Object.keys(sink.says)) delete sink.says[command]
  })

  const handOver = (more: object = {}) => {
    ticketId += 1
    return handOverIn(rig, ticketId, { reason: 'No rights there', ...more })
  }
  const toLead = () => handOver({ toId: rig.team.people.lead.id })
  const put = (handoffId: string) =>
    inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx.selectFrom('noticeDelivery').selectAll().where('subject', '=', handoffId).execute(),
    )
  async function only(handoffId: string) {
    const [one, ...more] = await put(handoffId)
    expect(more).toEqual([])
    if (!one) throw new Error('nothing was put on its way')
    return one
  }
  const send = (id: string) => {
    const { mail } = rig.deps.config
    if (!mail) throw new Error('no mail server')
    // Less patient than the product, so that a test does not wait.
    const how = { mail: mailBy(mail, { timeoutMs: 300, patienceMs: 1_000, wholeMs: 1_500 }) }
    return deliver(rig.deps, sendBy(rig.deps, how), rig.team.id, id)
  }
  const wish = async (kind: Kind, wishes: object) =>
    (await rig.as(kind))('PUT', '/me/notice-wishes', {
      ...{ mailed: ['handed_off', 'handed_back'], inBrowser: false, quietHours: null, ...wishes },
    })
  const failure = async (id: string) => {
    const { body } = await (await rig.as('team_admin'))('GET', '/notice-deliveries')
    return z.parse(ListFailed.response, body).failed.find((one) => one.id === id)
  }

  test('an escalation goes once to each whom it concerns, and not to the sender', async () => {
    const handoff = await handOver()
    await handoff.send()
    for (const { id } of await put(handoff.id)) {
      expect(await send(id)).toBeNull()
      expect(await send(id)).toBeNull()
    }
    const { engineer, lead, team_admin: admin, super_admin: installer } = rig.team.people
    const emails = [lead, admin, installer].map(({ email }) => email)
    expect(sink.came.map(({ to }) => to.join()).sort()).toEqual(emails.sort())
    const { from, text } = sink.came[0] ?? { from: '', text: '' }
    expect(from).toContain('<flow@example.com>')
    expect(text).toContain('From: ResolutionFlow <flow@example.com>')
    expect(text).toContain('Content-Type: text/plain')
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text.replace(/=\n/g, '')).toContain(`${engineer.name} escalated #${ticketId}`)
    expect(text.replace(/=\n/g, '').replaceAll('=3D', '=')).toContain(`service_recid=${ticketId}`)
  })

  test('what a ticket says becomes no header and no recipient', async () => {
    const handoff = await handOver({
      toId: rig.team.people.lead.id,
      reason: 'Look\r\nBcc: mallory@example.org\r\n\r\n<b>at this</b>\u202e',
    })
    await send((await only(handoff.id)).id)
    const [mail] = sink.came
    expect(mail?.to).toEqual([rig.team.people.lead.email])
    const [headers = ''] = mail?.text.split('\n\n') ?? []
    expect(headers).not.toMatch(/^bcc:/im)
    expect(headers).toMatch(/^To: /m)
  })

  test('each says what comes by mail; the bell is told all the same', async () => {
    expect(await wish('lead', { mailed: ['picked_up'] })).toMatchObject({ status: 200 })
    const handoff = await toLead()
    expect(await put(handoff.id)).toEqual([])
    const bell = await (await rig.as('lead'))('GET', '/me/notices')
    expect(JSON.stringify(bell.body)).toContain(handoff.id)
    await wish('lead', {})
    await only((await toLead()).id)
    const shown = z.parse(
      ReadWishes.response,
      (await (await rig.as('lead'))('GET', '/me/notice-wishes')).body,
    )
    expect(shown).toEqual({
      wishes: { mailed: ['handed_off', 'handed_back'], inBrowser: false, quietHours: null },
      mailTo: rig.team.people.lead.email,
    })
  })

  test('in quiet hours it waits until they end', async () => {
    const now = rig.deps.now()
    const clock = (hours: number) =>
      new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
    await wish('lead', { quietHours: { from: clock(-1), until: clock(2), timeZone: 'UTC' } })
    const handoff = await toLead()
    await wish('lead', {})
    const { id, dueAt } = await only(handoff.id)
    expect(Date.parse(dueAt) - now.getTime()).toBeGreaterThan(1.9 * 3_600_000)
    const jobs = rig.sent.length
    expect(await send(id)).toBeNull()
    expect(sink.came).toEqual([])
    expect(rig.sent.slice(jobs)).toEqual(['deliver-notice'])
    rig.deps.pass(2 * 3_600_000)
    expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
  })

  test('quiet hours that came after it was put on its way are kept too', async () => {
    const handoff = await toLead()
    const { id } = await only(handoff.id)
    const now = rig.deps.now()
    const clock = (hours: number) =>
      new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
    await wish('lead', { quietHours: { from: clock(-1), until: clock(2), timeZone: 'UTC' } })
    const jobs = rig.sent.length
    expect(await send(id)).toBeNull()
    expect(sink.came).toEqual([])
    expect(rig.sent.slice(jobs)).toEqual(['deliver-notice'])
    expect(await only(handoff.id)).toMatchObject({ state: 'waiting', tries: 0 })
    rig.deps.pass(2 * 3_600_000)
    expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
    await wish('lead', {})
  })

  test('what is over by then is not mailed', async () => {
    const handoff = await handOver()
    const [sent, ...waiting] = await put(handoff.id)
    expect(waiting).not.toEqual([])
    await send(sent?.id ?? '')
    const taken = await (await rig.as('lead'))('POST', `/handoffs/${handoff.id}/pickup`, {
      ...{ eventId: rig.deps.newId(), at: rig.deps.now().toISOString() },
    })
    expect(taken.status, JSON.stringify(taken.body)).toBe(200)
    for (const { id } of waiting) expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
    expect((await put(handoff.id)).map(({ id }) => id)).toEqual([sent?.id])
  })

  test('a server that looks through a mail before it says that it took it is waited for', async () => {
    const { id } = await only((await toLead()).id)
    sink.looksMs = 600
    expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
  })

  test.each([
    ['454 not now', 'later'],
    ['502 not here', 'never'],
  ])('a server that says %s to TLS is tried again %s', async (says, kind) => {
    sink.says.STAR = says
    const server = new URL(sink.url.replace('smtp://', 'smtp://who:secret@'))
    const mail = mailBy({ server, from: { name: '', address: 'a@b.c' } }, { patienceMs: 1_000 })
    const to = { name: '', address: 'x@example.com' }
    expect(await mail({ id: rig.deps.newId(), to, line: 'x', link: null })).toMatchObject({ kind })
    expect(sink.came).toEqual([])
  })

  test.each([
    { quietHours: { from: '25:00', until: '07:00', timeZone: 'UTC' } },
    { quietHours: { from: '22:00', until: '07:00', timeZone: 'Mars/Olympus' } },
    { mailed: ['handed_off', 'handed_off'] },
    { mailed: ['weather'] },
  ])('wishes that make no sense are refused: %j', async (bad) => {
    expect(await wish('lead', bad)).toMatchObject({ status: 400 })
  })

  test.each([
    ['refuses for now', { connect: '421 too busy' }],
    ['says nothing', { connect: null }],
    ['stops in the middle', { RCPT: null }],
    ['takes the text and does not say so', { end: null }],
    ['takes nothing now', { DATA: '451 later' }],
    ['talks nonsense', { connect: 'HTTP/1.1 200 OK' }],
  ])('a server that %s is tried again, and the mail arrives once it is back', async (_, says) => {
    const { id } = await only((await toLead()).id)
    Object.assign(sink.says, says)
    expect(await send(id)).toMatch(/mail server/i)
    expect(sink.came).toEqual([])
    for (const command of Object.keys(says)) delete sink.says[command]
    expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
    expect(sink.came[0]?.text).toContain(`Message-ID: <${id}@example.com>`)
  })

  test('a server that is down is tried again', async () => {
    const { id } = await only((await toLead()).id)
    const down = mailBy({
      server: new URL('smtp://localhost:1'),
      from: { name: '', address: 'a@b.c' },
    })
    const why = await deliver(rig.deps, sendBy(rig.deps, { mail: down }), rig.team.id, id)
    expect(why).toContain('cannot be reached')
    expect(await send(id)).toBeNull()
  })

  test('an address that is refused fails at once, for the admin, with whose it is', async () => {
    const { id } = await only((await toLead()).id)
    sink.says.RCPT = '550 no such user'
    expect(await send(id)).toBeNull()
    const { lead } = rig.team.people
    expect(await failure(id)).toMatchObject({ way: 'mail', toName: lead.name, tries: 1 })
    expect((await failure(id))?.failure).toContain(lead.email)
    delete sink.says.RCPT
    await (await rig.as('team_admin'))('POST', `/notice-deliveries/${id}/again`, {})
    expect(await send(id)).toBeNull()
    expect(sink.came).toHaveLength(1)
  })

  test('what waits for somebody who leaves is mailed to nobody, and no admin has to look at it', async () => {
    const { lead } = rig.team.people
    const since = (removedAt: Date | null) =>
      inTeam(rig.deps.db, rig.team.id, (tx) =>
        tx.updateTable('person').set({ removedAt }).where('id', '=', lead.id).execute(),
      )
    const handoff = await toLead()
    const { id } = await only(handoff.id)
    await since(rig.deps.now())
    expect(await send(id)).toBeNull()
    expect(sink.came).toEqual([])
    expect(await failure(id)).toBeUndefined()
    expect(await put(handoff.id)).toEqual([])
    await since(null)
  })

  test('without a mail server nothing is put on its way, and without a sender nothing starts', async () => {
    const env = { SECRETS_KEYS: TEST_KEYS, SMTP_URL: 'smtps://who:secret@mail.example.com' }
    expect(() => readConfig(env)).toThrow('MAIL_FROM')
    expect(() => readConfig({ ...env, MAIL_FROM: 'nobody' })).toThrow('MAIL_FROM')
    const wrong = { ...env, SMTP_URL: 'https://who:secret@mail.example.com', MAIL_FROM: FROM }
    expect(() => readConfig(wrong)).toThrow(/SMTP_URL(?!.*secret)/)
    const bare = { ...env, SMTP_URL: 'smtps://who:sec%ret@mail.example.com', MAIL_FROM: FROM }
    expect(() => readConfig(bare)).toThrow(/SMTP_URL: .*%25/)
    expect(readConfig({ ...env, MAIL_FROM: 'a@example.com' }).mail?.from).toEqual({
      ...{ name: '', address: 'a@example.com' },
    })
    expect(readConfig({ SECRETS_KEYS: TEST_KEYS }).mail).toBeUndefined()
  })
})
