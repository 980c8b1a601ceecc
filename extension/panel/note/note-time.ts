/**
 * The time entry that goes with the note shown: asked for or left, and changed by a person.
 *
 * What is offered is looked up, so it may come when another kind of note is shown, or when the
 * person has said something else since: then it is late, and nothing of it is taken.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { TimeKeeper } from './kept-time.ts'
import type { NoteDeps, NoteState, NoteStore } from './note-state.ts'

export function createNoteTime(
  { getState: get, setState: set }: Pick<StoreApi<NoteState>, 'getState' | 'setState'>,
  { startingTime }: Pick<NoteDeps, 'startingTime'>,
  times: TimeKeeper,
): Pick<NoteStore, 'setTime' | 'changeTime'> {
  /** Rises with each thing that is said of it. */
  let said = 0
  return {
    async setTime(isOn) {
      said += 1
      const asked = said
      const { kind, writeId } = get()
      if (!isOn) {
        set({ time: null, rounding: null })
        return times.forget(kind)
      }
      const offer = await startingTime(writeId)
      if (asked !== said || get().kind !== kind) return
      set({ time: offer?.time ?? null, rounding: offer?.rounding ?? null })
    },
    changeTime(time) {
      said += 1
      set({ time })
      void times.keep(get().kind, time)
    },
  }
}
