/** One way on, as a row one can hit: its digit, its words, what stands behind it. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './Kbd.tsx'
import { pressOnce } from './press-once.ts'

export function Choice({
  digit,
  label,
  detail,
  aside,
  isFirst,
  onPick,
}: {
  digit?: number | undefined
  label: ReactNode
  detail?: ReactNode
  aside?: ReactNode
  /** The one that Enter takes, or that something speaks for. */
  isFirst?: boolean | undefined
  onPick: () => void
}) {
  return (
    <button
      type="button"
      onClick={pressOnce(onPick)}
      aria-keyshortcuts={digit && digit < 10 ? String(digit) : undefined}
      className={classNames(
        'flex min-h-9 w-full items-center gap-2.5 rounded-md border px-2.5 py-1.5 text-left transition-colors duration-100',
        isFirst
          ? 'border-accent-ink/50 bg-accent-soft hover:border-accent-ink'
          : 'border-line bg-raised hover:border-line-strong hover:bg-hover',
      )}
    >
      {digit !== undefined && digit < 10 && <Kbd>{String(digit)}</Kbd>}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="font-medium break-words text-ink">{label}</span>
        {detail && <span className="text-small break-words text-muted">{detail}</span>}
      </span>
      {aside}
    </button>
  )
}
