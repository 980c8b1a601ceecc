import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListDocuments, ReadDocument } from '#shared/document/contract.ts'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, said, started } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

describe.each(onBoth)('kept documentation on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const by = (data: Parameters<typeof makeEvent>[1]) => makeEvent(team.people.engineer, data)
  const append = async (id: string, after: number, events: unknown[]) => {
    const answered = await team.as('engineer')('POST', `/sessions/${id}/events`, { after, events })
    expect(answered.body).toMatchObject({ refused: [] })
  }
  const list = async (id: string) => {
    const { body } = await team.as('viewer')('GET', `/sessions/${id}/documents`)
    return z.parse(ListDocuments.response, body).documents
  }
  const read = async (id: string, document: string) => {
    const { body } = await team.as('viewer')('GET', `/sessions/${id}/documents/${document}`)
    return z.parse(ReadDocument.response, body)
  }
  const finish = () => by({ type: 'session_finished', outcome: makeOutcome() })

  test('a session that is finished leaves one, however often its end is sent', async () => {
    const id = deps.newId()
    const end = finish()
    await append(id, 0, [by(started(48211)), by(said('The password is Hunter2!x9'))])
    expect(await list(id)).toEqual([])
    await append(id, 2, [end])
    await append(id, 2, [end])
    const documents = await list(id)
    expect(documents).toMatchObject([{ id: end.id, cause: 'finished', version: 3 }])
    const { text, hash } = await read(id, end.id)
    expect(text).toContain('48211')
    expect(text).not.toContain('Hunter2')
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'))
  })

  test('what comes later does not change it; a second end leaves a second one, newest first', async () => {
    const id = deps.newId()
    const [first, second] = [finish(), finish()]
    await append(id, 0, [by(started(48211)), first])
    const before = await read(id, first.id)
    const reopened = by({ type: 'session_reopened', reason: 'It came back' })
    await append(id, 2, [reopened, by(said('It came back on Tuesday')), second])
    expect((await list(id)).map((one) => one.id)).toEqual([second.id, first.id])
    expect(await read(id, first.id)).toEqual(before)
    expect((await read(id, second.id)).text).toContain('It came back on Tuesday')
  })

  test('words marked afterwards are masked when it is read; what was kept stays as it was', async () => {
    const id = deps.newId()
    const end = finish()
    const mark = by({ type: 'words_marked', words: hideWords('Project Lantern', deps.newId()) })
    await append(id, 0, [
      by(started(48211)),
      by(said('The folder of Project Lantern is gone')),
      end,
    ])
    const before = await read(id, end.id)
    expect(before).toMatchObject({
      text: expect.stringContaining('Project Lantern'),
      isMasked: false,
    })
    await append(id, 3, [mark])
    const marked = await read(id, end.id)
    expect(marked.text).toBe(before.text.replaceAll('Project Lantern', '[marked text 1 removed]'))
    expect(marked).toMatchObject({ hash: before.hash, isMasked: true })
    await append(id, 4, [by({ type: 'words_unmarked', markId: mark.id })])
    expect(await read(id, end.id)).toEqual(before)
  })

  test('a session that does not exist, and a document of another session, are not found', async () => {
    const [id, other] = [deps.newId(), deps.newId()]
    const end = finish()
    await append(id, 0, [by(started(48211)), end])
    await append(other, 0, [by(started(48212))])
    const ask = team.as('engineer')
    expect(await ask('GET', `/sessions/${deps.newId()}/documents`)).toMatchObject({ status: 404 })
    expect(await ask('GET', `/sessions/${other}/documents/${end.id}`)).toMatchObject({
      status: 404,
    })
  })
})
