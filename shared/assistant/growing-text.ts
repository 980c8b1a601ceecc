/**
 * Restores tokens in a text that arrives in pieces: what could still become a token is held
 * back until it is one or can be none. Everything else is given on at once.
 */

/** Every token that may be given out. */
export const TOKEN = /\[(?:person|mail|phone|words) \d{1,6}[a-z]{0,4}\]/g
/** An end of a text that could be the beginning of one. */
const BEGUN =
  /\[(?:p?|pe|per|pers|perso|ph|pho|phon|m|ma|mai|w|wo|wor|word|(?:person|mail|phone|words)(?: (?:\d{1,6}[a-z]{0,4})?)?)$/

export interface GrowingText {
  /** The part that is certain by now. */
  push: (piece: string) => string
  /** What was held back. */
  end: () => string
}

export function readGrowing(restore: (text: string) => string): GrowingText {
  let held = ''
  return {
    push(piece) {
      const text = held + piece
      const begun = BEGUN.exec(text.slice(-LONGEST))
      held = begun?.[0] ?? ''
      return restore(text.slice(0, text.length - held.length))
    },
    end() {
      const rest = restore(held)
      held = ''
      return rest
    },
  }
}

/** As long as a token can be. */
const LONGEST = 24
