/**
 * What in a template looks like a secret, in words, with where it is: asked when it is about to be
 * published. A secret in the script itself keeps it from being published (`check-script.ts`).
 */
import { findSecrets, type SecretFound } from '../redact/find-secrets.ts'
import type { ScriptContent } from './script.ts'

export function secretsInScript({ parameters, ...about }: ScriptContent): string[] {
  return [
    ...findSecrets(about, SAYS_NOTHING).map((one) => say(one, '')),
    ...parameters.flatMap((parameter) =>
      findSecrets(parameter, SAYS_NOTHING).map((one) => say(one, ` of {${parameter.name}}`)),
    ),
  ]
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(['shell', 'safety', 'kind'])

const say = ({ field, family, line }: SecretFound, of: string): string =>
  `${FIELDS[field.split('.')[0] ?? ''] ?? 'A text'}${of}${line > 1 ? `, line ${line}` : ''}: ${family}`

const FIELDS: Record<string, string> = {
  name: 'Name',
  summary: 'What it is for',
  words: 'Words of tickets',
  changes: 'What is other afterwards',
  where: 'Where it is run',
  text: 'Script',
  label: 'Label',
  choices: 'Values to choose from',
  example: 'Example',
  help: 'What to know',
  standard: 'Standard value',
}
