/**
 * The few things we do to a Draft.js editor, all from outside of the page's own script.
 *
 * Its text lives in its state; the document only shows it. Changing the document, or
 * `execCommand`, makes the two part: the editor crashes, or a save loses lines. It takes a
 * `paste` event like a real one, at the caret that it remembers. While the page has no focus,
 * which is the normal case beside a side panel, it remembers no caret of ours unless it also
 * hears that it was focused: React 16 listens for `focus`, later ones for `focusin`.
 * Measured on Draft.js 0.10.5 and 0.11.7 with React 16 to 18.
 */
import { EDITOR_BLOCK } from './selectors.ts'

/** The text of each block, in order. */
export function blockTexts(editor: Element): string[] {
  return [...editor.querySelectorAll(EDITOR_BLOCK)].map((block) => block.textContent ?? '')
}

/** Puts the caret behind the last character. The editor learns of it only after a pause. */
export function placeCaretAtEnd(editor: HTMLElement): void {
  editor.focus({ preventScroll: true })
  const page = editor.ownerDocument
  if (!page.hasFocus()) {
    editor.dispatchEvent(new FocusEvent('focus'))
    editor.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  }
  const end = page.createRange()
  end.selectNodeContents(editor)
  end.collapse(false)
  const selection = page.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(end)
}

export function isCaretAtEnd(editor: HTMLElement): boolean {
  const page = editor.ownerDocument
  const selection = page.getSelection()
  const at = selection?.focusNode
  if (!selection?.isCollapsed || !at || !editor.contains(at)) return false
  const last = [...editor.querySelectorAll(EDITOR_BLOCK)].at(-1)
  if (last && !last.contains(at) && !at.contains(last)) return false
  const rest = page.createRange()
  rest.setStart(at, selection.focusOffset)
  rest.setEnd(editor, editor.childNodes.length)
  return rest.toString() === ''
}

/** Plain text only: from HTML the editor would make what it likes. True when it was taken. */
export function paste(editor: HTMLElement, text: string): boolean {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  editor.dispatchEvent(event)
  return event.defaultPrevented
}

/** The editor's own undo, by its key. A paste is one step of its history. */
export function pressUndo(editor: HTMLElement): void {
  const isMac = /mac/i.test(navigator.userAgent)
  editor.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: 'z',
      code: 'KeyZ',
      keyCode: 90,
      which: 90,
      ctrlKey: !isMac,
      metaKey: isMac,
      bubbles: true,
      cancelable: true,
    }),
  )
}
