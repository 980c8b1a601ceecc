/** What stands beside a step, under its name: what to note before, how to go back. */
import type { ReactNode } from 'react'

export function Aside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-l-2 border-line pl-2.5 text-muted">
      <p className="text-fine font-semibold tracking-wide text-faint uppercase">{title}</p>
      {children}
    </div>
  )
}
