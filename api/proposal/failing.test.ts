/** Proposals at the front door: a branch that has stopped helping is proposed to hand over. */
import { describe, expect, test } from 'vitest'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { onBoth } from '../testing/on-both.ts'
import { raiseFailing } from './raise-failing.ts'
import { worldsOn } from './testing/make-world.ts'

const MINUTE_MS = 60_000

describe.each(onBoth)('failing branches on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('a branch that has stopped helping is proposed to hand over, once', async () => {
    const { deps, plant, learn, only, accept, newest, share, list, bell } = await makeWorld()
    for (let n = 0; n < 8; n += 1) await plant({ own: [], daysAgo: 50 })
    const failed = { own: [], daysAgo: 1, outcome: 'escalate' } as const
    for (let n = 0; n < 5; n += 1) await plant(failed)
    await Promise.all([raiseFailing(deps), raiseFailing(deps)])
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'patch', seen: 5, people: 1, flowId: share.flowId },
      title: '“yes” at “At ping” has stopped helping: in 0 of 5, before in 8 of 8',
      changes: [{ id: 'ping/yes', kind: 'retire' }],
    })
    expect((await bell('lead'))[0]?.text).toContain('has stopped helping')
    await plant(failed)
    await raiseFailing(deps)
    const joined = await only()
    expect(joined).toMatchObject({ id: proposal.id, revision: proposal.revision, seen: 6 })
    const answered = await accept(joined)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { content } = await newest(share.flowId)
    const over = content.edges.find(({ id }) => id === 'ping-yes')?.to
    expect(content.nodes.find(({ id }) => id === over)).toMatchObject({ ending: 'escalate' })
    expect(content.nodes.map(({ id }) => id)).not.toContain('open')
    await raiseFailing(deps)
    expect(await list('open')).toEqual([])
  })

  test('a branch that was mended by hand is judged by what happened since', async () => {
    const { deps, plant, only, publish, share, list, get } = await makeWorld()
    for (let n = 0; n < 8; n += 1) await plant({ own: [], daysAgo: 50 })
    for (let n = 0; n < 5; n += 1) await plant({ own: [], daysAgo: 1, outcome: 'escalate' })
    // Nobody has said of these that they hold.
    await plant({ own: [], daysAgo: 1, outcome: 'escalate', isFirstLevel: true })
    await raiseFailing(deps)
    const proposal = await only()
    expect(proposal).toMatchObject({ seen: 5, changes: [{ kind: 'retire' }] })
    expect(proposal.sources.every((one) => one.l1SessionId === null)).toBe(true)
    deps.pass(MINUTE_MS)
    const mended = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' }, title: 'Open it by its full name' },
      end: {},
    })
    const next = await publish(mended, share)
    expect(await list('open')).toEqual([])
    expect(await get(proposal.id)).toMatchObject({ status: 'outrun', changes: [] })
    await raiseFailing(deps)
    expect(await list('open')).toEqual([])
    for (let n = 0; n < 5; n += 1) await plant({ flow: next, own: [], outcome: 'escalate' })
    deps.pass(MINUTE_MS)
    await raiseFailing(deps)
    expect(await only()).toMatchObject({
      ...{ seen: 5, base: { version: next.version } },
      title: '“yes” at “At ping” has stopped helping: in 0 of 5, before in 8 of 8',
    })
  })
})
