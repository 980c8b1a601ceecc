/** Where one stands at no step: what is said, and what Enter does next. */
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { type Flow, FlowContent } from '#shared/flow/flow.ts'
import { FLOW, makeWalkScreen, press } from '../testing/make-walk-screen.tsx'

let close: () => void
afterEach(() => close())

/** The flow of the other tests, with something of it otherwise. */
async function walkIn(changed: Partial<FlowContent> = {}) {
  const flow: Flow = {
    ...FLOW,
    version: 'd'.repeat(64),
    content: FlowContent.parse({ ...FLOW.content, variables: [], ...changed }),
  }
  const screen = await makeWalkScreen({ flow })
  close = screen.close
  return { ...screen, says: (words: string) => expect(screen.box.textContent).toContain(words) }
}

test('after the end the outcome is asked for by Enter, and another flow can be taken', async () => {
  const { store, box, says } = await walkIn()
  await press('1')
  await press('Enter')
  says('The walk has ended. How did it go?')
  await press('Enter')
  expect(store.getState().asked).toBe('outcome')
  await act(() => store.ask(null))
  await press('/')
  expect(box.querySelector('section[aria-label="Flows"]')).not.toBeNull()
  await press('Escape')
  says('The walk has ended. How did it go?')
})

test('an answer that leads nowhere says so; Enter takes another flow, going back is offered', async () => {
  const { box, session, says } = await walkIn({
    edges: FLOW.content.edges.filter(({ choice }) => choice !== 'no'),
  })
  await press('2')
  says('The flow has no way on from that answer')
  expect(session()?.steps.length).toBe(1)
  await press('Enter')
  expect(box.querySelector('section[aria-label="Flows"]')).not.toBeNull()
  await press('Escape')
  await press('b')
  expect(session()?.position?.nodeId).toBe('check')
})

test('a flow that this browser does not hold is waited for, and nothing is lost', async () => {
  const { store, box, session, says } = await walkIn()
  await act(async () => store.getState().world?.library.setState({ held: new Map() }))
  says('This flow is not in this browser')
  await press('o')
  expect(box.querySelector('textarea')).not.toBeNull()
  expect(session()?.position?.nodeId).toBe('check')
})

test('whoever knows the answer of a sub-flow gives it without going through', async () => {
  const { box, session } = await walkIn({
    start: 'net',
    edges: [{ id: 'a', from: 'net', choice: 'yes', to: 'end' }],
    nodes: FLOW.content.nodes.filter(({ id }) => id !== 'check'),
  })
  const known = [...box.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'I know the answer already',
  )
  await act(async () => known?.click())
  await press('1')
  expect(session()?.position?.nodeId).toBe('end')
  expect(session()?.steps.toArray()).toMatchObject([{ title: 'Network' }])
})
