import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTeam } from '../db.ts'
import type { PsaMember, PsaOutcome } from '../psa/psa.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig } from './testing/make-note-rig.ts'

describe.each(onBoth)('whoever joined since the members were read, on $name', ({ open }) => {
  let rig: NoteRig
  let members: PsaOutcome<PsaMember[]>
  let readings = 0
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    rig.psa = {
      ...rig.fake.psa,
      listMembers: async () => {
        readings += 1
        return members
      },
    }
    const { id } = rig.team
    await inTeam(rig.deps.db, id, (tx) =>
      tx.deleteFrom('psaMember').where('teamId', '=', id).execute(),
    )
  })
  afterAll(() => rig.close())

  const memberOf = (kind: 'engineer' | 'lead'): PsaMember => ({
    ...{ memberId: kind === 'lead' ? 2 : 1, identifier: kind, name: `Member ${kind}` },
    ...{ emails: [rig.team.people[kind].email], isInactive: false, isApi: false },
  })
  const post = async (kind: 'engineer' | 'lead') =>
    rig.post(rig.ask(await rig.startSession(kind)), kind)

  it('is found with the first note, and ConnectWise is not asked with each one', async () => {
    members = { kind: 'ok', body: [memberOf('engineer')] }
    const early = await post('engineer')
    expect(early).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(early.body.message).toContain('Nobody knows as whom you write')
    expect(readings).toBe(0)

    rig.deps.pass(6 * 60_000)
    expect(await post('engineer')).toMatchObject({ status: 200, body: { state: 'waiting' } })
    expect(readings).toBe(1)
    // Nobody joined since: a lead whom nothing matches is told at once.
    expect((await post('lead')).status).toBe(422)
    expect(readings).toBe(1)
  })

  it('is read once for all who ask at the same time', async () => {
    rig.deps.pass(6 * 60_000)
    const before = readings
    const posts = await Promise.all([post('lead'), post('lead')])
    expect(posts.map(({ status }) => status)).toEqual([422, 422])
    expect(readings).toBe(before + 1)
  })

  it('is told why, where they cannot be read', async () => {
    rig.deps.pass(6 * 60_000)
    members = { kind: 'not_connected', message: 'It did not answer. Try again.' }
    expect(await post('lead')).toMatchObject({
      status: 502,
      body: {
        message: expect.stringMatching(/It did not answer\. Try again\. Until then insert or copy/),
      },
    })
    members = { kind: 'ok', body: [memberOf('engineer'), memberOf('lead')] }
    expect((await post('lead')).status).toBe(200)
  })
})
