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
