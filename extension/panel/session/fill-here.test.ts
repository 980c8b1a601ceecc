import { expect, test } from 'vitest'
import { makeRecord } from '#shared/testing/make-session.ts'
import { fillHere } from './fill-here.ts'

const flow = {
  variables: [
    { name: 'server', label: 'File server', example: '', keep: 'session' as const },
    { name: 'share', label: 'Share', example: '', keep: 'session' as const },
  ],
}

test('a title reads with what is known; the rest is named by its label, also without a session', () => {
  const record = makeRecord()
  const known = { type: 'variable_set', name: 'server', value: 'FS02' } as const
  record.add({ ...known, keep: 'session', source: 'typed' })
  const title = 'Is {share} on {server}?'
  expect(fillHere({ flow }, record.session())(title)).toBe('Is ‹Share› on FS02?')
  expect(fillHere({ flow }, null)(title)).toBe('Is ‹Share› on ‹File server›?')
})
