/** A screen with nothing on it yet: what it is for and what brings something here. */
import type { ReactNode } from 'react'

export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-8 text-center">
      <span aria-hidden="true" className="text-faint [&_svg]:size-7 [&_svg]:stroke-[1.5]">
        {icon}
      </span>
      <h2 className="text-title font-semibold">{title}</h2>
      <p className="max-w-72 text-muted text-balance">{children}</p>
      {action}
    </div>
  )
}
