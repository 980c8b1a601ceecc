/** What the whole session is told in, before any form of export is made of it. */
import type { Attachment } from '../attachment/attachment.ts'

export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; facts: [name: string, value: string][] }
  /** Something that happened: time, words, and what belongs under it. */
  | {
      kind: 'entry'
      time: string
      text: string
      tags: string[]
      details: string[]
      /** For whoever has to compare it letter by letter; out of the way of all others. */
      fingerprint?: string
    }
  | { kind: 'code'; label: string; text: string }
  | { kind: 'text'; text: string }
  /** A file: told in words everywhere, and shown where its bytes are at hand. */
  | { kind: 'file'; text: string; file: Attachment }
