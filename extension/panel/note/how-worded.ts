/** How the words that are about to be written came about, in counts: see `HowWorded`. */
import { countChangedWords, type HowWorded } from '#shared/note/how-worded.ts'
import type { Composed, NoteState } from './note-state.ts'
import { type PreviewState, wordsFor } from './preview-store.ts'

export function howWorded(
  wording: PreviewState,
  stateVersion: number,
  { kind, own }: Pick<NoteState, 'kind' | 'own'>,
  composed: Composed,
  text: string,
): HowWorded {
  const shown = wordsFor(wording, kind, stateVersion)
  const flagged = shown?.flagged.map((sentence) => sentence.text) ?? []
  const taken = new Set(wording.decided[kind]?.taken)
  const { words, changed } = countChangedWords(own?.from ?? composed.text, text)
  return {
    mode: shown?.mode ?? 'rules',
    flagged: flagged.length,
    taken: flagged.filter((sentence) => taken.has(sentence)).length,
    words,
    changedWords: changed,
  }
}
