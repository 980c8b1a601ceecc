import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  type ClientFact,
  ForgetClientFact,
  ListClientFacts,
  SettleClientFact,
} from '#shared/client-fact/contract.ts'
import { GetTicket } from '#shared/ticket/contract.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { showInPanel } from '../testing/show-in-panel.tsx'
import { KnownOfClient } from './KnownOfClient.tsx'

const CLIENT = 'Harbour Dental'
const told = (value: string) => ({ value, setAt: '2026-06-01T09:00:00Z', setBy: 'Ada' })
const fact = (name: string, value: string, other?: string): ClientFact => ({
  ...{ name, ticket: '48174', other: other === undefined ? null : told(other) },
  ...told(value),
})

let close: () => void = () => undefined
afterEach(() => close())

/** The values of a client, over a server that keeps its answers back until it is let. */
async function knownOf(facts: readonly ClientFact[]) {
  let now = facts
  const acts: string[] = []
  let answer: () => void = () => undefined
  const answered = () =>
    new Promise<void>((resolve) => {
      answer = resolve
    })
  const ask = async (route: unknown, asked: { name: string; value: string }) => {
    const ok = (value: unknown) => ({ ok: true, value })
    if (route === GetTicket)
      return ok(makeTicket({ company: { id: 1, identifier: 'HARBOUR', name: CLIENT } }))
    if (route === ListClientFacts) return ok({ facts: now })
    if (route === ForgetClientFact) {
      acts.push(`forget ${asked.name} ${asked.value}`)
      await answered()
      now = now.filter(({ name }) => name !== asked.name)
      return ok({})
    }
    if (route === SettleClientFact) {
      acts.push(`settle ${asked.name} ${asked.value}`)
      await answered()
      now = now.map((one) => (one.name === asked.name ? fact(one.name, asked.value) : one))
      return ok({ facts: now })
    }
    return { ok: false, trouble: OFFLINE }
  }
  const shown = await showInPanel(<KnownOfClient />, ask)
  close = shown.close
  await shown.until(() => expect(shown.box.textContent).toContain(facts[0]?.value))
  return { ...shown, acts, answer: () => act(async () => answer()) }
}

test('a value is forgotten once, however often the button is pressed', async () => {
  const { click, doubleClick, until, acts, answer, box } = await knownOf([
    fact('file_server', 'FS02'),
    fact('vpn_gateway', 'vpn.harbour.example'),
  ])
  await click('Forget File server')
  await doubleClick('Forget')
  await click('Forget')
  await until(() => expect(acts).toEqual(['forget file_server FS02']))
  await answer()
  await until(() => expect(box.textContent).not.toContain('FS02'))
  expect(box.textContent).toContain('vpn.harbour.example')
})

test('a double click on the cross asks, and forgets nothing', async () => {
  const { doubleClick, box, acts } = await knownOf([fact('file_server', 'FS02')])
  await doubleClick('Forget File server')
  expect(box.textContent).toContain('Forget it for the whole team?')
  expect(acts).toEqual([])
})

test('the second click of two settles nothing that moved under it', async () => {
  const { click, until, acts, answer, box, button } = await knownOf([
    fact('file_server', 'FS02', 'FS03'),
    fact('vpn_gateway', 'gw1', 'gw2'),
  ])
  await click('FS02 holds')
  await until(() => expect(acts).toEqual(['settle file_server FS02']))
  await answer()
  await until(() => expect(box.textContent).not.toContain('FS03'))
  // The row below has moved up, and the hand was still clicking.
  const second = new MouseEvent('click', { bubbles: true, detail: 2 })
  await act(async () => button('gw1 holds').dispatchEvent(second))
  await click('gw2 holds')
  await until(() => expect(acts).toEqual(['settle file_server FS02', 'settle vpn_gateway gw2']))
  await answer()
  await until(() => expect(box.textContent).not.toContain('gw1'))
})
