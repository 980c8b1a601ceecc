/** Masks what is typed or pasted as it will be recorded: in the session in front, where there is one. */
import { useCallback } from 'react'
import { type MaskedText, maskText } from './mask.ts'
import { usePanel } from './PanelContext.tsx'

export function useMask(): (text: string) => Promise<MaskedText> {
  const { store } = usePanel()
  return useCallback(
    (text) => maskText(text, store.getState().session?.getState().session),
    [store],
  )
}
