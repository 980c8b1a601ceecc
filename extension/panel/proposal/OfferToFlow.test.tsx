import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { OfferToFlow as Offer } from '#shared/proposal/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome, testId } from '#shared/testing/make-session.ts'
import type { Surroundings } from '../../client/browser.ts'
import { fakeServer } from '../../client/testing/fake-server.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { useSession } from '../PanelContext.tsx'
import { SHARE } from '../testing/make-proposal.ts'
import { showInPanel } from '../testing/show-in-panel.tsx'
import OfferToFlow from './OfferToFlow.tsx'

let close: () => void = () => undefined
afterEach(() => close())

const runId = testId(0xf01)
const INTO_FLOW: EventData = {
  type: 'flow_entered',
  ...{ runId, pins: [], start: 'ping', from: null },
  flow: { id: SHARE.id, version: SHARE.version, slug: 'share', name: 'Open a share' },
}
const says = { kind: 'action', text: 'Map the drive' } as const
const DONE: EventData = { type: 'session_finished', outcome: makeOutcome() }

const Part = () => {
  const session = useSession()
  return session && <OfferToFlow session={session} />
}

/** A session that is finished, in which this was done; `answers` are what becomes of offers. */
async function finished({ isInFlow = true, hasOwn = true, answers = [] as unknown[] } = {}) {
  const server = fakeServer()
  const asked: unknown[] = []
  const ask: Surroundings['client']['ask'] = async (route, request, options) => {
    if ((route as unknown) === Offer) {
      asked.push(request)
      const record = server.records.get(Offer.request.parse(request).sessionId)
      expect(record?.at(-1)?.event.data.type).toBe('session_finished')
      return (answers.shift() ?? { ok: false, trouble: OFFLINE }) as never // as the test plays it
    }
    if ((route as unknown) === AppendEvents) return server.client.ask(route, request, options)
    return { ok: false, trouble: OFFLINE }
  }
  const shown = await showInPanel(<Part />, ask)
  close = shown.close
  const { store } = shown
  await act(async () => {
    if (isInFlow) await store.act([INTO_FLOW])
    if (hasOwn) {
      await store.act([{ type: 'custom_step_added', title: 'Map the drive' }])
      const [step] = store.getState().session?.getState().session?.customSteps ?? []
      if (!step) throw new Error('No own step')
      await store.act([{ type: 'custom_step_done', customStepId: step.id, result: 'done', says }])
    }
    await store.act([DONE])
  })
  await shown.until(() =>
    expect(store.getState().session?.getState().session?.status).toBe('finished'),
  )
  return { ...shown, asked }
}
const answer = (offered: string) => ({ ok: true, value: { offered, flowName: 'Open a share' } })

test('an own step in a flow can be offered, once for two clicks, after the record was sent', async () => {
  const { box, asked, doubleClick, until } = await finished({ answers: [answer('raised')] })
  expect(box.textContent).toContain('“Map the drive”')
  await doubleClick('Offer to the flow')
  await until(() => expect(box.textContent).toContain('Offered: “Open a share”'))
  expect(asked).toHaveLength(1)
})

test.each([
  ['joined', 'Others found the same'],
  ['nothing_new', '“Open a share” has all of it already.'],
  ['no_match', 'nothing was offered'],
])('%s is said in words', async (offered, words) => {
  const { box, click, until } = await finished({ answers: [answer(offered)] })
  await click('Offer to the flow')
  await until(() => expect(box.textContent).toContain(words))
})

test('without an answer it is offered again', async () => {
  const answers = [{ ok: false, trouble: OFFLINE }, answer('raised')]
  const { box, click, until } = await finished({ answers })
  await click('Offer to the flow')
  await until(() => expect(box.textContent).toContain('The server did not answer'))
  await click('Offer to the flow')
  await until(() => expect(box.textContent).toContain('A lead looks at it'))
})

test.each([
  ['no step of one’s own was done', { hasOwn: false }],
  ['no flow was walked', { isInFlow: false }],
])('no word of it where %s', async (_, how) => {
  const { box } = await finished(how)
  expect(box.textContent).toBe('')
})
