/**
 * The process that sends a mail killed at each word of its talk with the mail server: whoever tries
 * next ends it, and nothing is lost. It arrives twice only where the server had taken it before the
 * process could note it, and then with the same message id.
 *
 * Needs a process that can be killed and a database that outlives it, so a real Postgres.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { onBoth } from '../testing/on-both.ts'
import { deliver, sendBy } from './deliver.ts'
import { type MailSink, startMailSink } from './testing/start-mail-sink.ts'

const postgres = onBoth.filter(({ name }) => name === 'Postgres')
/** Past the claim of a process that is no more. */
const LATER_MS = 8 * 60_000

describe.each(postgres)('a process killed while it sends, on $name', ({ open }) => {
  let sink: MailSink
  let rig: NoteRig
  let mail: Record<string, string>
  let databaseUrl: string
  let aheadMs = 0
  let ticketId = 97_000
  beforeAll(async () => {
    sink = await startMailSink()
    mail = { SMTP_URL: sink.url, MAIL_FROM: 'ResolutionFlow <flow@example.com>' }
    const database = await open()
    databaseUrl = 'url' in database.raw ? database.raw.url : ''
    const now = () => new Date(Date.now() + aheadMs)
    rig = await makeNoteRig(database, { env: mail, now })
    // Without keys: whether a note arrives is looked at in `note/killed.test.ts`.
    await inTeam(rig.deps.db, rig.team.id, async (tx) => {
      await tx.deleteFrom('psaMember').execute()
      await tx.deleteFrom('psaConnection').execute()
    })
  })
  afterAll(async () => {
    await rig?.close()
    await sink?.close()
  })
  beforeEach(() => {
    aheadMs = 0
    sink.came.length = 0
    sink.hears = undefined
  })

  /** By a process of its own, whose jobs send it. */
  async function handOverBy({ url }: ApiProcess): Promise<string> {
    ticketId += 1
    const { engineer, lead } = rig.team.people
    const sessionId = await rig.startSession('engineer', ticketId, 'Adler & Partner')
    const handoffId = rig.deps.newId()
    const answered = await fetch(`${url}/api/sessions/${sessionId}/handoffs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${engineer.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        ...{ handoffId, at: rig.deps.now().toISOString(), intent: 'escalate' },
        ...{ reason: 'No rights there', toId: lead.id, timeZone: 'UTC', words: {}, note: null },
        overridden: { lacking: ['tried'], reason: 'No time' },
      }),
    })
    expect(answered.status, await answered.text()).toBe(200)
    return handoffId
  }
  async function only(handoffId: string) {
    const put = await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx.selectFrom('noticeDelivery').selectAll().where('subject', '=', handoffId).execute(),
    )
    expect(put).toHaveLength(1)
    if (!put[0]) throw new Error('nothing was put on its way')
    return put[0]
  }
  /** As the job does that is tried again by a process that lives. */
  const tryAgain = (id: string) => deliver(rig.deps, sendBy(rig.deps), rig.team.id, id)

  test.each([
    { at: 'MAIL', arrives: 1 },
    { at: 'RCPT', arrives: 1 },
    { at: 'DATA', arrives: 1 },
    // It has the text; the process never hears that it was taken.
    { at: 'end', arrives: 2 },
  ])(
    'at $at',
    async ({ at, arrives }) => {
      const api = await startApi({
        ...{ DATABASE_URL: databaseUrl, SECRETS_KEYS: TEST_KEYS, PERSON_LIMITS: 'off', ...mail },
      })
      const killed = new Promise<void>((resolve) => {
        sink.hears = (command) => {
          if (command !== at) return
          sink.hears = undefined
          api.process.kill('SIGKILL')
          resolve()
        }
      })
      const handoffId = await handOverBy(api)
      await killed
      await api.end('SIGKILL')

      const left = await only(handoffId)
      expect(left.state).toBe('waiting')
      expect(await tryAgain(left.id), 'the claim of the dead one holds').toContain('already')
      aheadMs = LATER_MS
      expect(await tryAgain(left.id)).toBeNull()
      expect(await tryAgain(left.id)).toBeNull()
      expect(await only(handoffId)).toMatchObject({ state: 'sent', failure: null })
      expect(sink.came).toHaveLength(arrives)
      for (const { to, text } of sink.came) {
        expect(to).toEqual([rig.team.people.lead.email])
        expect(text).toContain(`Message-ID: <${left.id}@example.com>`)
      }
    },
    60_000,
  )
})
