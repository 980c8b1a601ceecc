import type { NoteDraft } from '#shared/session/session.ts'
import type { DraftRow } from '../../client/local-store.ts'

/** A note's text in a person's own words, and what it was begun from. */
export interface OwnText {
  text: string
  /** What the record composed when the text was begun; undefined for one written elsewhere. */
  from: string | undefined
  /** The state of the record then; undefined where that was not kept. */
  asOf: number | undefined
}

/**
 * Whether the record has moved on since the person began to write: it stands otherwise, and it
 * composes another text.
 */
export const isStale = (own: OwnText | null, composed: string, stateVersion: number): boolean =>
  own !== null &&
  own.from !== composed &&
  (own.asOf === undefined ? own.from !== undefined : own.asOf !== stateVersion)

/** The text that a person left last: in this browser, or told to the record from anywhere. */
export function ownTextOf(
  draft: NoteDraft | undefined,
  kept: DraftRow | undefined,
): OwnText | null {
  // The same words are kept with what they were begun from; the record does not know it.
  if (kept && (!draft || kept.at >= draft.at || kept.text === draft.text)) {
    return { text: kept.text, from: kept.from || undefined, asOf: kept.asOf }
  }
  return draft ? { text: draft.text, from: undefined, asOf: draft.stateVersion } : null
}
