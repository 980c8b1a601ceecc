/**
 * Notices when something other than a person's typing or the editor itself has changed the
 * editor's content: `execCommand` from a program, or nodes moved by hand. The real editor breaks
 * at some of these; with the switch on, it goes at all of them. A paste never gets here: the
 * editor takes it over before the document changes.
 *
 * Returns the act of looking away.
 */
export function watchForeignHands(
  host: HTMLElement,
  texts: () => string[],
  goAway: () => void,
): () => void {
  let isKeyDown = false
  let isComposing = false
  const watch = (event: Event) => {
    if (event.type === 'keydown') isKeyDown = true
    if (event.type === 'keyup') isKeyDown = false
    if (event.type === 'compositionstart') isComposing = true
    if (event.type === 'compositionend') isComposing = false
    if (event instanceof InputEvent && event.type === 'input' && !isByPerson(event)) goAway()
  }
  const isByPerson = (event: InputEvent) =>
    isKeyDown || isComposing || event.isComposing || byMouse.has(event.inputType)
  const compare = () => {
    if (isComposing || !host.isConnected) return
    const shown = [...host.querySelectorAll('[contenteditable]')].map((e) => e.textContent ?? '')
    if (shown.join('') !== texts().join('')) goAway()
  }
  const observer = new MutationObserver(() => setTimeout(compare, editorSettlesInMs))
  observer.observe(host, { childList: true, characterData: true, subtree: true })
  for (const type of watched) host.addEventListener(type, watch, true)
  return () => {
    observer.disconnect()
    for (const type of watched) host.removeEventListener(type, watch, true)
  }
}

const watched = ['keydown', 'keyup', 'compositionstart', 'compositionend', 'input']
/** What a person can do without a key: the menu, the mouse, the spelling checker. */
const byMouse = new Set(['deleteByCut', 'insertFromDrop', 'insertReplacementText'])
/** The editor lets the browser type first and takes it over a moment later. */
const editorSettlesInMs = 20
