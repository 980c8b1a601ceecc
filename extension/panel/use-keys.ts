/**
 * Listens for the panel's keys while a component is shown.
 *
 * The latest to listen is asked first, so that a card in front takes a key before the screen
 * behind it; what waits for an answer (a question, the second key of two) is asked before all. Nothing fires while somebody types, inside a dialog, or on a control that has
 * its own meaning for the key.
 */
import { useLayoutEffect, useRef } from 'react'
import { type KeyAct, readKey } from '../ui/keys.ts'

/** Returns false to let the one behind have it. */
export type OnKeys = Partial<Record<KeyAct, (digit: number) => unknown>>

interface Listener {
  latest: { current: OnKeys }
  isFirst: boolean
}
const listeners: Listener[] = []

export function useKeys(onKeys: OnKeys, { isFirst = false } = {}): void {
  const latest = useRef(onKeys)
  latest.current = onKeys
  // What is drawn answers its keys from that moment on.
  useLayoutEffect(() => {
    const listener = { latest, isFirst }
    if (listeners.length === 0) addEventListener('keydown', hear)
    listeners.push(listener)
    return () => {
      listeners.splice(listeners.indexOf(listener), 1)
      if (listeners.length === 0) removeEventListener('keydown', hear)
    }
  }, [isFirst])
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const press = readKey(event)
  if (!press || isTakenBy(event.target, press.act)) return
  const inOrder = listeners.toReversed().sort((a, b) => Number(b.isFirst) - Number(a.isFirst))
  for (const { latest } of inOrder) {
    const act = latest.current[press.act]
    if (act && act(press.digit ?? 0) !== false) {
      event.preventDefault()
      return
    }
  }
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}

function isTakenBy(target: EventTarget | null, act: KeyAct): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (act === 'close') return target.closest('[role="dialog"], [role="menu"]') !== null
  if (act === 'write') return target.closest('[role="dialog"]') !== null
  if (isTyping(target) || target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) {
    return true
  }
  // A focused button does what it says when Enter is pressed on it.
  return act === 'next' && target.closest('button, a, [role="tab"]') !== null
}
