/**
 * A password to be handed over by phone: four groups of letters and digits that nobody mistakes
 * for one another, some 98 random bits in all. The randomness is handed in.
 */

/** Without 0, 1, i, l, o and u: read aloud and typed off paper. */
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz'
const GROUPS = 4
const GROUP = 5

/** Gives as many random bytes as it is asked for. */
export type RandomBytes = (count: number) => Uint8Array

export function makePassword(random: RandomBytes): string {
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP) {
    for (const byte of random(GROUPS * GROUP * 2)) {
      // What lies beyond the last whole round would make some letters likelier than others.
      const letter = byte < FAIR ? LETTERS[byte % LETTERS.length] : undefined
      if (letter) letters.push(letter)
    }
  }
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  ).join('-')
}

const FAIR = 256 - (256 % LETTERS.length)
