/** A small mark with a word in it: never a colour alone. */
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'accent' | 'amber' | 'good' | 'bad'

const TONES: Record<Tone, string> = {
  plain: 'bg-hover text-muted border-line',
  accent: 'bg-accent-soft text-accent-ink border-transparent',
  amber: 'bg-amber-soft text-amber-ink border-amber-line',
  good: 'bg-good-soft text-good-ink border-transparent',
  bad: 'bg-bad-soft text-bad-ink border-transparent',
}

export function Badge({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <span
      className={`inline-flex h-5 shrink-0 items-center gap-1 rounded-sm border px-1.5 text-fine font-medium whitespace-nowrap [&_svg]:size-3 ${TONES[tone]}`}
    >
      {icon}
      {children}
    </span>
  )
}
