/**
 * Keeps what is typed into one field of the session in front, or of something else with an id, for as
 * long as the field is drawn; masked as it would be recorded there.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { createTextKeeper, type TextKeeper } from '../client/kept-text.ts'
import { usePanelState } from './PanelContext.tsx'
import { useMask } from './use-mask.ts'

/** `tell` hears once what was kept before, which may be nothing. */
export function useTextKeeper(
  field: string,
  tell: (kept: string) => void,
  mask?: (text: string) => Promise<string>,
  of?: string,
): RefObject<TextKeeper | null> {
  const db = usePanelState((state) => state.world?.db)
  const sessionId = usePanelState((state) => of ?? state.session?.sessionId)
  const keeper = useRef<TextKeeper>(null)
  const maskHere = useMask()
  const asRecorded = async (text: string) => (await maskHere(text)).text
  const latest = useRef({ tell, mask: mask ?? asRecorded })
  latest.current = { tell, mask: mask ?? asRecorded }
  useEffect(() => {
    if (!db || !sessionId) return
    const deps = { db, mask: (text: string) => latest.current.mask(text), now, later }
    const made = createTextKeeper(deps, sessionId, field)
    keeper.current = made
    let isDrawn = true
    void made.read().then((kept) => isDrawn && latest.current.tell(kept))
    return () => {
      isDrawn = false
      // Somebody who signs out takes the shelf away.
      made.flush().catch(() => undefined)
    }
  }, [db, sessionId, field])
  return keeper
}

const now = (): string => new Date().toISOString()

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
