import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { EventData } from '#shared/session/event.ts'
import type { Author } from '#shared/session/statement.ts'
import { makeOutcome, makeRecord, SAM } from '#shared/testing/make-session.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { PERSON } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { ValidateWalk } from './ValidateWalk.tsx'

let shown: Shown | undefined
afterEach(() => shown?.close())

/** What is said of a colleague's walk that has ended. */
async function show(more: readonly EventData[] = [], by?: Author) {
  const record = makeRecord({ level: 'first', ...(by ? { by } : {}) })
  record.add({ type: 'session_finished', outcome: makeOutcome() })
  for (const data of more) record.add(data, { by: SAM })
  const session = record.session()
  const said: EventData[] = []
  const work = Object.assign(
    createStore(() => ({ session })),
    {
      sessionId: v7(),
      record(data: readonly EventData[]) {
        said.push(...data)
        return { ok: true, ids: [], kept: Promise.resolve(true) }
      },
    },
  ) as unknown as SessionStore // as much of it as is asked for here
  const ask = async () => ({ ok: false, trouble: OFFLINE })
  shown = await showInPanel(<ValidateWalk session={session} />, ask)
  await act(async () => shown?.store.setState({ session: work }))
  return { ...shown, said }
}

test('pressed twice, it is said once that it holds, and no part is taken in the work', async () => {
  const { doubleClick, until, said } = await show()
  await doubleClick('It holds')
  await until(() => expect(said).toEqual([{ type: 'outcome_validated', how: 'lead' }]))
})

test('what is validated already offers nothing more, and says by whom', async () => {
  const { box } = await show([{ type: 'outcome_validated', how: 'lead' }])
  expect(box.querySelectorAll('button')).toHaveLength(0)
  expect(box.textContent).toContain('by Sam Ode')
})

test('who had a part in it reads why another lead decides', async () => {
  const { box } = await show([], { kind: 'person', id: PERSON.id, name: PERSON.name })
  expect(box.querySelectorAll('button')).toHaveLength(0)
  expect(box.textContent).toContain('You had a part in this walk')
})
