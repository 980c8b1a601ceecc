import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ListFlows } from '#shared/flow/contract.ts'
import {
  ListBatches,
  ListMaintenancePlans,
  type MaintenancePlan,
  SaveMaintenancePlan,
} from '#shared/maintenance/contract.ts'
import type { Route } from '#shared/route.ts'
import { showOnPage } from '../testing/show-on-page.tsx'
import { MaintenancePage } from './MaintenancePage.tsx'

const PLAN: MaintenancePlan = {
  ...{ id: v7(), flowId: v7(), flowName: 'Check', name: 'Servers', client: 'Varnholm' },
  ...{ targets: [{ name: 'SRV01' }], schedule: null, isPaused: false, nextDue: null },
  ...{ revision: 3, savedBy: 'Sam Ode', savedAt: '2026-11-01T08:00:00.000Z' },
}

let plans: MaintenancePlan[]
let saved: object[]
let shown: Awaited<ReturnType<typeof showOnPage>>
beforeEach(() => {
  plans = [PLAN]
  saved = []
})
afterEach(() => {
  shown.close()
  location.hash = ''
})

const ask = async (route: Route, asked: object) => {
  switch (route) {
    case ListMaintenancePlans:
      return { ok: true, value: { plans } }
    case ListBatches:
      return { ok: true, value: { batches: [], isMore: false } }
    case ListFlows:
      return { ok: true, value: { flows: [] } }
    case SaveMaintenancePlan:
      saved.push(asked)
      return { ok: true, value: PLAN }
    default:
      throw new Error(`Not played: ${route.path}`)
  }
}

const until = (passes: () => void) =>
  vi.waitFor(
    async () => {
      await act(async () => undefined)
      passes()
    },
    { timeout: 10_000 },
  )
const dialog = () => document.querySelector('[role="dialog"]')
const name = () => dialog()?.querySelector('input')
const press = (words: string) =>
  act(async () => {
    const within = dialog() ?? shown.box
    const named = (one: Element) => one.getAttribute('aria-label') ?? one.textContent
    const buttons = [...within.querySelectorAll('button')]
    buttons.find((one) => named(one)?.includes(words))?.click()
  })

/** The plan is being changed, and a colleague takes it away. */
async function write(address: string) {
  location.hash = address
  shown = await showOnPage(<MaintenancePage />, ask)
  await until(() => expect(shown.box.textContent).toContain('Servers'))
  await press('Change')
  await until(() => expect(name()?.value).toBe('Servers'))
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(name(), 'Mine')
    name()?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  plans = []
  // Back at the tab: all is read again.
  await act(async () => void window.dispatchEvent(new Event('visibilitychange')))
  await until(() => expect(dialog()?.textContent).toContain('taken this plan away meanwhile'))
}

test.each([
  ['the list', ''],
  ['its own page', `plan/${PLAN.id}`],
])(
  'what is written of a plan that a colleague takes away stays, in %s, and is saved as a new one',
  async (_, address) => {
    await write(address)
    expect(shown.box.textContent).not.toContain('Servers')
    expect(name()?.value).toBe('Mine')
    await press('Go on as a new plan')
    await press('Save the plan')
    await until(() => expect(dialog()).toBeNull())
    expect(saved).toMatchObject([{ basedOn: 0, name: 'Mine', targets: [{ name: 'SRV01' }] }])
    expect(saved[0]).not.toMatchObject({ planId: PLAN.id })
  },
)

test('closed, it is found again in the list of what is not saved', async () => {
  await write('')
  await press('Close')
  await until(() => expect(dialog()).toBeNull())
  const unsaved = () => shown.box.querySelector('ul[aria-label="Not saved yet"]')
  await until(() => expect(unsaved()?.textContent).toBe('MineChanges not saved'))
  await press('MineChanges not saved')
  await until(() => expect(name()?.value).toBe('Mine'))
  await press('Discard')
  await until(() => expect(unsaved()).toBeNull())
})
