/** A sentence that wants to be read: what is, and what to do. Said aloud when it appears. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'amber' | 'good' | 'bad'

const TONES = {
  info: { look: 'border-line bg-surface text-muted', Icon: Info, word: 'Note' },
  amber: {
    look: 'border-amber-line bg-amber-soft text-amber-ink',
    Icon: TriangleAlert,
    word: 'Attention',
  },
  good: { look: 'border-good-line bg-good-soft text-good-ink', Icon: CircleCheck, word: 'Done' },
  bad: { look: 'border-bad-line bg-bad-soft text-bad-ink', Icon: CircleAlert, word: 'Problem' },
}

export function Notice({
  tone = 'info',
  title,
  children,
  actions,
}: {
  tone?: NoticeTone
  title?: string
  children?: ReactNode
  actions?: ReactNode
}) {
  const { look, Icon, word } = TONES[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex gap-2 rounded-md border px-2.5 py-2 text-small ${look}`}
    >
      <Icon aria-label={word} className="mt-px size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="break-words">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap gap-1.5">{actions}</div>}
      </div>
    </div>
  )
}
