/**
 * The keys that every editor has: save, undo, redo. Undo is ours also in a field, so that what was
 * typed and what was drawn is taken back in one order.
 */
import { useEffect } from 'react'
import type { FlowEditor } from './editor-state.ts'

export function useDraftKeys(editor: FlowEditor): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const act = actOf(event)
      if (!act || (act !== 'save' && isOtherField(event.target))) return
      event.preventDefault()
      if (act === 'save') void editor.save()
      else editor[act]()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [editor])
}

/** What is typed there is no part of the draft. */
const isOtherField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-own-undo], [role="dialog"]') !== null

function actOf({ key, shiftKey }: KeyboardEvent): 'save' | 'undo' | 'redo' | undefined {
  switch (key.toLowerCase()) {
    case 's':
      return shiftKey ? undefined : 'save'
    case 'z':
      return shiftKey ? 'redo' : 'undo'
    case 'y':
      return 'redo'
    default:
      return undefined
  }
}
