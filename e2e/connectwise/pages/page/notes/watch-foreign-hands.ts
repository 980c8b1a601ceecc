/**
 * Notices when something other than a person's typing, a paste or the editor itself has changed
 * the editor's content: `execCommand` from a program, or nodes moved by hand. The real editor
 * breaks at some of these; with the switch on, it goes at all of them.
 *
 * Returns the act of looking away.
 */
export function watchForeignHands(
  host: HTMLElement,
  texts: () => string[],
  goAway: () => void,
): () => void {
  let handAtMs = Number.NEGATIVE_INFINITY
  let isComposing = false
  const hand = () => {
    handAtMs = performance.now()
  }
  const compose = (event: Event) => {
    isComposing = event.type !== 'compositionend'
    hand()
  }
  /** A key, a paste or a drop comes right before the input it causes; `execCommand` has none. */
  const check = () => {
    const sinceHandMs = performance.now() - handAtMs
    if (!isComposing && sinceHandMs > mostMsFromHandToInput) goAway()
  }
  const compare = () => {
    if (isComposing || !host.isConnected) return
    const shown = [...host.querySelectorAll('[contenteditable]')].map((e) => e.textContent ?? '')
    if (shown.join('') !== texts().join('')) goAway()
  }
  const observer = new MutationObserver(() => setTimeout(compare, 0))
  observer.observe(host, { childList: true, characterData: true, subtree: true })
  const hands = ['keydown', 'paste', 'cut', 'drop']
  const compositions = ['compositionstart', 'compositionupdate', 'compositionend']
  for (const type of hands) host.addEventListener(type, hand, true)
  for (const type of compositions) host.addEventListener(type, compose, true)
  host.addEventListener('input', check, true)
  return () => {
    observer.disconnect()
    for (const type of hands) host.removeEventListener(type, hand, true)
    for (const type of compositions) host.removeEventListener(type, compose, true)
    host.removeEventListener('input', check, true)
  }
}

const mostMsFromHandToInput = 250
