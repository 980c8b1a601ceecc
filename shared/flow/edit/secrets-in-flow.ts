/**
 * What in a draft looks like a secret, with where it is: asked when it is about to be published.
 * It keeps nothing from being published; a person decides.
 */
import { findSecrets, type SecretFound } from '../../redact/find-secrets.ts'
import type { FlowContent } from '../flow.ts'
import type { DraftProblem } from './check-draft.ts'

export type SecretInFlow = Pick<DraftProblem, 'at' | 'field' | 'message'>

export function secretsInFlow({ nodes, edges, variables, ...about }: FlowContent): SecretInFlow[] {
  return [
    ...findSecrets(about, SAYS_NOTHING).map((one) => ({ ...say(one), at: one.field })),
    ...variables.flatMap((variable) =>
      findSecrets(variable, SAYS_NOTHING).map((one) => ({ ...say(one), at: variable.name })),
    ),
    ...nodes.flatMap((node) =>
      findSecrets(node, SAYS_NOTHING).map((one) => ({ ...say(one), at: node.id })),
    ),
  ]
}

/** Names of other things, and words out of closed lists. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  ...['id', 'kind', 'slug', 'start', 'flow', 'returns', 'variable', 'keep', 'safety', 'shell'],
  ...['ending', 'alone', 'grade', 'status', 'position', 'shownBy', 'reviewBy'],
])

const say = ({ field, family, line }: SecretFound): Omit<SecretInFlow, 'at'> => {
  const whole = field.replaceAll(/\.\d+/g, '')
  const where = FIELDS[whole] ?? FIELDS[whole.split('.')[0] ?? ''] ?? 'a text'
  return { field, message: `${family} in ${where}${line > 1 ? `, line ${line}` : ''}` }
}

/** By the field, wherever in the list it is. */
const FIELDS: Record<string, string> = {
  name: 'the name',
  summary: 'the summary',
  category: 'the category',
  words: 'its words',
  owner: 'who looks after it',
  changeReason: 'what was changed',
  label: 'what is asked for',
  example: 'the example',
  title: 'the title',
  body: 'the text',
  group: 'the group',
  links: 'a link',
  choices: 'an answer',
  'choices.says.text': 'the sentence of an answer',
  'choices.cause': 'the cause of an answer',
  commands: 'a command',
  'commands.where': 'where a command is run',
  'commands.expect': 'what to look for',
  before: 'what to note down before',
  undo: 'the way back',
  says: 'the sentence',
  gives: 'what is handed over',
  cause: 'the cause',
  verification: 'the verification',
  evidence: 'the evidence',
  tell: 'what the user is told',
  followUp: 'what follows',
}
