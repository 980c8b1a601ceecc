import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LARGEST_FILE } from '#shared/attachment/attachment.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { makeEvent } from '../testing/make-events.ts'
import { onBoth } from '../testing/on-both.ts'
import { openDiskStore } from './disk-store.ts'
import { attach, attachmentPath, makeFile, makePicture, sendFile } from './testing/attach.ts'
import { tidyFiles } from './tidy-files.ts'

const DAY_MS = 24 * 3_600_000
const TEAM_MEGABYTES = 30

describe.each(onBoth)('attachments on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let sessionId: string
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-files-'))
  const files = openDiskStore(folder)

  beforeAll(async () => {
    rig = await makeNoteRig(await open(), {
      env: { FILES_TEAM_MEGABYTES: String(TEAM_MEGABYTES) },
    })
    rig.deps.files = files
    app = createApp(rig.deps)
    sessionId = await rig.startSession()
  })
  afterAll(async () => {
    await rig.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const token = () => rig.team.people.engineer.token
  const send = (id: string, bytes: BodyInit, headers?: Record<string, string>) =>
    sendFile(app, token(), attachmentPath(sessionId, id), bytes, headers)
  const get = async (id: string, of = sessionId) =>
    app.request(`/api${attachmentPath(of, id)}`, {
      headers: { authorization: `Bearer ${token()}` },
    })
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
  const stored = async () => {
    const names: string[] = []
    for await (const { name } of files.list(rig.team.id)) names.push(name)
    return names
  }
  const rows = () =>
    inTeam(rig.deps.db, rig.team.id, (tx) => tx.selectFrom('attachment').select('id').execute())
  const tidyAt = (ms: number) =>
    tidyFiles({ ...rig.deps, now: () => new Date(Date.now() + ms) }, rig.team.id)
  /** Attached, not sent yet. */
  const attached = async (...given: Parameters<typeof makeFile>) => {
    const file = makeFile(...given)
    await attach(rig.team, sessionId, file)
    return file
  }

  test('a file that the record names is taken in and given out to be saved, never shown', async () => {
    const bytes = makePicture('first')
    const file = await attached('Fehler “VPN” – Zürich.png', 'image/png', bytes)
    expect((await get(file.id)).status).toBe(404)
    const { status, body } = await send(file.id, bytes, { 'content-type': 'text/html' })
    expect(status).toBe(200)
    expect(body).toEqual({ teamBytes: bytes.length, teamLimit: TEAM_MEGABYTES * 1024 * 1024 })
    const answer = await get(file.id)
    expect(await bytesOf(answer)).toEqual(bytes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'content-disposition':
        'attachment; filename="Fehler _VPN_ _ Zurich.png"; filename*=UTF-8\'\'Fehler%20%E2%80%9CVPN%E2%80%9D%20%E2%80%93%20Z%C3%BCrich.png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
      'cache-control': 'no-store',
    })
  })

  test('twenty at once are one file, and sent again it stays one', async () => {
    const bytes = makePicture('twenty')
    const file = await attached('twenty.png', 'image/png', bytes)
    const before = (await rows()).length
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(file.id, bytes)))
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]))
    expect(new Set(answers.map((a) => a.body.teamBytes)).size).toBe(1)
    expect(await send(file.id, bytes)).toEqual(answers[0])
    expect((await rows()).length).toBe(before + 1)
    expect((await stored()).filter((name) => name.startsWith(file.sha256))).toEqual([file.sha256])
  })

  test('other bytes under the same id are a conflict, and change nothing', async () => {
    const bytes = makePicture('mine')
    const file = await attached('mine.png', 'image/png', bytes)
    const other = makePicture('your')
    expect(await send(file.id, other)).toMatchObject({ status: 409 })
    expect(await send(file.id, bytes)).toMatchObject({ status: 200 })
    expect(await send(file.id, other)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await bytesOf(await get(file.id))).toEqual(bytes)
  })

  test('what no record names is not taken in, nor under another session', async () => {
    const bytes = makePicture('nobody')
    const file = makeFile('nobody.png', 'image/png', bytes)
    expect(await send(file.id, bytes)).toMatchObject({ status: 404 })
    await attach(rig.team, sessionId, file)
    const other = await rig.startSession()
    const elsewhere = await sendFile(app, token(), attachmentPath(other, file.id), bytes)
    expect(elsewhere.status).toBe(404)
    await send(file.id, bytes)
    expect((await get(file.id, other)).status).toBe(404)
  })

  test('fewer bytes than the record names are told as such and kept nowhere', async () => {
    const bytes = makePicture('half')
    const file = await attached('half.png', 'image/png', bytes)
    const { status, body } = await send(file.id, bytes.slice(0, 50))
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    expect(body.message).toBe(`Only 50 of ${bytes.length} bytes arrived. Send the file again.`)
    expect(await stored()).not.toContain(file.sha256)
    expect((await send(file.id, bytes)).status).toBe(200)
  })

  test('an upload that breaks off leaves nothing, and no mistake of ours in the log', async () => {
    const bytes = makePicture('cut', 200_000)
    const file = await attached('cut.png', 'image/png', bytes)
    const server = createServer(getRequestListener(app.fetch))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const logged = rig.deps.logged.length
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `PUT /api${attachmentPath(sessionId, file.id)} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token()}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    )
    socket.write(bytes.subarray(0, 100_000), () => socket.destroy())
    await new Promise((done) => socket.once('close', done))
    await new Promise((done) => server.close(done))
    expect(rig.deps.logged.slice(logged).join('')).not.toContain('a mistake of ours')
    expect(await stored()).not.toContain(file.sha256)
    expect((await send(file.id, bytes)).status).toBe(200)
  })

  test('a file is what it is called, or it is refused', async () => {
    const program = new Uint8Array(Buffer.from('MZ\u0090\u0000 a program'))
    for (const [name, type] of [
      ['x.png', 'image/png'],
      ['x.pdf', 'application/pdf'],
      ['x.txt', 'text/plain'],
      ['x.zip', 'application/zip'],
    ] as const) {
      const file = await attached(name, type, program)
      const { status, body } = await send(file.id, program)
      expect(status, name).toBe(400)
      expect(body.message, name).toMatch(/does not begin as a .* does\. Attach it under/)
    }
  })

  test('a file that is too large is refused with the limit, before it is read and in the record', async () => {
    const huge = new Uint8Array(LARGEST_FILE + 1)
    const { status, body } = await send(rig.deps.newId(), huge)
    expect(status).toBe(413)
    expect(body).toMatchObject({ code: 'tooLarge', message: expect.stringContaining('10 MB each') })
    const named = makeEvent(rig.team.people.engineer, {
      type: 'file_attached',
      file: { ...makeFile('huge.png', 'image/png', makePicture()), bytes: LARGEST_FILE + 1 },
    })
    const events = await rig.team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 0,
      events: [named],
    })
    expect(events.status).toBe(400)
  })

  test.each([
    '../../etc/passwd',
    'a/b.png',
    'a\\b.png',
    'a\r\nx: y.png',
    '\u202Egnp.exe',
    '.bashrc',
    '',
  ])('the hostile name %j does not get into a record', async (fileName) => {
    const file = { ...makeFile('x.png', 'image/png', makePicture()), fileName }
    const event = makeEvent(rig.team.people.engineer, { type: 'file_attached', file })
    const answered = await rig.team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 0,
      events: [event],
    })
    expect(answered.status).toBe(400)
  })

  test('a secret in a name is masked in the record', async () => {
    const file = makeFile('password=Hunter2-Hunter2.png', 'image/png', makePicture('named'))
    await attach(rig.team, sessionId, file)
    const { body } = await rig.team.as('engineer')('GET', `/sessions/${sessionId}/events`)
    expect(JSON.stringify(body)).not.toContain('Hunter2')
  })

  test('a viewer reads files and sends none', async () => {
    const bytes = makePicture('viewed')
    const file = await attached('viewed.png', 'image/png', bytes)
    const path = attachmentPath(sessionId, file.id)
    const { viewer } = rig.team.people
    expect(await sendFile(app, viewer.token, path, bytes)).toMatchObject({ status: 403 })
    await send(file.id, bytes)
    const answer = await app.request(`/api${path}`, {
      headers: { authorization: `Bearer ${viewer.token}` },
    })
    expect(answer.status).toBe(200)
  })

  test('a file taken back is gone at once, and its bytes with the tidying of the next days', async () => {
    const bytes = makePicture('taken back')
    const file = await attached('taken.png', 'image/png', bytes)
    const kept = await attached('kept.png', 'image/png', makePicture('kept'))
    await send(file.id, bytes)
    await send(kept.id, makePicture('kept'))
    const event = makeEvent(rig.team.people.engineer, {
      type: 'file_detached',
      attachmentId: file.id,
    })
    await rig.team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 0,
      events: [event],
    })
    expect((await get(file.id)).status).toBe(404)
    expect((await send(file.id, bytes)).status).toBe(404)
    await tidyAt(0)
    expect(await stored()).toContain(file.sha256)
    await tidyAt(2 * DAY_MS)
    expect(await stored()).not.toContain(file.sha256)
    expect((await get(kept.id)).status).toBe(200)
  })

  test('the same bytes attached again while they are being tidied away are there afterwards', async () => {
    const bytes = makePicture('once more')
    await files.put(rig.team.id, makeFile('left.png', 'image/png', bytes).sha256, bytes)
    const file = await attached('again.png', 'image/png', bytes)
    // Between putting them away and the row that names them.
    rig.deps.files = {
      ...files,
      async put(...given) {
        await files.put(...given)
        rig.deps.files = files
        await tidyAt(2 * DAY_MS)
      },
    }
    expect((await send(file.id, bytes)).status).toBe(200)
    expect(await bytesOf(await get(file.id))).toEqual(bytes)
    await tidyAt(2 * DAY_MS)
    expect((await get(file.id)).status).toBe(200)
  })

  test('what no record names is refused before it is read', async () => {
    let isRead = false
    const pull = (body: ReadableStreamDefaultController) => {
      isRead = true
      body.close()
    }
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const answer = await send(rig.deps.newId(), body, { 'content-length': '100' })
    expect(answer.status).toBe(404)
    expect(isRead).toBe(false)
  })

  test('a row whose bytes are lost says so, and takes them again', async () => {
    const bytes = makePicture('lost')
    const file = await attached('lost.png', 'image/png', bytes)
    await send(file.id, bytes)
    await files.delete(rig.team.id, file.sha256)
    const answer = await get(file.id)
    expect(answer.status).toBe(410)
    expect(await answer.json()).toMatchObject({ code: 'gone' })
    expect((await send(file.id, bytes)).status).toBe(200)
    expect((await get(file.id)).status).toBe(200)
  })

  test('a disk that takes nothing is told as something that passes', async () => {
    const bytes = makePicture('full')
    const file = await attached('full.png', 'image/png', bytes)
    writeFileSync(join(folder, 'no-folder'), '')
    const broken = openDiskStore(join(folder, 'no-folder'))
    rig.deps.files = { ...files, put: broken.put }
    const { status, body } = await send(file.id, bytes)
    rig.deps.files = files
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'notAvailable' })
    expect((await send(file.id, bytes)).status).toBe(200)
  })

  test('the files of a team have an end, also when many are sent at once', async () => {
    const sized = Array.from({ length: 5 }, (_, n) => makePicture(`big ${n}`, 8_000_000))
    const big = await Promise.all(
      sized.map(async (bytes, n) => ({
        bytes,
        file: makeFile(`big-${n}.png`, 'image/png', bytes),
      })),
    )
    for (const { file } of big) await attach(rig.team, sessionId, file)
    const answers = await Promise.all(big.map(({ file, bytes }) => send(file.id, bytes)))
    const refused = answers.filter(({ status }) => status === 413)
    expect(refused).toHaveLength(2)
    expect(refused[0]?.body.message).toMatch(
      /The files of your team take .* of 30 MB, and this one needs 7\.6 MB\. Take back files/,
    )
  })
})
