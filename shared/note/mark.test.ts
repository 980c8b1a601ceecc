import { expect, it } from 'vitest'
import { markOf, withMark } from './mark.ts'

const id = '01936B2E-7c5a-7e1f-9a34-5bD6e7f80912'

it('is short, the same for the same write, and the last line', () => {
  expect(markOf(id)).toBe('[rf:5bd6e7f80912]')
  expect(markOf(id.toUpperCase())).toBe(markOf(id.toLowerCase()))
  expect(withMark('STATUS: waiting', id)).toBe('STATUS: waiting\n\n[rf:5bd6e7f80912]')
})
