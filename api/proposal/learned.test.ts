/** Proposals at the front door: what finished sessions teach is learned once, by itself or offered. */
import { describe, expect, test } from 'vitest'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { inTeam } from '../db.ts'
import { onBoth } from '../testing/on-both.ts'
import { learnFromDue } from './learn-due.ts'
import { raiseFailing } from './raise-failing.ts'
import { STEP, worldsOn } from './testing/make-world.ts'

describe.each(onBoth)('learning on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('three sessions that teach the same make one proposal, with its evidence', async () => {
    const { plant, learn, only, share, bell, list } = await makeWorld()
    const first = await plant()
    await plant({ own: ['Removed saved passwords'], kind: 'lead', client: 'Northwind' })
    await plant({ own: ['remove a SAVED password'] })
    await learn()
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'patch', status: 'open', flowName: 'Flow share', flowId: share.flowId },
      ...{ title: STEP, seen: 3, people: 2, newFlow: null, decision: null },
      base: { version: share.version, flow: { id: share.flowId, isBuiltIn: false } },
      ...{ changes: [{ kind: 'branch' }], replay: { of: 3, before: 0, after: 3 } },
    })
    expect(proposal.sources).toHaveLength(3)
    expect(proposal.sources.find((one) => one.sourceSessionId === first)).toMatchObject({
      ...{ l1SessionId: null, ticket: '#48211', isOffered: false },
    })
    expect(await list('accepted')).toEqual([])
    const told = (await bell('team_admin')).filter(({ kind }) => kind === 'proposal_raised')
    expect(told).toMatchObject([{ opens: { proposalId: proposal.id } }])
    expect(await bell('engineer')).toEqual([])
  })

  test('what was finished before an upgrade is learned, and told to nobody', async () => {
    const { deps, plant, learn, bell, append, list, team } = await makeWorld()
    await plant()
    const opened = await plant({ own: ['Sign in anew'] })
    // As the upgrade marks what it finds.
    await inTeam(deps.db, team.id, (tx) =>
      tx.updateTable('pathDue').set({ isSilent: true }).where('teamId', '=', team.id).execute(),
    )
    await append(opened, { type: 'passage_marked', passage: 'Zebrafish' })
    await plant({ own: ['Map the drive again'] })
    await learn()
    expect(await list('open')).toHaveLength(3)
    const told = async () => (await bell('lead')).flatMap(({ opens }) => opens.proposalId ?? [])
    expect(await told()).toHaveLength(2)
    const silent = (await list('open')).find(({ title }) => title === STEP)
    expect(await told()).not.toContain(silent?.id)
  })

  test('learned at the same time by several they make one still', async () => {
    const { plant, learn, only } = await makeWorld()
    for (const kind of ['engineer', 'lead', 'team_admin'] as const) await plant({ kind })
    await Promise.all([learn(), learn(), learn()])
    expect(await only()).toMatchObject({ seen: 3, people: 3 })
  })

  test('names of the client are told in nothing of it', async () => {
    const { plant, learn, only, team } = await makeWorld()
    const { name } = team.people.engineer
    await plant({ own: [`Remove Quokkaberry’s password`], client: 'Quokkaberry Farms' })
    await learn()
    const { sources, ...told } = await only()
    expect(sources[0]?.byName).toBe(name)
    expect(JSON.stringify(told)).not.toMatch(/quokka/i)
  })

  test('a session that is opened again takes its proposal back, and brings it when finished', async () => {
    const { plant, learn, only, append, get, list } = await makeWorld()
    const one = await plant()
    await plant()
    await learn()
    const { id } = await only()
    await append(one, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(id)).toMatchObject({ status: 'open', seen: 1 })
    const [source] = (await get(id)).sources
    await append(source?.sourceSessionId ?? '', {
      type: 'session_reopened',
      reason: 'It came back',
    })
    await learn()
    const over = await get(id)
    expect(over).toMatchObject({ status: 'withdrawn', seen: 0, changes: [] })
    expect(JSON.stringify(over)).not.toContain(STEP)
    expect(await list('open')).toEqual([])
    await append(one, { type: 'session_finished', outcome: makeOutcome() })
    await learn()
    expect(await only()).toMatchObject({ seen: 1, status: 'open' })
  })

  test('a session is offered by whoever worked on it, once it is finished and solved', async () => {
    const { deps, plant, learn, offer, only, list, bell, accept } = await makeWorld()
    const open = await plant({ isFinished: false })
    expect(await offer(open)).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(await offer(deps.newId())).toMatchObject({ status: 404 })
    expect(await offer(await plant({ kind: 'lead' }))).toMatchObject({ status: 403 })
    expect(await offer(await plant({ flow: null }))).toMatchObject({
      body: { offered: 'no_match', flowName: null },
    })
    const other = await (await makeWorld()).plant()
    expect(await offer(other)).toMatchObject({ status: 404 })

    const sessionId = await plant({ own: ['Sign in anew'] })
    const [one, two] = await Promise.all([offer(sessionId), offer(sessionId)])
    expect(one).toMatchObject({ body: { offered: 'raised', flowName: 'Flow share' } })
    expect(two.body).toEqual(one.body)
    expect(await only()).toMatchObject({ sources: [{ isOffered: true }] })
    expect((await bell('lead'))[0]?.text).toContain('offers')
    const second = await plant({ own: ['Sign in anew'] })
    expect(await offer(second)).toMatchObject({ body: { offered: 'joined' } })
    await accept(await only())
    expect(await offer(second)).toMatchObject({ body: { offered: 'nothing_new' } })
    await learn()
    expect((await list('open')).map(({ title }) => title)).toEqual([STEP])
  })

  test('a first-level walk teaches once somebody has said that it holds, by itself', async () => {
    const { plant, learn, only, append, list, offer, get } = await makeWorld()
    const walk = { isFirstLevel: true, flow: null, own: ['Restart the dock'], cause: 'The dock' }
    const sessionId = await plant(walk)
    await learn()
    expect(await list()).toEqual([])
    expect(await offer(sessionId)).toMatchObject({ status: 422 })
    await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'newFlow', seen: 1 },
      sources: [{ sourceSessionId: null, l1SessionId: sessionId }],
    })
    await append(sessionId, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(proposal.id)).toMatchObject({ status: 'withdrawn', sources: [] })
  })

  test('one that cannot be learned from, and a team that cannot be looked at, hold up no other', async () => {
    const failing = () => {
      let isFirst = true
      const newId = () => {
        if (!isFirst) return deps.newId()
        isFirst = false
        throw new Error('no id')
      }
      return { ...deps, newId }
    }
    const { deps, plant, learn, only } = await makeWorld()
    await plant()
    await plant()
    await learnFromDue(failing())
    expect(await only()).toMatchObject({ seen: 1 })
    await learn()
    expect(await only()).toMatchObject({ seen: 2 })

    const worlds = [await makeWorld(), await makeWorld()]
    for (const world of worlds) {
      for (let n = 0; n < 8; n += 1) await world.plant({ own: [], daysAgo: 50 })
      for (let n = 0; n < 5; n += 1) await world.plant({ own: [], daysAgo: 1, outcome: 'escalate' })
    }
    const raised = async () =>
      (await Promise.all(worlds.map((world) => world.list('open')))).flat().length
    await raiseFailing(failing())
    expect(await raised()).toBe(1)
    await raiseFailing(deps)
    expect(await raised()).toBe(2)
  })
})
