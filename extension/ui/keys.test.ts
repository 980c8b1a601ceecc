import { expect, test } from 'vitest'
import { KEYS, readKey } from './keys.ts'

const press = (key: string, more = {}) =>
  readKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

test('no key means two things', () => {
  const all = KEYS.flatMap((row) => row.keys)
  expect(new Set(all).size).toBe(all.length)
})

test.each([
  ['Enter', 'next'],
  ['x', 'didNotHelp'],
  ['+', 'customStep'],
  ['Backspace', 'back'],
  ['b', 'back'],
  ['?', 'keyboard'],
  ['Escape', 'close'],
])('%s is %s', (key, act) => {
  expect(press(key)).toEqual({ act })
})

test('a digit comes with its number, and nought is none', () => {
  expect(press('7')).toEqual({ act: 'choose', digit: 7 })
  expect(press('0')).toBeUndefined()
})

test('what the browser uses stays the browser’s', () => {
  for (const key of ['c', 'p', 'f', 'n']) {
    expect(press(key, { ctrlKey: true })).toBeUndefined()
    expect(press(key, { metaKey: true })).toBeUndefined()
    expect(press(key, { altKey: true })).toBeUndefined()
  }
  expect(press('Enter', { ctrlKey: true })).toEqual({ act: 'write' })
})
