/**
 * An event without the secrets that somebody may have typed or pasted into it: the same in the
 * panel, before anything is kept, and in the API, which does not trust it.
 *
 * Gives what was masked beside it; undefined when the text would be too long with its secrets
 * masked.
 */
import { splitEnding } from '../attachment/split-ending.ts'
import type { Masked } from '../redact/redact.ts'
import { EventData, type EventType } from './event.ts'
import { type Marking, redactIn } from './mask-session.ts'

/** Texts that stand in a ticket are kept to the byte; they were looked at before that. */
const KEPT_TO_THE_BYTE: ReadonlySet<EventType> = new Set(['note_inserted', 'note_posting'])

/** What people write, by the names of the fields that hold it. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  'text',
  'body',
  'command',
  'where',
  'expect',
  'before',
  'undo',
  'ready',
  'tell',
  'exceptionWhen',
  'value',
  'knew',
  'title',
  'reason',
  'waitingFor',
  'told',
  'remark',
  'summary',
  'owner',
  'cause',
  'how',
  'why',
  'quote',
  'result',
  'choices',
  'steps',
  'wouldConfirm',
  'answer',
  'fileName',
  'impact',
  'access',
  'notDone',
  'asks',
  'firstMove',
  'understood',
  'firstStep',
  'note',
])

/** Of these every value is what people write; its name is given by a script. */
const FREE_VALUES: ReadonlySet<string> = new Set(['scriptValues', 'parameters'])

export function redactEvent(
  data: EventData,
  session: Marking,
): { data: EventData; masked: Masked[] } | undefined {
  const masked: Masked[] = []
  if (KEPT_TO_THE_BYTE.has(data.type)) return { data, masked }
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') {
      if (!FREE_TEXT.has(name) && !FREE_VALUES.has(name)) return value
      const [words, ending] = name === 'fileName' ? splitEnding(value) : [value, '']
      const clean = redactIn(session, words)
      masked.push(...clean.masked)
      return clean.text + ending
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, name))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [
        field,
        walk(inner, FREE_VALUES.has(name) ? name : field),
      ]),
    )
  }
  const clean = walk(data, '')
  if (masked.length === 0) return { data, masked }
  const parsed = EventData.safeParse(clean)
  return parsed.success ? { data: parsed.data, masked } : undefined
}
