/**
 * The editors that are in the document now, and what each of them holds in its own state. The
 * state is what would be saved; the text one can see may differ from it.
 */
export type EditorReport = {
  kind: 'draft' | 'textarea'
  /** `new note`, `initial description`, `note`, `time notes`, `time internal notes`. */
  place: string
  ticketId: number
  /** One text per block, from the editor's state. */
  blocks: string[]
  /** The same as far as the document shows it. */
  shownBlocks: string[]
  caret: { block: number; offset: number }
  hasFocus: boolean
  isVisible: boolean
}

const open = new Set<() => EditorReport>()

/** Returns the act of taking it off the list again. */
export function registerEditor(report: () => EditorReport): () => void {
  open.add(report)
  return () => open.delete(report)
}

export function editorState(): EditorReport[] {
  return [...open].map((report) => report())
}
