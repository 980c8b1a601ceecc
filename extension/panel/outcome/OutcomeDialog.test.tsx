/** Finishing a checklist: with required steps open it is done only with a reason, said once. */
import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { enterFlow } from '#shared/flow/enter-flow.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { type } from '../testing/make-walk-screen.tsx'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import OutcomeDialog from './OutcomeDialog.tsx'

const LEAVING = publish(
  makeFlow(
    'leaving',
    {
      when: { kind: 'step', title: 'Agree the time', isMandatory: true },
      block: { kind: 'step', title: 'Block the sign-in', isMandatory: true },
      device: { kind: 'step', title: 'Take the laptop back' },
    },
    { kind: 'procedure', name: 'Employee leaves' },
  ),
)

let shown: Shown | undefined
afterEach(() => shown?.close())

/** The dialog over a list that has just been begun, with what was recorded since. */
async function finishing(...since: EventData[]) {
  const ask = async () => ({ ok: false, trouble: OFFLINE })
  const entered = enterFlow(LEAVING, [], v7(), null)
  const made = await showInPanel(<OutcomeDialog />, ask, { before: [entered, ...since] })
  shown = made
  await made.until(() => expect(document.querySelector('form')).not.toBeNull())
  const session = () => made.store.getState().session?.getState().session
  return { ...made, session }
}

const pick = (label: string) =>
  act(async () => {
    const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
    found?.querySelector('input')?.click()
  })
const submit = () =>
  act(async () => {
    document.querySelector('form')?.requestSubmit()
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
const reason = () => {
  const label = [...document.querySelectorAll('label')].find(
    (one) => one.textContent === 'Why required steps are left out',
  )
  const field = label && document.getElementById(label.htmlFor)
  return field instanceof HTMLTextAreaElement ? field : null
}
const ended = (outcome: SessionOutcome): EventData => ({
  type: 'session_finished',
  outcome: makeOutcome({ outcome, verification: { text: '', by: 'nobody' } }),
})

test('done with required steps open asks why, once, and settles each with it', async () => {
  const { session, until } = await finishing()
  expect(document.body.textContent).toContain('Required steps are still open')
  await pick('Done')
  await submit()
  expect(session()?.status).toBe('active')
  expect(reason()?.getAttribute('aria-invalid')).toBe('true')
  expect(document.body.textContent).toContain('Say why these steps are left out')
  await type(reason(), 'The client does it')
  await submit()
  await until(() => expect(session()).toMatchObject({ outcome: { outcome: 'done' } }))
  expect(session()?.statements.map(({ text }) => text)).toEqual([
    'Agree the time: not applicable, The client does it',
    'Block the sign-in: not applicable, The client does it',
  ])
})

test('what a colleague settles meanwhile is asked no more, and keeps what they said', async () => {
  const { session, store, until } = await finishing()
  await pick('Done')
  const runId = session()?.runs[0]?.id ?? ''
  const tick = (nodeId: string, title: string): EventData => ({
    ...{ type: 'step_ticked', place: { runId, nodeId }, title, tick: { kind: 'done' } },
    ...{ says: { kind: 'action', text: `${title}: done` }, leadsTo: { runId, nodeId } },
  })
  await act(async () => {
    await store.act([tick('when', 'Agree the time'), tick('block', 'Block the sign-in')])
  })
  expect(reason()).toBeNull()
  await submit()
  await until(() => expect(session()?.status).toBe('finished'))
  expect(session()?.statements.map(({ text }) => text)).toEqual([
    'Agree the time: done',
    'Block the sign-in: done',
  ])
})

test('any other end needs no reason, and corrected to done it is opened and asked for', async () => {
  const { session, until } = await finishing(ended('no_contact'))
  expect(reason()).toBeNull()
  await pick('Done')
  await type(reason(), 'Done by the client')
  await submit()
  await until(() => expect(session()).toMatchObject({ outcome: { outcome: 'done' } }))
  expect(session()?.status).toBe('finished')
  expect(session()?.statements).toHaveLength(2)
})

test('what ended as done before may be worded better without a reason', async () => {
  const { session, until } = await finishing(ended('done'))
  expect(document.body.textContent).not.toContain('Required steps are still open')
  const before = session()?.outcome?.at
  await submit()
  await until(() => expect(session()?.outcome?.at).not.toBe(before))
  expect(session()?.statements).toHaveLength(0)
})
