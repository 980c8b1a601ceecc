/**
 * How every text of a session is masked before it leaves: without the secrets that any text shows,
 * and without the passages that a person has marked in this session.
 */
import { type Redacted, redact } from '../redact/redact.ts'
import type { Session } from './session.ts'

/** Null before there is a session. */
export type Marking = Pick<Session, 'marked'> | null | undefined

export const redactIn = (of: Marking, text: string): Redacted =>
  redact(text, { extraTerms: of?.marked ?? [] })

export const maskIn =
  (of: Marking) =>
  (text: string): string =>
    redactIn(of, text).text
