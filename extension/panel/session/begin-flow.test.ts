import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { createWalk } from './walk.ts'

const FLOW = publish(makeFlow('share', { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} }), 1)

/** A flow is fetched, and while it comes `meanwhile` happens. */
async function begin(meanwhile: (see: (ticketId: number) => Promise<void>) => Promise<void>) {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  const { world } = panel.getState()
  if (!world) throw new Error('Nobody is signed in')
  const see = async (ticketId: number) => void (await panel.see(onTicket(ticketId)))
  await see(1)
  const walk = createWalk({
    ...{ panel, newId: () => v7(), openTab: () => undefined, now: Date.now },
    clientFacts: makeClientFacts(),
    library: {
      ...world.library,
      async holdWithSubFlows() {
        await meanwhile(see)
        return FLOW
      },
    },
  })
  const isBegun = await walk.start(FLOW.version)
  const told = panel.getState().refusal
  const at = (ticketId: number) =>
    see(ticketId).then(() => panel.getState().session?.getState().session?.runs.length ?? 0)
  return { isBegun, runs: [await at(1), await at(2)], told }
}

test('a flow begins on the ticket it was picked for', async () => {
  expect(await begin(async () => undefined)).toMatchObject({ isBegun: true, runs: [1, 0] })
})

test('whoever turned to another ticket meanwhile begins it on neither, and is told', async () => {
  const turned = await begin((see) => see(2))
  expect(turned).toMatchObject({ isBegun: false, runs: [0, 0] })
  expect(turned.told).toContain('you turned to another ticket')
})

test('away and back again it begins where it was picked', async () => {
  const turned = await begin(async (see) => {
    await see(2)
    await see(1)
  })
  expect(turned).toMatchObject({ isBegun: true, runs: [1, 0] })
})
