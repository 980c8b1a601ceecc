/** Whichever of a control's nested elements listens, a click on the innermost passes it. */
export function innermost(control: HTMLElement): HTMLElement {
  let inner = control
  while (inner.firstElementChild instanceof HTMLElement) inner = inner.firstElementChild
  return inner
}
