/**
 * What is typed into one field of a session's work, kept while it is typed: drawn at once, filled
 * in with what was kept as soon as that is read, unless something was typed before.
 */
import { useEffect, useState } from 'react'
import { usePanelState } from '../PanelContext.tsx'
import { useTextKeeper } from '../use-text-keeper.ts'
import { WRITTEN, type Writing, type Written } from './writing.ts'

export interface KeptText {
  text: string
  type: (text: string) => void
  /** It is recorded, or was left. */
  forget: () => void
}

export function useKeptText(field: string, startsWith = ''): KeptText {
  const [text, setText] = useState(startsWith)
  const keeper = useTextKeeper(field, (kept) => {
    if (kept) setText((typed) => (typed === startsWith ? kept : typed))
  })
  return {
    text,
    type(typed) {
      setText(typed)
      keeper.current?.keep(typed)
    },
    forget: () => void keeper.current?.forget(),
  }
}

/** What is being written beside the step; half written when the panel closed, it is open again. */
export function useWriting(offered: readonly Written[] = WRITTEN) {
  const db = usePanelState((state) => state.world?.db)
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const [writing, setWriting] = useState<Writing>(null)
  useEffect(() => {
    if (!db || !sessionId) return
    let isDrawn = true
    void Promise.all(offered.map((field) => db.drafts.get([sessionId, field]))).then((rows) => {
      const half = offered.find((_, i) => rows[i])
      if (isDrawn && half) setWriting((now) => now ?? half)
    })
    return () => {
      isDrawn = false
    }
  }, [db, sessionId, offered])
  return [writing, setWriting] as const
}
