/** The frame of every full tab: where one is, where else one can go, who is signed in. */
import {
  CalendarCheck,
  ChartNoAxesColumn,
  FileCode,
  FileText,
  History,
  ListChecks,
  Settings2,
  Workflow,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import { usePage } from './page-context.ts'

const PAGES = {
  sessions: { label: 'Sessions', address: '/sessions.html', Icon: History },
  flows: { label: 'Flows', address: '/flows.html', Icon: Workflow },
  maintenance: { label: 'Maintenance', address: '/maintenance.html', Icon: CalendarCheck },
  steps: { label: 'Steps', address: '/steps.html', Icon: ListChecks },
  scripts: { label: 'Scripts', address: '/scripts.html', Icon: FileCode },
  articles: { label: 'Articles', address: '/articles.html', Icon: FileText },
  numbers: { label: 'Numbers', address: '/numbers.html', Icon: ChartNoAxesColumn },
  settings: { label: 'Settings', address: '/settings.html', Icon: Settings2 },
}
export type PageName = keyof typeof PAGES

export function PageFrame({ name, children }: { name: PageName; children: ReactNode }) {
  const { account } = usePage()
  return (
    <div className="mx-auto flex min-h-dvh max-w-4xl flex-col px-4 wide:px-6 has-data-wide:max-w-none">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
        <span className="text-title font-semibold">ResolutionFlow</span>
        <nav aria-label="Pages" className="flex flex-wrap gap-y-1 min-[28rem]:gap-x-1">
          {Object.entries(PAGES).map(([key, { label, address, Icon }]) => (
            <a
              key={key}
              href={address}
              aria-current={key === name ? 'page' : undefined}
              className={classNames(
                'inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-body font-medium min-[28rem]:px-2.5',
                key === name
                  ? 'bg-accent-soft text-accent-ink'
                  : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon aria-hidden className="hidden size-4 min-[28rem]:block" />
              {label}
            </a>
          ))}
        </nav>
        {account && (
          <span className="ml-auto hidden min-w-0 truncate text-small text-muted min-[40rem]:inline">
            {account.person.name}, {account.team.name}
          </span>
        )}
      </header>
      <main className="flex-1 py-5">{children}</main>
    </div>
  )
}
