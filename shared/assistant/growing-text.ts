/**
 * Restores tokens in a text that arrives in pieces: what could still become a token is held
 * back until it is one or can be none. Everything else is given on at once.
 */

const KINDS = ['person', 'mail', 'phone', 'host', 'address', 'words'] as const
export type TokenKind = (typeof KINDS)[number]

/** Every token that may be given out. */
export const TOKEN = new RegExp(String.raw`\[(?:${KINDS.join('|')}) \d{1,6}[a-z]{0,4}\]`, 'g')

/** An end of a text that could be the beginning of one. */
const BEGUN = new RegExp(
  String.raw`\[(?:${KINDS.map(begun).join('|')}|(?:${KINDS.join('|')})(?: (?:\d{1,6}[a-z]{0,4})?)?)?$`,
)

/** `mail` → `m(?:a(?:i)?)?` */
function begun(kind: string): string {
  return [...kind.slice(0, -1)].reduceRight((rest, letter) => `${letter}(?:${rest})?`, '')
}

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
      held = BEGUN.exec(text.slice(-LONGEST))?.[0] ?? ''
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
