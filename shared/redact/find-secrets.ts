/**
 * Where something that is to be published holds what looks like a secret, in any of its texts.
 *
 * For the person who publishes, who sees the text itself and decides: nothing is masked here,
 * since a command without its words would be another command.
 */
import type { Family } from './family.ts'
import { redact } from './redact.ts'

export interface SecretFound {
  /** Where in the thing: `text`, `commands.0.text`. */
  field: string
  family: Family
  /** The first line is 1. */
  line: number
}

export function findSecrets(texts: unknown, skip: ReadonlySet<string> = NONE): SecretFound[] {
  const walk = (value: unknown, path: readonly string[]): SecretFound[] => {
    if (typeof value === 'string') return inText(value, path.join('.'))
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, inner]) =>
      skip.has(name) ? [] : walk(inner, [...path, name]),
    )
  }
  return walk(texts, [])
}

const NONE: ReadonlySet<string> = new Set()

const inText = (text: string, field: string): SecretFound[] =>
  redact(text).masked.map(({ family, start }) => ({
    ...{ field, family },
    line: text.slice(0, start).split('\n').length,
  }))
