/**
 * The plain text box of builds before the rich editor. No public trace shows one alive, so
 * every way of telling the page is used: its own script reads the value on `change`.
 */

/** Longer texts are set at once: typing them in grows with the square of the length. */
const MAX_TYPED_CHARACTERS = 8_000

/** Adds text behind what is there; returns what now stands in the box. */
export function appendToBox(box: HTMLTextAreaElement, text: string): string {
  const wanted = box.value + text
  box.focus({ preventScroll: true })
  box.setSelectionRange(box.value.length, box.value.length)
  // Typing keeps the box's own undo; it is safe here, unlike in a rich editor.
  if (text.length <= MAX_TYPED_CHARACTERS)
    box.ownerDocument.execCommand?.('insertText', false, text)
  if (box.value !== wanted) setBox(box, wanted)
  else tellPage(box)
  return box.value
}

export function setBox(box: HTMLTextAreaElement, value: string): void {
  // React and some builds of the page lay their own property over the element's.
  const property = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
  property?.set?.call(box, value)
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
  tellPage(box)
}

function tellPage(box: HTMLTextAreaElement): void {
  box.dispatchEvent(new Event('change', { bubbles: true }))
  box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }))
  box.dispatchEvent(new FocusEvent('blur'))
}
