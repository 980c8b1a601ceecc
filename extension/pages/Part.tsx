/** One part of a page under its heading, with what to know about it beside. */
import { type ReactNode, useId } from 'react'

export function Part({
  title,
  about,
  children,
}: {
  title: string
  about?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid gap-3 border-b border-line py-5 last:border-0 page:grid-cols-[15rem_1fr] page:gap-8"
    >
      <div className="flex flex-col gap-1">
        <h2 id={id} className="text-title font-semibold">
          {title}
        </h2>
        {about && <p className="text-small text-muted">{about}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
    </section>
  )
}
