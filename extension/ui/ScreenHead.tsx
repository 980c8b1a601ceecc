/** The head of a screen that stands in the place of the work: the way back, and what it is. */
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'

export function ScreenHead({
  id,
  title,
  back = 'Back to the work',
  onBack,
  children,
}: {
  /** Of the title, for what it names. */
  id?: string
  title: string
  back?: string
  onBack: () => void
  /** Beside the title. */
  children?: ReactNode
}) {
  return (
    <div className="flex min-h-7 items-center gap-1">
      <IconButton
        label={back}
        keyLabel="Esc"
        className="-ml-1.5"
        icon={<ArrowLeft className="size-4" />}
        onClick={onBack}
      />
      <h2 id={id} className="text-title font-semibold">
        {title}
      </h2>
      {children}
    </div>
  )
}
