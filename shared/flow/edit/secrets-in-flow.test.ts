import { expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { FlowContent } from '../flow.ts'
import { secretsInFlow } from './secrets-in-flow.ts'

const SECRET = 'net use Z: \\\\FS02\\Budget /user:corp\\padler Sommer2026!x'

test('a flow of plain words holds none', () => {
  const flow = makeFlow('plain', { ask: { ways: { yes: 'end' }, title: 'Is it on?' }, end: {} })
  expect(secretsInFlow(flow)).toEqual([])
})

test('each is told with its step, its field and its line', () => {
  const commands = [{ text: `whoami\n${SECRET}`, safety: 'changes' as const }]
  const drawn = makeFlow(
    'kept',
    { map: { kind: 'check', ways: { yes: 'end' }, commands }, end: { tell: 'The PIN is 4711' } },
    { summary: `For ${SECRET}`, variables: [{ name: 'pin', label: SECRET, keep: 'session' }] },
  )
  const found = secretsInFlow(FlowContent.parse(drawn))
  expect(found.map(({ at, field, message }) => [at, field, message])).toEqual([
    ['summary', 'summary', 'password in the summary'],
    ['pin', 'label', 'password in what is asked for'],
    ['map', 'commands.0.text', 'password in a command, line 2'],
    ['end', 'tell', 'pin in what the user is told'],
  ])
})
