import { expect, test } from 'vitest'
import { suggestValues } from './suggest-values.ts'

const ticket = {
  contact: { name: 'Ruth Adler', email: 'ruth@pelican.example', phone: null },
  configurations: [
    { id: 1, name: 'PRD-WS014', type: 'Workstation', lastUser: 'radler', ipAddress: '10.0.3.14' },
    { id: 2, name: 'PRD-FS01', type: 'Server' },
  ],
}

test('what is kept under the name comes first, then machines, contact and the rest, each once', () => {
  const facts = [
    { name: 'domain', value: 'pelican.local' },
    { name: 'server', value: 'PRD-FS01' },
  ]
  expect(suggestValues('server', { ticket, facts })).toEqual([
    'PRD-FS01',
    'PRD-WS014',
    'Ruth Adler',
    'ruth@pelican.example',
    'radler',
    '10.0.3.14',
    'pelican.local',
  ])
})

test('where nothing is known nothing is suggested', () => {
  expect(suggestValues('server', { ticket: null, facts: [] })).toEqual([])
})
