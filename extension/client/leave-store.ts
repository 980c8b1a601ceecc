/**
 * Signing out, from the wish to the end of it: what waits is sent first, and the person is signed
 * out as soon as nothing of theirs is here alone. What cannot be sent, or not now, is told, and
 * they say what becomes of it: kept here for them, or deleted. Nothing is lost unasked, and nothing
 * is left behind unasked.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Keeps } from './leave.ts'
import { sendAll } from './send-all.ts'
import type { SessionDeps } from './session-deps.ts'
import { canBeSent, isAllSafe, readWhatWaits, type WhatWaits } from './what-waits.ts'

export interface LeaveState {
  /** `asking`: what is left is for the person to decide. */
  step: 'staying' | 'looking' | 'sending' | 'asking' | 'leaving'
  /** What is in this browser alone; null before it was looked at. */
  waits: WhatWaits | null
  /** Why it could not be sent, with what to do. */
  trouble: string | null
}

export interface LeaveStore extends StoreApi<LeaveState> {
  /** Signs out, now or as soon as all has arrived. Called again, it tries to send again. */
  begin(): Promise<void>
  /** Turns away from it; what is being sent goes on by itself. */
  stay(): void
  /** Signs out with what waits as it is. */
  end(keeps: Keeps): Promise<void>
}

export interface LeaveStoreDeps {
  session: SessionDeps
  /** Has the clocks of all panels stop, so that what was worked is in the record. */
  stopClocks: () => void
  leave: (keeps: Keeps) => Promise<void>
}

const STAYING: LeaveState = { step: 'staying', waits: null, trouble: null }
const NONE: WhatWaits = { entries: 0, notes: 0, files: 0, handovers: 0, refused: 0, texts: 0 }

export function createLeaveStore({ session, stopClocks, leave }: LeaveStoreDeps): LeaveStore {
  const store = createStore<LeaveState>(() => STAYING)
  let going = new AbortController()

  const end = async (keeps: Keeps) => {
    going.abort()
    store.setState({ step: 'leaving' })
    await leave(keeps)
    store.setState(STAYING)
  }

  const begin = async () => {
    going.abort()
    going = new AbortController()
    const { signal } = going
    const look = async () => {
      const waits = await readWhatWaits(session.db)
      if (!signal.aborted) store.setState({ waits })
      return waits
    }
    stopClocks()
    store.setState({ step: 'looking', trouble: null })
    try {
      if (canBeSent(await look()) && !signal.aborted) store.setState({ step: 'sending' })
      const unhear = session.channel.hear(() => void look())
      const trouble = await sendAll(session, signal).finally(unhear)
      const left = await look()
      if (signal.aborted) return
      if (isAllSafe(left)) return await end('nothing')
      store.setState({ step: 'asking', trouble: trouble?.message ?? null })
    } catch (error) {
      // Nobody is held back by a store that cannot be read.
      const why = error instanceof Error ? error.message : String(error)
      const trouble = `This browser could not say what it keeps of your work (${why}).`
      store.setState(({ waits }) => ({ step: 'asking', waits: waits ?? NONE, trouble }))
    }
  }

  return Object.assign(store, {
    begin,
    stay() {
      going.abort()
      store.setState(STAYING)
    },
    end,
  })
}
