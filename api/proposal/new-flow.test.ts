/** Proposals at the front door: a flow where none fits, and nothing that the library has already. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Proposal } from '#shared/proposal/contract.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { onBoth } from '../testing/on-both.ts'
import { CAUSE, STEP, worldsOn } from './testing/make-world.ts'

describe.each(onBoth)('new flows on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('where no flow fits, three sessions of two people propose one, once', async () => {
    const { plant, learn, only, accept, newest, list } = await makeWorld()
    const alone = { flow: null, own: ['Stop the spooler', 'Empty the queue'], cause: 'A stuck job' }
    await plant(alone)
    await plant(alone)
    await plant(alone)
    await learn()
    expect(await list()).toEqual([])
    await plant({ ...alone, kind: 'lead' })
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'newFlow', seen: 4, people: 2, flowId: null, base: null, changes: [] },
      newFlow: { content: { name: 'A stuck job' } },
    })
    const further = [{ type: 'setFlow', fields: { name: 'Printing hangs' } }]
    const answered = await accept(proposal, { further })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { flowId } = z.parse(Proposal, answered.body)
    expect((await newest(flowId ?? '')).content).toMatchObject({ name: 'Printing hangs' })
    await plant(alone)
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('what a flow of the library has already is proposed as none; what it lacks is proposed to it', async () => {
    const { plant, publish, learn, list, only, offer, team } = await makeWorld()
    const cause = 'A stuck job'
    const drawn = {
      stop: { ways: { done: 'empty', no: 'end' }, title: 'Stop the spooler' },
      empty: { ways: { done: 'end', no: 'end' }, title: 'Empty the queue' },
      end: { cause: { status: 'confirmed', text: cause } },
    }
    for (let n = 0; n < 12; n += 1) {
      const other = { ask: { ways: { yes: 'end' }, title: `Empty bin ${n} and stop` }, end: {} }
      await publish(makeFlow(`other-${n}`, other))
    }
    const printing = await publish(makeFlow('printing', drawn))
    const done = { flow: null, own: ['Stopped the spooler', 'Empty queues'], cause }
    const sessionId = await plant(done)
    await plant(done)
    await plant({ ...done, kind: 'lead' })
    await learn()
    expect(await list()).toEqual([])
    const offered = await offer(sessionId)
    expect(offered.body).toEqual({ offered: 'nothing_new', flowName: 'Flow printing' })
    const more = { ...done, own: ['Stop spooler', 'Note who printed', 'Empty the queue'] }
    for (let n = 0; n < 2; n += 1) await plant(more)
    await learn()
    expect(await only()).toMatchObject({
      ...{ kind: 'patch', flowId: printing.flowId, seen: 2 },
      changes: [{ kind: 'step', edits: [{ type: 'insertOnEdge', edge: 'stop-done' }] }],
    })
    // Of no other team's flows.
    const world = await makeWorld()
    await world.plant(done)
    await world.plant(done)
    await world.plant({ ...done, kind: 'lead' })
    await world.learn()
    expect(await world.only()).toMatchObject({ kind: 'newFlow' })
    expect(world.team.id).not.toBe(team.id)
  })

  test('a step that the flow has elsewhere is proposed as an answer that leads there, and published', async () => {
    const { plant, publish, learn, list, only, accept, newest } = await makeWorld()
    const wider = await publish(
      makeFlow('wider', {
        ping: { ways: { yes: 'open', no: 'clear' } },
        open: { ways: { yes: 'end', no: 'end' } },
        clear: { ways: { done: 'end', stuck: 'end' }, title: STEP },
        end: {},
      }),
    )
    await plant({ flow: wider })
    await plant({ flow: wider, kind: 'lead' })
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({ title: CAUSE, seen: 2, changes: [{ kind: 'answer' }] })
    const answered = await accept(proposal)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { content } = await newest(wider.flowId)
    expect(content.nodes).toHaveLength(4)
    expect(content.edges.at(-1)).toMatchObject({ from: 'open', to: 'clear' })
    await plant({ flow: wider })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('a flow made by hand for the same outruns the one that is proposed, and none is proposed after it', async () => {
    const { plant, learn, only, get, publish, list, append, accept } = await makeWorld()
    const own = ['Stop the spooler', 'Empty the queue']
    const walk = { isFirstLevel: true, flow: null, own, cause: 'A stuck job' }
    const teach = async () => {
      await append(await plant(walk), { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
    }
    await teach()
    const proposal = await only()
    const made = (second: string) =>
      makeFlow(`printing-${second.length}`, {
        stop: { title: 'Stopped the spooler', ways: { yes: 'empty', no: 'end' } },
        empty: { title: second, ways: { yes: 'end', no: 'end' } },
        end: {},
      })
    await publish(made('Restart the printer'))
    expect(await get(proposal.id)).toEqual(proposal)
    await publish(made('Emptied the queue'))
    expect(await list('open')).toEqual([])
    expect(await get(proposal.id)).toMatchObject({ status: 'outrun', newFlow: null })
    expect(await accept(proposal)).toMatchObject({ status: 409 })
    await teach()
    expect(await list('open')).toEqual([])
  })

  test('a flow that was taken out is taught, accepted and published again, for the same reason', async () => {
    const { plant, learn, only, accept, newest, team, append } = await makeWorld()
    const walk = { isFirstLevel: true, flow: null, own: ['Restart the dock'], cause: 'The dock' }
    const teach = async () => {
      await append(await plant(walk), { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
    }
    await teach()
    const answered = await accept(await only())
    const { flowId } = z.parse(Proposal, answered.body)
    const { content } = await newest(flowId ?? '')
    expect(await team.as('lead')('DELETE', `/flows/${flowId}`)).toMatchObject({ status: 200 })
    await teach()
    const second = await only()
    // By the short name of the one that is no more it would be the very same version.
    const further = [{ type: 'setFlow', fields: { slug: content.slug } }]
    expect(await accept(second, { further })).toMatchObject({
      status: 422,
      body: { problems: [{ at: 'slug' }] },
    })
    const again = await accept(second)
    expect(again, JSON.stringify(again.body)).toMatchObject({ status: 200 })
    const made = await newest(z.parse(Proposal, again.body).flowId ?? '')
    expect(made.content).toEqual({ ...content, slug: `${content.slug}-2` })
  })
})
