import { expect, test } from 'vitest'
import { readCommands } from './read-commands.ts'

test.each([
  ['a block', 'Ask:\n```powershell\nGet-Service Spooler\n```\nThen look.', ['Get-Service Spooler']],
  ['two blocks', '```\na b\n```\nor\n~~~\nc d\n~~~', ['a b', 'c d']],
  ['a block that does not end', 'Run\n```\nipconfig /all', ['ipconfig /all']],
  ['code in a sentence', 'Run `ipconfig /all` as `admin`.', ['ipconfig /all']],
  ['names alone', 'Look at `DC01` and `DC02`.', []],
  ['no code', 'Look at the lamps.', []],
])('%s', (_, text, commands) => {
  expect(readCommands(text).commands.map((command) => command.text)).toEqual(commands)
})

test('a block leaves the prose, code in a sentence stays in it', () => {
  expect(readCommands('Ask:\n```\nnslookup x\n```\nThen look.').prose).toBe('Ask:\n\nThen look.')
  expect(readCommands('Run `ipconfig /all` now.').prose).toBe('Run `ipconfig /all` now.')
  expect(readCommands('`nslookup intranet`').prose).toBe('')
})

test('a line before a block that says where it is run goes with its command', () => {
  const text =
    'Look at both.\n\nOn PC-7, as the user:\n```\nklist\n```\n\non DC01:\n```\nrepadmin\n```'
  expect(readCommands(text)).toEqual({
    prose: 'Look at both.',
    commands: [
      { text: 'klist', where: 'On PC-7, as the user' },
      { text: 'repadmin', where: 'on DC01' },
    ],
  })
})
