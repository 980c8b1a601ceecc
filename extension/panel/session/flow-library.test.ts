import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { ListFlows } from '#shared/flow/contract.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { Route } from '#shared/route.ts'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { OFFLINE } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { createFlowLibrary } from './flow-library.ts'

const flow = (slug: string, n: number): Flow => publish(makeFlow(slug, { end: {} }), n)

/** A server with these flows, while it is there. */
function makeServer(flows: Flow[]) {
  let isThere = true
  const ask = async (route: Route, request: unknown) => {
    if (!isThere) return { ok: false, trouble: OFFLINE }
    if (route === ListFlows) {
      return {
        ok: true,
        value: { flows: flows.map(({ content, ...one }) => ({ ...one, ...content })) },
      }
    }
    const { version } = request as { version: string }
    return { ok: true, value: flows.find((one) => one.version === version) }
  }
  return {
    client: { ask: ask as Client['ask'] }, // answers only what is asked of it here
    publish: (one: Flow) => flows.push(one),
    leave: () => {
      isThere = false
    },
  }
}

test('what is published while a panel is open is there once it looks again, to be walked offline', async () => {
  const server = makeServer([flow('first', 1)])
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const library = createFlowLibrary(db, server.client)
  await library.load()
  server.publish(flow('second', 2))
  await library.refresh()
  expect(library.getState().list.map(({ slug }) => slug)).toEqual(['first', 'second'])
  expect(library.bySlug('second')).toBeDefined()

  server.leave()
  await library.refresh()
  expect(library.getState()).toMatchObject({ trouble: null, list: [{}, {}] })
})
