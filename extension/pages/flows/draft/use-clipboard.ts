/**
 * Copy, cut and paste of what is picked in a drawing. In a field, and where words are marked, the
 * clipboard stays the browser's.
 */
import { useEffect, useEffectEvent } from 'react'

interface Hands {
  /** What is picked, as text for the clipboard. */
  copied: () => string | undefined
  onCut: () => void
  /** Whether it was something of ours. */
  onPaste: (text: string) => boolean
}

export function useClipboard(hands: Hands): void {
  const hear = useEffectEvent((event: ClipboardEvent) => {
    if (isInField(event.target) || !event.clipboardData) return
    if (event.type === 'paste') {
      if (hands.onPaste(event.clipboardData.getData('text/plain'))) event.preventDefault()
      return
    }
    const text = getSelection()?.isCollapsed === false ? undefined : hands.copied()
    if (text === undefined) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    if (event.type === 'cut') hands.onCut()
  })
  useEffect(() => {
    for (const type of TYPES) document.addEventListener(type, hear)
    return () => {
      for (const type of TYPES) document.removeEventListener(type, hear)
    }
  }, [])
}

const TYPES = ['copy', 'cut', 'paste'] as const

const isInField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
