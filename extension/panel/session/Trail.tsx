/** Which flow one is in, and through which other flows one came. */
import { ChevronRight, Workflow } from 'lucide-react'
import type { PlaceInFlow } from '#shared/flow/walk.ts'

export function Trail({ trail }: { trail: PlaceInFlow['trail'] }) {
  return (
    <nav aria-label="Flow" className="px-0.5">
      <ol className="flex items-center gap-x-1 text-small whitespace-nowrap text-muted">
        <Workflow aria-hidden="true" className="mr-0.5 size-3.5 shrink-0 text-faint" />
        {trail.map(({ flowName }, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a flow may be entered twice; its depth is what it is
            key={i}
            title={flowName}
            className={`flex min-w-0 items-center gap-1 ${i < trail.length - 1 ? 'max-w-1/2 shrink' : ''}`}
          >
            {i > 0 && <ChevronRight aria-hidden="true" className="size-3 shrink-0 text-faint" />}
            <span
              aria-current={i === trail.length - 1 ? 'location' : undefined}
              className={`truncate ${i === trail.length - 1 ? 'font-medium text-ink' : ''}`}
            >
              {flowName}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
