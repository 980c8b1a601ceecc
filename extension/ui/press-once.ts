/**
 * One press for what a double click would do twice.
 *
 * What stands under the pointer is another thing after the first click: the answer of the next step,
 * the next row. The second click of a double click was never meant for that. The browser counts
 * clicks by place and time, whatever is drawn meanwhile; a key counts as none. Some let it count long
 * apart: who presses one step after the other at the same place is not made to wait.
 */
import type { MouseEvent, MouseEventHandler } from 'react'

const DOUBLE_MS = 350

/** When the last press was taken, by the page's clock; whatever was under it. */
let takenMs = Number.NEGATIVE_INFINITY

export const pressOnce =
  <E extends Element>(onClick: MouseEventHandler<E> | undefined): MouseEventHandler<E> =>
  (event: MouseEvent<E>) => {
    if (event.detail > 1 && event.timeStamp - takenMs < DOUBLE_MS) return event.preventDefault()
    takenMs = event.timeStamp
    onClick?.(event)
  }
