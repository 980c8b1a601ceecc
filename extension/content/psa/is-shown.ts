/**
 * Whether a person can see an element.
 *
 * ConnectWise keeps screens of other tickets in the document: not displayed, invisible, with
 * no size, or moved thousands of pixels out of the page. What is merely scrolled out of view
 * counts as shown.
 */
export type IsShown = (element: Element) => boolean

/** GXT hides by moving to -10000; no scrolled part of a ticket is as far away. */
const FAR_OUT_PX = 5_000

export function isShown(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  const box = element.getBoundingClientRect()
  if (box.width <= 0 || box.height <= 0) return false
  return box.right + scrollX > -FAR_OUT_PX && box.left + scrollX < FAR_OUT_PX * 4
}
