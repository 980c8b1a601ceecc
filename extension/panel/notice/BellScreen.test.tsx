import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { ListNotices, NOTICES_SHOWN } from '#shared/notice/contract.ts'
import type { Notice } from '#shared/notice/notice.ts'
import type { Route } from '#shared/route.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import BellScreen from './BellScreen.tsx'

const notice = (text: string): Notice => ({
  ...{ id: v7(), kind: 'handed_off', at: '2026-06-10T08:00:00Z', byId: v7(), byName: 'Jude', text },
  ...{ opens: { handoffId: v7() }, readAt: '2026-06-10T08:01:00Z' },
})

/** Nothing comes by it. */
const STREAM = new Promise<never>(() => undefined)

let shown: Shown | undefined
afterEach(() => shown?.close())

test('that older notices could not be read is said, and they come when it is tried again', async () => {
  let isAway = true
  const older = { ok: true, value: { notices: [notice('The oldest')], unread: 0 } }
  const ask = async (route: Route, { beforeId }: { beforeId?: string }, options?: object) => {
    if (options && 'accept' in options) return STREAM
    return route === ListNotices && beforeId && !isAway ? older : { ok: false, trouble: OFFLINE }
  }
  shown = await showInPanel(<BellScreen />, ask)
  const { box, store, click } = shown
  const notices = Array.from({ length: NOTICES_SHOWN }, () => notice('Newer'))
  await act(async () => {
    store.getState().world?.news.setState({ told: { notices, unread: 0 }, isLive: true })
  })
  await click('Older notices')
  expect(box.textContent).toContain('Older notices could not be read')
  expect(box.textContent).toContain(OFFLINE.message)
  expect(box.textContent, 'what comes is live all the same').not.toContain('Not live now')
  isAway = false
  await click('Try again')
  expect(box.textContent).toContain('The oldest')
  expect(box.textContent).not.toContain('could not be read')
  expect([...box.querySelectorAll('button')].map((one) => one.textContent)).not.toContain(
    'Older notices',
  )
})
