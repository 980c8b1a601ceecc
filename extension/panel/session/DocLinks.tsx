/** Documentation for a step. Opening one is recorded as consulted. */
import { ExternalLink } from 'lucide-react'
import type { DocLink } from '#shared/flow/flow.ts'
import { usePanel } from '../PanelContext.tsx'

export function DocLinks({ links }: { links: readonly DocLink[] }) {
  const { walk } = usePanel()
  if (links.length === 0) return null
  return (
    <ul aria-label="Documentation" className="flex flex-col gap-0.5 border-t border-line pt-2">
      {links.map((link) => (
        <li key={link.url}>
          <button
            type="button"
            onClick={() => void walk.openLink(link)}
            className="flex w-full items-baseline gap-1.5 rounded-sm text-left text-small text-accent-ink hover:underline"
          >
            <ExternalLink aria-hidden="true" className="size-3 shrink-0 translate-y-px" />
            <span className="min-w-0 break-words">
              {link.title}{' '}
              <span className="text-fine text-faint">
                {new URL(link.url).host}
                {link.grade === 'unverified' && ' · not verified'}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
