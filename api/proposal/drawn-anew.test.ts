/** Proposals at the front door: their flow moves on, and they with it or not. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { inTeam } from '../db.ts'
import { onBoth } from '../testing/on-both.ts'
import { STEP, worldsOn } from './testing/make-world.ts'

/** Answers that say the same as a step. */
const MARKS: Record<string, string> = {
  [STEP]: 'remove-the-saved-password',
  'Sign in anew': 'sign-in-anew',
}

describe.each(onBoth)('drawing anew on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('drawn anew where its flow has moved on; over where nothing is left', async () => {
    const { plant, learn, accept, publish, share, content, get, list } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'], cause: 'The ticket had expired' })
    await learn()
    const open = await list('open')
    expect(open).toHaveLength(2)
    const before = await get(open[0]?.id ?? '')
    const other = await get(open[1]?.id ?? '')
    const of = share
    const next = await publish({ ...content, summary: 'Another one.' }, of)
    expect(await accept(before)).toMatchObject({ status: 409 })
    const anew = await get(before.id)
    expect(anew).toMatchObject({ revision: before.revision + 1, base: { version: next.version } })
    expect(await accept(anew)).toMatchObject({ status: 200 })
    // The other stands on the version that came of it.
    const moved = await get(other.id)
    expect(moved).toMatchObject({ status: 'open', revision: other.revision + 1 })
    // A colleague draws by hand what it would add.
    const steps = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end', [MARKS[moved.title] ?? '']: 'end' } },
      end: {},
    })
    await publish(steps, { flowId: share.flowId, version: moved.base?.version ?? '' })
    expect(await list('open')).toEqual([])
    expect(await get(moved.id)).toMatchObject({ status: 'outrun', changes: [] })
    expect(await accept(moved)).toMatchObject({ status: 409 })
    expect((await list()).map(({ status }) => status).sort()).toEqual(['accepted', 'outrun'])
  })

  test('one that cannot be drawn anew is listed as it stands, beside those that can', async () => {
    const { deps, team, plant, learn, publish, share, content, get, list } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'], cause: 'The ticket had expired' })
    await learn()
    const [bad, good] = (await list('open')).toSorted((one, other) => (one.id < other.id ? -1 : 1))
    const broken = [{ id: 'broken', kind: 'retire' }]
    await inTeam(deps.db, team.id, (tx) =>
      tx
        .updateTable('proposal')
        .set({ changes: sql`${JSON.stringify(broken)}::jsonb` })
        .where('teamId', '=', team.id)
        .where('id', '=', bad?.id ?? '')
        .execute(),
    )
    const next = await publish({ ...content, summary: 'Another one.' }, share)
    expect((await list('open')).map(({ id }) => id).sort()).toEqual([bad?.id, good?.id])
    expect(await get(good?.id ?? '')).toMatchObject({ base: { version: next.version } })
  })

  test('one that cannot be drawn anew is joined by what is offered to it, and stays as it was', async () => {
    const { deps, plant, learn, only, get, offer, team } = await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    await inTeam(deps.db, team.id, (tx) =>
      sql`update finished_path set path = '{}' where team_id = ${team.id}`.execute(tx),
    )
    const sessionId = await plant({ kind: 'lead' })
    const joined = { status: 200, body: { offered: 'joined', flowName: 'Flow share' } }
    expect(await offer(sessionId, 'lead')).toMatchObject(joined)
    expect(await offer(sessionId, 'lead')).toMatchObject(joined)
    const { sources, changes, status, revision } = await get(proposal.id)
    expect(sources.map((one) => one.sourceSessionId)).toContain(sessionId)
    expect({ changes, status, revision, seen: sources.length }).toEqual({
      ...{ changes: proposal.changes, status: 'open', revision: proposal.revision, seen: 2 },
    })
  })

  test('one that cannot be drawn against its flow is shown as it was, and can be declined', async () => {
    const { deps, plant, learn, only, get, accept, decline, publish, share, list, team } =
      await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    expect(proposal.isStale).toBe(false)
    await inTeam(deps.db, team.id, (tx) =>
      sql`update finished_path set path = '{}' where team_id = ${team.id}`.execute(tx),
    )
    const next = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' }, title: 'Open it by its full name' },
      end: {},
    })
    await publish(next, share)
    expect(await list('open')).toMatchObject([{ id: proposal.id }])
    const { isStale, changes, base, revision } = await get(proposal.id)
    expect({ isStale, changes, base, revision }).toEqual({
      ...{ isStale: true, changes: proposal.changes },
      ...{ base: proposal.base, revision: proposal.revision },
    })
    expect(await accept(proposal)).toMatchObject({ status: 409 })
    expect(await decline(proposal)).toMatchObject({
      ...{ status: 200, body: { status: 'declined', isStale: false } },
    })
  })
})
