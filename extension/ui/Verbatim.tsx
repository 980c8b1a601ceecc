/** A text to the letter, in a frame of its own when it is long: Tab stops at it, keys scroll it. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export function Verbatim({ className, children }: { className: string; children: ReactNode }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled is reached by key
      tabIndex={0}
      className={classNames(
        'overflow-auto font-mono break-words whitespace-pre-wrap select-text',
        className,
      )}
    >
      {children}
    </pre>
  )
}
