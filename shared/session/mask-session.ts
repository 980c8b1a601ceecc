/**
 * How every text of a session is masked before it leaves: without the secrets that any text shows,
 * and without the words that a person has marked in this session.
 */
import { findHidden } from '../redact/find-hidden.ts'
import { type Redacted, redact } from '../redact/redact.ts'
import type { Mark, Session } from './session.ts'

/** Null before there is a session. */
export type Marking = Pick<Session, 'marks'> | null | undefined

export const redactIn = (of: Marking, text: string): Redacted =>
  redact(text, { marked: of?.marks.map(({ words }) => words) ?? [] })

export const maskIn =
  (of: Marking) =>
  (text: string): string =>
    redactIn(of, text).text

/** Whether these very words are what was marked. */
export const isMarkOf = (marked: Mark['words'], words: string): boolean =>
  typeof marked === 'string'
    ? marked === words
    : marked.length === words.length && findHidden(words, [marked]).length > 0
