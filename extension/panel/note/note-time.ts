/**
 * The time entry that goes with the note shown: asked for or left, and changed by a person.
 *
 * What is offered is looked up, so it may come when another kind of note is shown, when the
 * person has said something else since, or when the note is posted: then it is late, and nothing
 * of it is taken. While it is looked up the note is not posted, since it would go without it.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { TimeKeeper } from './kept-time.ts'
import type { NoteDeps, NoteState, NoteStore } from './note-state.ts'

export interface NoteTime extends Pick<NoteStore, 'setTime' | 'changeTime'> {
  /** Takes nothing any more of what is still looked up. */
  passOver(): void
}

export function createNoteTime(
  { getState: get, setState: set }: Pick<StoreApi<NoteState>, 'getState' | 'setState'>,
  { startingTime }: Pick<NoteDeps, 'startingTime'>,
  times: TimeKeeper,
): NoteTime {
  /** Rises with each thing that is said of it. */
  let said = 0
  const passOver = () => {
    said += 1
    set({ isTimeAsked: false })
  }
  return {
    passOver,
    async setTime(isOn, after) {
      passOver()
      const asked = said
      const { kind, writeId } = get()
      if (!isOn) {
        set({ time: null, rounding: null })
        return times.forget(kind)
      }
      set({ isTimeAsked: true })
      try {
        await after
        const offer = await startingTime(writeId)
        if (asked !== said) return
        set({ time: offer?.time ?? null, rounding: offer?.rounding ?? null })
      } finally {
        if (asked === said) set({ isTimeAsked: false })
      }
    },
    changeTime(time) {
      passOver()
      set({ time })
      void times.keep(get().kind, time)
    },
  }
}
