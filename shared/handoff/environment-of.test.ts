import { expect, test } from 'vitest'
import { environmentOf } from './environment-of.ts'

const contact = { name: 'Petra Adler', email: null, phone: null }
const device = (id: number, os?: string) => ({
  ...{ id, name: `ADL-NB-${id}`, type: 'Notebook' },
  ...(os ? { os } : {}),
})

test('devices with their versions, and whoever reported it', () => {
  const configurations = [device(1, 'Windows 11'), device(2)]
  expect(environmentOf({ configurations, contact }, 900)).toBe(
    'ADL-NB-1 (Notebook, Windows 11); ADL-NB-2 (Notebook); user Petra Adler',
  )
  expect(environmentOf({ configurations: [], contact: null }, 900)).toBe('')
})

test('a ticket with very many devices fits the field', () => {
  const configurations = Array.from({ length: 200 }, (_, id) => device(id, 'x'.repeat(400)))
  expect(environmentOf({ configurations, contact }, 900).length).toBeLessThanOrEqual(900)
})
