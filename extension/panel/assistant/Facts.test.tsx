/** What nobody has confirmed stands with the words it was read from, or with their absence. */
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Statement, StatementSource } from '#shared/session/statement.ts'
import { testId } from '#shared/testing/make-session.ts'
import { Facts } from './Facts.tsx'
import type { LaneActs } from './lane-acts.ts'

let close: () => void = () => undefined
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
afterEach(() => close())

async function factRead(source: StatementSource) {
  const statement: Statement = {
    ...{ id: testId(7), no: 1, kind: 'test', text: 'Port 445 of files answers.', source },
    ...{ at: '2026-06-10T13:57:00Z', by: { kind: 'assistant' }, isConfirmed: false },
  }
  const confirm = vi.fn(async () => true)
  const acts = { confirm } as unknown as LaneActs // the one act that is made here
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
    close = () => undefined
  }
  const props = { facts: [], textOf: () => undefined, acts, onAdd: () => undefined }
  await act(async () => root.render(<Facts unconfirmed={[statement]} {...props} />))
  return { box, confirm }
}

test('it shows the very words, where they stand, and is confirmed by a key', async () => {
  const { box, confirm } = await factRead({
    ...{ kind: 'step_result', quote: 'TcpTestSucceeded : True', isFound: true },
  })
  expect(box.querySelector('q')?.textContent).toBe('TcpTestSucceeded : True')
  expect(box.textContent).toContain('read in a result')
  expect(box.textContent).not.toContain('were not found')
  await act(async () => {
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'y', bubbles: true, cancelable: true }),
    )
  })
  expect(confirm).toHaveBeenCalledExactlyOnceWith(testId(7))
})

test('words that do not stand there are said not to', async () => {
  const { box } = await factRead({ kind: 'ticket', quote: 'nobody said this', isFound: false })
  expect(box.querySelector('q')?.textContent).toBe('nobody said this')
  expect(box.textContent).toContain('these words were not found there')
})

test('a long quote is cut, and words that are the fact itself are not said twice', async () => {
  const long = await factRead({ kind: 'ticket', quote: 'word '.repeat(100), isFound: true })
  expect(long.box.querySelector('q')?.textContent).toMatch(/^(word ){32}…$/)
  close()
  const same = { kind: 'ticket' as const, quote: 'Port 445 of files answers.', isFound: true }
  const { box } = await factRead(same)
  expect(box.querySelector('q')).toBeNull()
  expect(box.textContent).toContain('read in the ticket, word for word')
})
