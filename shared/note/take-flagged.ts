/**
 * Sentences of the model that words alone cannot hold against the record and no judge has cleared:
 * shown to the technician, who takes each one or leaves it. A sentence taken stands where the
 * record's own would, and rests on the same.
 *
 * One that would change nothing is not shown: what it rests on is told already.
 */

import { applyWords } from './apply-words.ts'
import type { Flagged } from './contract.ts'
import type { ComposedNote } from './note.ts'

/** The note with these sentences in it, as far as each still has a place there. */
export const takeFlagged = (note: ComposedNote, taken: readonly Flagged[]): ComposedNote =>
  taken.reduce((before, sentence) => applyWords(before, [sentence]), note)

export const hasPlace = (note: ComposedNote, sentence: Flagged): boolean =>
  textsOf(applyWords(note, [sentence])) !== textsOf(note)

const textsOf = ({ sections }: ComposedNote): string =>
  JSON.stringify(sections.map((section) => section.sentences.map(({ text }) => text)))
