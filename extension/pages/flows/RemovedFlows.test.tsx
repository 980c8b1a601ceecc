import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { ListRemovedFlows, PutBackFlow } from '#shared/flow/contract.ts'
import type { Route } from '#shared/route.ts'
import { showOnPage } from '../testing/show-on-page.tsx'
import { RemovedFlows } from './RemovedFlows.tsx'

let shown: Awaited<ReturnType<typeof showOnPage>>
afterEach(() => shown.close())

/** A server with these taken out; one of them it does not put back. */
async function show(names: readonly string[], refused?: string) {
  let flows = names.map((name) => ({
    ...{ id: v7(), slug: name.toLowerCase(), name, removedAt: '2026-11-27T18:00:00.000Z' },
  }))
  let asked = false
  const ask = async (route: Route, { flowId }: { flowId?: string }) => {
    asked = true
    if (route === ListRemovedFlows) return { ok: true, value: { flows, isMore: false } }
    if (route !== PutBackFlow) throw new Error(`Not played: ${route.path}`)
    if (flows.find(({ id }) => id === flowId)?.name === refused) {
      return {
        ok: false,
        trouble: {
          kind: 'refused',
          code: 'conflict',
          message: '“Other” has its short name by now.',
        },
      }
    }
    flows = flows.filter(({ id }) => id !== flowId)
    return { ok: true, value: { version: 'a'.repeat(64) } }
  }
  shown = await showOnPage(<RemovedFlows />, ask)
  await vi.waitFor(() => expect(asked).toBe(true))
  await act(async () => undefined)
}

const press = (words: string) =>
  act(async () =>
    [...shown.box.querySelectorAll('button')]
      .find((b) => `${b.textContent} ${b.getAttribute('aria-label')}`.includes(words))
      ?.click(),
  )
const words = () => shown.box.textContent ?? ''

test('where nothing was taken out nothing is said of it', async () => {
  await show([])
  expect(words()).toBe('')
})

test('one is put back and leaves the list; why another is not stands with it', async () => {
  await show(['Printer', 'Scanner'], 'Scanner')
  await vi.waitFor(() => expect(words()).toContain('Deleted flows'))
  await press('Deleted flows')
  expect(words()).toContain('Printer deleted')
  await press('Put it back: “Scanner”')
  await expect.poll(words).toContain('“Other” has its short name by now.')
  await press('Put it back: “Printer”')
  await expect.poll(words).not.toContain('Printer')
  expect(words()).toContain('Scanner')
})
