import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { OFFLINE } from '../client/trouble.ts'
import { MarkForm } from './MarkForm.tsx'
import { showInPanel } from './testing/show-in-panel.tsx'

const TEXT = 'Opened the share of Miss Adler; Miss Adler saved a file.'

let close: () => void = () => undefined
afterEach(() => close())

/** The form over a text, with a session to mark in. */
async function formFor(begin: string) {
  const refuse = async () => ({ ok: false, trouble: OFFLINE })
  const shown = await showInPanel(<MarkForm text={TEXT} begin={begin} />, refuse)
  close = shown.close
  await act(() => shown.store.act([]))
  const field = shown.box.querySelector('input')
  if (!field) throw new Error('No field')
  const type = (words: string) =>
    act(async () => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      set?.call(field, words)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  const submit = () =>
    field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  const marks = () => shown.store.getState().session?.getState().session?.marks ?? []
  return { ...shown, field, type, submit, marks }
}

test('words are marked once, however often the button is pressed', async () => {
  const { doubleClick, until, field, marks, type, click, box } = await formFor('Miss Adler')
  await doubleClick('Mask')
  await until(() => expect(field.value).toBe(''))
  expect(marks()).toHaveLength(1)
  await type('Miss Adler')
  await click('Mask')
  await until(() => expect(box.textContent).toContain('This is marked already.'))
  expect(marks()).toHaveLength(1)
})

test('pressed again before it is drawn that they are marked, nothing is marked anew', async () => {
  const { submit, marks, until, field, store } = await formFor('Miss Adler')
  const isKnown = () => (store.getState().world?.ownMarks.size ?? 0) > 0
  await act(async () => {
    submit()
    while (!isKnown()) await new Promise((resolve) => setTimeout(resolve))
    submit()
  })
  await until(() => expect(field.value).toBe(''))
  expect(marks()).toHaveLength(1)
})

test('what is typed while words are being marked stays in the field', async () => {
  const { submit, until, field, marks, type } = await formFor('Miss Adler')
  act(() => void submit())
  await type('the vault of Harbour')
  await until(() => expect(marks()).toHaveLength(1))
  expect(field.value).toBe('the vault of Harbour')
})
