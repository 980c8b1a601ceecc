import { expect, test } from 'vitest'
import { ScriptContent } from './script.ts'
import { secretsInScript } from './secrets-in-script.ts'

const SCRIPT = {
  ...{ name: 'Reset a mailbox', summary: 'Resets it.', shell: 'powershell', safety: 'changes' },
  text: 'Get-Mailbox {mailbox}',
  parameters: [
    { name: 'mailbox', label: 'Mailbox', kind: 'text', isRequired: true, isSensitive: false },
  ],
}
const found = (more: object) => secretsInScript(ScriptContent.parse({ ...SCRIPT, ...more }))

test('a template without secrets has none', () => expect(found({})).toEqual([]))

test.each([
  [
    'Script, line 2: password',
    { text: 'Get-Mailbox\nnet use Z: \\\\fs01\\x /user:adler Sommer2026!x' },
  ],
  ['What it is for: password', { summary: 'For admin, the password: Sommer2026!x opens it.' }],
  [
    'Example of {mailbox}: password',
    { parameters: [{ ...SCRIPT.parameters[0], example: 'password: Sommer2026!x' }] },
  ],
])('%s', (told, more) => expect(found(more)).toEqual([told]))
