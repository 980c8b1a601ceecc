/** Proposals at the front door: decided once, and never more is published than was accepted. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Proposal } from '#shared/proposal/contract.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { onBoth } from '../testing/on-both.ts'
import { CAUSE, STEP, worldsOn } from './testing/make-world.ts'

describe.each(onBoth)('deciding on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('one of two changes is accepted: the flow has it, the other is not asked again at once', async () => {
    const { plant, learn, only, list, accept, newest, share, bell, get } = await makeWorld()
    const sessionId = await plant({ own: [STEP, 'Sign in anew'] })
    await learn()
    const proposal = await only()
    const [one, two] = proposal.changes
    expect(two?.needs).toEqual([one?.id])
    expect(await accept(proposal, { accepted: [two?.id] })).toMatchObject({ status: 422 })
    expect(await accept(proposal, { accepted: [] })).toMatchObject({ status: 422 })
    expect(await accept(proposal, { accepted: ['another'] })).toMatchObject({ status: 422 })
    const answered = await accept(proposal, { accepted: [one?.id] })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const flow = await newest(share.flowId)
    expect(flow.content.changeReason).toBe('Seen often enough')
    const titles = flow.content.nodes.map(({ title }) => title)
    expect(titles).toContain(STEP)
    expect(titles).not.toContain('Sign in anew')
    const decided = await get(proposal.id)
    expect(decided).toMatchObject({
      ...{ status: 'accepted', revision: proposal.revision + 1, base: { version: share.version } },
      decision: { accepted: [one?.id], version: flow.version, reason: 'Seen often enough' },
    })
    const told = (await bell('engineer')).filter(({ kind }) => kind === 'proposal_decided')
    expect(told).toMatchObject([{ opens: { proposalId: proposal.id, sessionId } }])
    expect(told[0]?.text).toMatch(new RegExp(`: ${STEP}$`))
    const waits = (await bell('team_admin')).filter(({ kind }) => kind === 'proposal_raised')
    expect(waits, 'it waits for no other lead any more').toEqual([])
    // The same click once more.
    const again = await accept(proposal, { accepted: [one?.id] })
    expect(again).toMatchObject({ status: 200, body: decided })
    await plant({ own: [STEP, 'Sign in anew'] })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('words are changed before it is accepted; what does not hold is not published', async () => {
    const { plant, learn, only, accept, newest, share, offer, list } = await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    const [edit] = proposal.changes[0]?.edits ?? []
    const node = edit?.type === 'addNode' ? edit.node.id : ''
    const say = (title: string) => [{ type: 'changeNode', node, fields: { title } }]
    expect(await accept(proposal, { further: say('') })).toMatchObject({ status: 422 })
    const lost = [{ type: 'removeNode', node: 'end' }]
    const refused = await accept(proposal, { further: lost })
    expect(refused).toMatchObject({ status: 422, body: { code: 'notReady' } })
    const title = 'Delete the saved password'
    expect(await accept(proposal, { further: say(title) })).toMatchObject({ status: 200 })
    const { content } = await newest(share.flowId)
    expect(content.nodes.find(({ id }) => id === node)).toMatchObject({ title })
    // In better words it was accepted all the same.
    const offered = await offer(await plant())
    expect(offered).toMatchObject({ status: 200, body: { offered: 'nothing_new' } })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('of two leads who decide at once one does, and the other is told who', async () => {
    const { plant, learn, only, accept, decline, team, list } = await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    const answers = await Promise.all([accept(proposal), decline(proposal, 'team_admin')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = answers[0]?.status === 200 ? 'lead' : 'team_admin'
    const lost = answers.find(({ status }) => status === 409)
    expect(JSON.stringify(lost?.body)).toContain(team.people[winner].name)
    expect(await list('open')).toEqual([])
    expect(await accept({ ...proposal, revision: proposal.revision + 7 })).toMatchObject({
      status: 409,
    })
  })

  test('declined, it comes back with three times the sessions', async () => {
    const { plant, learn, only, decline, list, offer, bell } = await makeWorld()
    const sessionId = await plant()
    await learn()
    const proposal = await only()
    expect(await decline(proposal)).toMatchObject({
      body: { status: 'declined', decision: { reason: 'Only one site', version: null } },
    })
    expect(await decline(proposal)).toMatchObject({ status: 200 })
    expect((await bell('engineer'))[0]?.text).toContain('Only one site')
    const refused = await offer(sessionId)
    expect(refused).toMatchObject({ status: 409 })
    expect(JSON.stringify(refused.body)).toMatch(/Only one site.*once 3 sessions/)
    await plant()
    await learn()
    expect(await list('open')).toEqual([])
    await plant()
    await learn()
    expect(await only()).toMatchObject({ seen: 3 })
  })

  test('raised again it tells why it was declined; words marked since have left that too', async () => {
    const { plant, learn, only, decline, append } = await makeWorld()
    const first = await plant()
    await learn()
    const proposal = await only()
    expect(proposal.declinedBefore).toBeNull()
    await decline(proposal, 'lead', 'Only the Zebrafish site')
    await append(first, { type: 'passage_marked', passage: 'Zebrafish' })
    await plant()
    await plant()
    await learn()
    const { declinedBefore, seen } = await only()
    expect(seen).toBe(3)
    expect(declinedBefore).toMatchObject({
      seen: 1,
      reason: expect.stringMatching(/^Only the .* site$/),
    })
    expect(declinedBefore?.reason).not.toContain('Zebrafish')
  })

  test('of a built-in flow the team gets a copy, and what is taught next goes there', async () => {
    const { deps, plant, learn, only, accept, newest, content, list } = await makeWorld()
    const id = deps.newId()
    await seedFlows(deps, [{ id, content: { ...content, slug: `built-in-${id.slice(-6)}` } }])
    const builtIn = await newest(id)
    const flow = { flowId: id, version: builtIn.version }
    await plant({ flow })
    await learn()
    const proposal = await only()
    expect(proposal.base?.flow.isBuiltIn).toBe(true)
    const answered = await accept(proposal)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { flowId, decision } = z.parse(Proposal, answered.body)
    expect(flowId).not.toBe(id)
    expect(await newest(id)).toEqual(builtIn)
    const copy = await newest(flowId ?? '')
    expect(copy).toMatchObject({
      ...{ version: decision?.version, isBuiltIn: false },
      content: { name: 'Flow share (our copy)', fork: { flow: id, reason: 'Seen often enough' } },
    })
    // By the original or by the copy: it has this, and takes what is new.
    await plant({ flow })
    await plant({ flow: { flowId: copy.id, version: copy.version } })
    await learn()
    expect(await list('open')).toEqual([])
    await plant({ flow, own: ['Sign in anew'] })
    await plant({ flow: { flowId: copy.id, version: copy.version }, own: ['Sign in anew'] })
    await learn()
    const second = await only()
    expect(second).toMatchObject({ seen: 2, base: { flow: { id: copy.id, isBuiltIn: false } } })
    expect(await accept(second)).toMatchObject({ status: 200, body: { flowId: copy.id } })
  })

  test('two that are accepted at one place for one cause give two answers to tell apart', async () => {
    const { plant, learn, list, get, accept, newest, share } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'] })
    await learn()
    for (const { id } of await list('open')) {
      const answered = await accept(await get(id))
      expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    }
    const { content } = await newest(share.flowId)
    const open = content.nodes.find(({ id }) => id === 'open')
    const labels = open && 'choices' in open ? open.choices.map(({ label }) => label) : []
    expect(labels).toHaveLength(4)
    expect(new Set(labels).size).toBe(4)
    expect(labels).toContain(CAUSE)
  })

  test('a draft that somebody writes of the flow stays, and is told that the flow has moved on', async () => {
    const { deps, plant, learn, only, accept, team, share, content } = await makeWorld()
    await plant()
    await learn()
    const id = deps.newId()
    const draft = { basedOn: 0, of: share, content: { ...content, summary: 'Half written' } }
    await team.as('engineer')('PUT', `/drafts/${id}`, draft)
    expect(await accept(await only())).toMatchObject({ status: 200 })
    expect(await team.as('engineer')('GET', `/drafts/${id}`)).toMatchObject({
      body: { content: { summary: 'Half written' } },
    })
    expect(await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })).toMatchObject({
      status: 409,
    })
  })
})
