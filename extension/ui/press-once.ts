/**
 * One press for what a double click would do twice.
 *
 * What stands under the pointer is another thing after the first click: the answer of the next step,
 * the next row. The second click of a double click was never meant for that. The browser counts
 * clicks by place and time, whatever is drawn meanwhile; a key counts as none.
 */
import type { MouseEvent, MouseEventHandler } from 'react'

export const pressOnce =
  <E extends Element>(onClick: MouseEventHandler<E> | undefined): MouseEventHandler<E> =>
  (event: MouseEvent<E>) => {
    if (event.detail > 1) event.preventDefault()
    else onClick?.(event)
  }
