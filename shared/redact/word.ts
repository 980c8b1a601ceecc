/** A word of the sentence after a label, as `sentence.ts` reads it and a page remembers it. */
import type { Value } from './value.ts'

export interface Word {
  value: Value
  /** The window it was read in, and where in the page that begins: its places count from there. */
  text: string
  from: number
  /** Where the next word is looked for. */
  next: number
  role: number
  /** A colon or an equals sign follows. */
  colon: boolean
  /** The sentence ends behind it. */
  ends: boolean
}
