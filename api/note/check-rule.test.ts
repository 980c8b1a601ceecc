import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { makeTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig } from './testing/make-note-rig.ts'

const PATH = '/note-check-rule'

describe.each(onBoth)('how hard the checks of notes are taken, on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  const read = async () => (await (await rig.as('viewer'))('GET', PATH)).body
  const save = async (levels: object, by: 'lead' | 'engineer' = 'lead', more = {}) => {
    const { version: basedOn } = (await read()) as { version: number }
    return (await rig.as(by))('PUT', PATH, { basedOn, levels, ...more })
  }

  it('is as usual until a lead says otherwise; what is as usual is not kept', async () => {
    const unsaid = { version: 0, levels: {}, roundUpTo: 0, savedAt: null, savedBy: null }
    expect(await read()).toEqual(unsaid)
    expect((await save({ N10: 'block' }, 'engineer')).status).toBe(403)
    const levels = { N10: 'block', N09: 'warn', N27: 'off', N30: 'block' }
    expect(await save(levels)).toMatchObject({ status: 200, body: { version: 1 } })
    expect(await read()).toMatchObject({ levels: { N10: 'block', N27: 'off', N30: 'block' } })
  })

  it('time is rounded to what a lead says, and stays so where nothing is said of it', async () => {
    expect((await save({}, 'engineer', { roundUpTo: 15 })).status).toBe(403)
    expect(await save({}, 'lead', { roundUpTo: 15 })).toMatchObject({
      status: 200,
      body: { roundUpTo: 15 },
    })
    expect(await save({ N10: 'block' })).toMatchObject({ status: 200, body: { roundUpTo: 15 } })
    for (const roundUpTo of [7, -5, 60, '15', null]) {
      const refused = await save({}, 'lead', { roundUpTo })
      expect(refused).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    }
    expect(await read()).toMatchObject({ levels: { N10: 'block' }, roundUpTo: 15 })
    expect(await save({}, 'lead', { roundUpTo: 0 })).toMatchObject({ body: { roundUpTo: 0 } })
  })

  it('whoever saves second is told', async () => {
    const lead = await rig.as('lead')
    const { version: basedOn } = (await read()) as { version: number }
    const asked = { basedOn, levels: { N10: 'warn' } }
    const answers = await Promise.all([lead('PUT', PATH, asked), lead('PUT', PATH, asked)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await read()) as object).toMatchObject({ version: basedOn + 1 })
  })

  it.each([
    ['N05', 'warn', 'protects'],
    ['N06', 'off', 'protects'],
    ['N30', 'off', 'protects'],
    ['N77', 'off', 'knows no check N77'],
  ])('%s cannot be %s', async (check, level, says) => {
    const answer = await save({ [check]: level })
    expect(answer).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    expect(String((answer.body as { message: string }).message)).toContain(says)
  })

  it('what stops a note is stopped here too, unless a person passed over it', async () => {
    await save({ N10: 'block' })
    const sessionId = await rig.startSession()
    const asked = { text: 'Checked the mail flow.' }
    const refused = await rig.post(rig.ask(sessionId, asked))
    expect(refused).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    expect(String(refused.body.message)).toContain('with what result?')
    const passedOver = rig.ask(sessionId, { ...asked, overridden: ['N10'] })
    expect(await rig.post(passedOver)).toMatchObject({ status: 200 })
    await save({})
    expect(await rig.post(rig.ask(sessionId, { text: 'Checked the backup.' }))).toMatchObject({
      status: 200,
    })
  })

  it('is each team’s own', async () => {
    await save({ N28: 'block' }, 'lead', { roundUpTo: 30 })
    const others = await makeTeam(rig.deps, createApp(rig.deps))
    expect((await others.as('viewer')('GET', PATH)).body).toMatchObject({
      ...{ version: 0, levels: {} },
      roundUpTo: 0,
    })
    const theirs = { basedOn: 0, levels: { N28: 'off' }, roundUpTo: 5 }
    expect(await others.as('lead')('PUT', PATH, theirs)).toMatchObject({ status: 200 })
    expect(await read()).toMatchObject({ levels: { N28: 'block' }, roundUpTo: 30 })
  })
})
