/**
 * A composed note without what must not go out, sentence by sentence, so that each still rests on
 * its evidence. All of it is masked at once: the same word is the same placeholder throughout.
 */
import type { ComposedNote } from './note.ts'

/** Stands in no text. */
const BETWEEN = '\n\u{F0000}\n'

export function maskNote(note: ComposedNote, mask: (text: string) => string): ComposedNote {
  const texts = note.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text))
  const masked = mask(texts.join(BETWEEN)).split(BETWEEN)
  // What was masked goes from one sentence into the next: the rendered text says it.
  if (masked.length !== texts.length) return note
  let at = 0
  return {
    ...note,
    sections: note.sections.map((section) => ({
      ...section,
      sentences: section.sentences.map((sentence) => ({ ...sentence, text: masked[at++] ?? '' })),
    })),
  }
}
