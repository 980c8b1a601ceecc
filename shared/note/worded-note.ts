/**
 * A note as a model words it: sentences, each with the labels it says it rests on.
 *
 * The model is given what the record composes, section by section, and what each sentence of
 * it rests on. It may word these better and put several into one; it never adds. What it
 * returns is looked at by `gate-words.ts`, and what passes takes the place of the record's own
 * words (`apply-words.ts`), which stay wherever it does not.
 */
import * as z from 'zod/mini'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { StatementKind } from '../session/statement.ts'
import type { ComposedNote } from './note.ts'
import { REPORT_LEAD, TOLD_AT, withoutStop } from './wording.ts'

/** All required, flat, no unions: what structured output takes. */
export const WordedNote = z.object({
  sentences: z.array(
    z.object({ section: z.string(), text: z.string(), evidence: z.array(z.string()) }),
  ),
})
export type WordedNote = z.infer<typeof WordedNote>
export type WordedSentence = WordedNote['sentences'][number]

/** What one label stands for: the words a sentence is held against, and the ids it then rests on. */
export interface EvidenceItem {
  label: string
  ids: readonly string[]
  text: string
  kind: StatementKind | 'problem'
}

/** A section as the model is shown it and names it. */
export interface WordableSection {
  key: string
  heading: string | null
  items: EvidenceItem[]
}

/** Sections in which a sentence says why it happened or what made it well. */
export const IS_CLAIM = /^(root_cause|resolution)/

/**
 * What of a composed note may be worded anew: the sentences that rest on statements. What
 * rests on the record as a whole (outcome, absences) and what did not help stay as they are.
 */
export function wordableSections(
  session: Session,
  note: ComposedNote,
  sessionId: string,
): WordableSection[] {
  const ledger = new Map(ledgerOf(session).map((s) => [s.id, s]))
  return note.sections.map((section, i) => ({
    key: keyOfSection(section.heading, i),
    heading: section.heading,
    items: section.sentences.flatMap((sentence): EvidenceItem[] => {
      if (sentence.evidence.includes(sessionId) || sentence.evidence.length !== 1) return []
      const statement = ledger.get(sentence.evidence[0] ?? '')
      if (!statement || !MAY_BE_WORDED.has(statement.kind)) return []
      if (!isToldBy(sentence.text, statement.text)) return []
      return [
        {
          label: `F${statement.no}`,
          ids: [statement.id],
          text: statement.text,
          kind: statement.kind,
        },
      ]
    }),
  }))
}

/**
 * Whether a sentence says what its statement says and nothing else. One may also say something of
 * its own and only rest on it, as a cause rests on what has shown it: that stays as it is.
 */
export const isToldBy = (sentence: string, statement: string): boolean =>
  withoutStop(withoutLead(sentence)) === withoutStop(statement)

const withoutLead = (sentence: string): string => {
  const told = sentence.replace(TOLD_AT, '')
  return told.startsWith(REPORT_LEAD) ? told.slice(REPORT_LEAD.length) : told
}

/** `ROOT CAUSE (confirmed)` is `root_cause`; the one section of a plain text is `text`. */
export const keyOfSection = (heading: string | null, at: number): string =>
  heading === null
    ? at === 0
      ? 'text'
      : `text_${at + 1}`
    : heading
        .replace(/\(.*\)/, '')
        .trim()
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')

/** A dead end is told to the letter, so that nobody walks it again; so is what is to be done. */
const MAY_BE_WORDED: ReadonlySet<StatementKind> = new Set([
  'report',
  'observation',
  'action',
  'test',
  'decision',
  'authorisation',
  'communication',
  'hypothesis',
  'cause',
])
