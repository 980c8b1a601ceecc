/** The line stands there only where the month's budget runs out, and is looked at after each turn. */
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { OFFLINE } from '../../client/trouble.ts'
import { type Panel, PanelContext } from '../PanelContext.tsx'
import { BudgetLine } from './BudgetLine.tsx'

let close: () => void = () => undefined
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
afterEach(() => close())

async function budget() {
  let told: object | null = null
  const ask = vi.fn(async () =>
    told ? { ok: true, value: told } : { ok: false, trouble: OFFLINE },
  )
  const store = createStore(() => ({ world: { client: { ask } } }))
  const panel = { store } as unknown as Panel // all that the line looks at
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
    close = () => undefined
  }
  let turnsEnded = 0
  /** One more turn has ended, after which this is so. */
  const after = async (state: object | null) => {
    told = state
    turnsEnded += 1
    await act(async () =>
      root.render(
        <PanelContext value={panel}>
          <BudgetLine turnsEnded={turnsEnded} />
        </PanelContext>,
      ),
    )
    return box.textContent
  }
  return { after, ask }
}

test('nothing is said while there is enough, or where nobody can be asked', async () => {
  const { after } = await budget()
  expect(await after(null)).toBe('')
  expect(await after({ state: 'on', usedShare: 0.79 })).toBe('')
  expect(await after({ state: 'off', usedShare: null })).toBe('')
})

test('from four fifths on the share is told, and never as more than it is', async () => {
  const { after, ask } = await budget()
  expect(await after({ state: 'on', usedShare: 0.8 })).toBe(
    '80 % of this month’s budget for the model is used.',
  )
  expect(await after({ state: 'on', usedShare: 0.999 })).toMatch(/^99 %/)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('what is spent is told in the server’s words, and what was told goes with a new month', async () => {
  const { after } = await budget()
  const message = 'This month’s budget is used up. Rules answer until the 1st.'
  expect(await after({ state: 'spent', usedShare: 1, message })).toBe(message)
  expect(await after({ state: 'on', usedShare: 0 })).toBe('')
})
