import { act, lazy, type ReactNode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Boundary } from './Boundary.tsx'

let box: HTMLElement
let close: () => void
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  close()
  vi.restoreAllMocks()
})

async function draw(children: ReactNode, onReload: () => void = () => undefined) {
  box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
  }
  await act(async () =>
    root.render(
      <Boundary name="The note" onReload={onReload}>
        <Suspense>{children}</Suspense>
      </Boundary>,
    ),
  )
}

const Throws = (): ReactNode => {
  throw new Error('secret of the ticket')
}
const NeverLoads = lazy(() => Promise.reject(new TypeError('Failed to fetch a module')))

test.each([
  ['a screen that throws', <Throws key="throws" />],
  ['a screen whose code does not load', <NeverLoads key="loads" />],
])('%s says that the work is saved, and reloads when asked', async (_, screen) => {
  const reload = vi.fn()
  await draw(screen, reload)
  expect(box.textContent).toContain('The note could not be shown')
  expect(box.textContent).toContain('Your work is saved')
  expect(box.textContent).not.toContain('secret')
  await act(async () => box.querySelector('button')?.click())
  expect(reload).toHaveBeenCalledOnce()
})

test('what can be drawn is drawn', async () => {
  await draw(<p>All is well</p>)
  expect(box.textContent).toBe('All is well')
})
