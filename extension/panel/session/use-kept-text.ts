/**
 * What is typed into one field of a session's work, kept while it is typed: drawn at once, filled
 * in with what was kept as soon as that is read, unless something was typed before.
 */
import { useEffect, useState } from 'react'
import { usePanelState } from '../PanelContext.tsx'
import { useTextKeeper } from '../use-text-keeper.ts'
import { fieldOf, OF_STEP, WRITTEN, type Writing, type Written } from './writing.ts'

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

/** The short fields of one form, kept as one text. */
export function useKeptLines(field: string, startsWith: readonly string[]) {
  const { text, type, forget } = useKeptText(field, JSON.stringify(startsWith))
  return {
    lines: readFields(text),
    type: (lines: readonly string[]) => type(JSON.stringify(lines)),
    forget,
  }
}

function readFields(kept: string): string[] {
  try {
    const read: unknown = JSON.parse(kept)
    if (Array.isArray(read)) return read.map(String)
  } catch {
    // Masked in a way that no list is any more: it is all in the first field.
  }
  return [kept]
}

/**
 * What is being written beside the step; half written when the panel closed, it is open again.
 * What is said of a step closes when one goes on, and is there again when one is back at it.
 */
export function useWriting({
  offered = WRITTEN,
  place,
}: {
  offered?: readonly Written[]
  /** Of the step one stands at. */
  place?: string | undefined
} = {}) {
  const db = usePanelState((state) => state.world?.db)
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const [begun, begin] = useState<{ writing: Writing; place: string | undefined }>()
  const isHere = begun && (begun.place === place || !OF_STEP.has(begun.writing))
  useEffect(() => {
    if (!db || !sessionId) return
    let isDrawn = true
    const fields = offered.map((one) => fieldOf(one, place))
    void Promise.all(fields.map((field) => db.drafts.get([sessionId, field]))).then((rows) => {
      const half = offered.find((_, i) => rows[i])
      if (!isDrawn || !half) return
      begin((now) => (now?.writing && now.place === place ? now : { writing: half, place }))
    })
    return () => {
      isDrawn = false
    }
  }, [db, sessionId, offered, place])
  const setWriting = (writing: Writing) => begin({ writing, place })
  return [isHere ? begun.writing : null, setWriting] as const
}
